import type { PresenceState, WorkspaceClient } from '@weft/workspace-client'
import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { resolveLeader } from './resolve-leader.ts'
import type { Follow } from './follow.ts'

/** What ends following: anything one does oneself. */
const ownActions = ['pointerdown', 'wheel', 'keydown', 'touchstart'] as const
/** Keys that do nothing by themselves. */
const idleKeys = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'])

/** Opens following over the presence of a workspace. */
export function useOpenFollow(
  presence: WorkspaceClient['presence'],
  others: Readonly<Ref<readonly PresenceState[]>>,
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): Follow {
  const wanted = ref<number | null>(null)
  const followed = computed(
    () => others.value.find(({ clientId }) => clientId === wanted.value) ?? null,
  )
  const leader = computed(() => resolveLeader(others.value, wanted.value, presence.clientId))
  const stop = (): void => {
    wanted.value = null
  }
  const onAction = (event: Event): void => {
    if (event instanceof KeyboardEvent && idleKeys.has(event.key)) return
    stop()
  }
  const listen = (): void => {
    for (const action of ownActions) page.addEventListener(action, onAction, { capture: true })
  }
  const deafen = (): void => {
    for (const action of ownActions) page.removeEventListener(action, onAction, { capture: true })
  }
  watch(wanted, (id) => {
    presence.set({ following: id })
    deafen()
    if (id !== null) listen()
  })
  // Who leaves is followed no longer.
  watch(followed, (person) => {
    if (!person) stop()
  })
  onScopeDispose(deafen)
  return {
    followed,
    leader,
    start: (clientId) => {
      wanted.value = clientId
    },
    stop,
    movement: () => {
      const id = leader.value?.clientId
      return id === undefined ? null : (presence.movements().get(id) ?? null)
    },
    onMove: (listener) => presence.onMove(listener),
  }
}
