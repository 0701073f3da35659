import type { PresenceState } from '@weft/workspace-client'

/**
 * The window whose sight is shown by who follows another one: following a follower leads to whom they follow in the
 * end. Nobody is led by themselves: where the way comes back, its last window before that leads.
 */
export function resolveLeader(
  others: readonly PresenceState[],
  followed: number | null,
  me: number,
): PresenceState | null {
  const windows = new Map(others.map((other) => [other.clientId, other]))
  const seen = new Set([me])
  let leader: PresenceState | null = null
  let next = followed
  while (next !== null && !seen.has(next)) {
    const found = windows.get(next)
    if (!found) break
    seen.add(next)
    leader = found
    next = found.following
  }
  return leader
}
