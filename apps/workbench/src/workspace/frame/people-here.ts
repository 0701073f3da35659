import type { Attention, PresenceArea, PresencePerson, PresenceState } from '@weft/workspace-client'

/** One person in the workspace, by the window that tells most of them. */
export interface PersonHere {
  readonly person: PresencePerson
  readonly area: PresenceArea
  readonly attention: Attention
  /** The window to follow; null for oneself. */
  readonly clientId: number | null
}

const order: readonly Attention[] = ['here', 'idle', 'away']

/** Everybody in the workspace once, oneself first; a person is as present as the most present of their windows. */
export function peopleHere(
  me: PresencePerson,
  others: readonly PresenceState[],
): readonly PersonHere[] {
  const found = new Map<string, PersonHere>()
  for (const { person, area, attention, clientId } of others) {
    if (person.id === me.id) continue
    const known = found.get(person.id)
    if (known && order.indexOf(known.attention) <= order.indexOf(attention)) continue
    found.set(person.id, { person, area, attention, clientId })
  }
  return [{ person: me, area: 'other', attention: 'here', clientId: null }, ...found.values()]
}
