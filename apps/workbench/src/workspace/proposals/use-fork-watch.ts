import { openWorkspace, type PresencePerson, type PresenceState } from '@weft/workspace-client'
import type { Id } from '@weft/kernel'
import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

/** Listens to a fork while its proposal is looked at: says when it was edited, and who is in it. */
export function useForkWatch(given: {
  readonly proposal: Id<'pr'>
  readonly me: PresencePerson
  readonly onEdit: () => void
}): Readonly<ShallowRef<readonly PresenceState[]>> {
  const inside = shallowRef<readonly PresenceState[]>([])
  let stop = (): void => undefined
  onMounted(() => {
    const { protocol, host } = window.location
    const client = openWorkspace({
      url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sync`,
      room: given.proposal,
      person: given.me,
      random: Math.random,
      now: Date.now,
    })
    const stops = [
      client.document.onChange(given.onEdit),
      client.presence.onChange(() => {
        inside.value = client.presence.others()
      }),
    ]
    stop = () => {
      for (const end of stops) end()
      client.dispose()
    }
  })
  onBeforeUnmount(() => {
    stop()
  })
  return inside
}
