import type { PresenceState } from '@weft/workspace-client'
import { watch, type Ref } from 'vue'

/** No person can ask more often than this, whatever their window sends. */
const listenAgainAfterMs = 20_000

/** Tells when another window asks everybody to come; what it had asked before it was first seen is past. */
export function useCalls(
  others: Readonly<Ref<readonly PresenceState[]>>,
  now: () => number,
  tell: (caller: PresenceState) => void,
): void {
  let known = new Map<number, number>()
  const heardAt = new Map<string, number>()
  watch(
    others,
    (list) => {
      const before = known
      known = new Map(list.map(({ clientId, call }) => [clientId, call]))
      for (const other of list) {
        const last = before.get(other.clientId)
        if (last === undefined || other.call <= last) continue
        if (now() - (heardAt.get(other.person.id) ?? -Infinity) < listenAgainAfterMs) continue
        heardAt.set(other.person.id, now())
        tell(other)
      }
    },
    { immediate: true },
  )
}
