import type { PresencePerson, PresenceState } from '@weft/workspace-client'

/** One person in the workspace, with all their windows taken together. */
export interface PersonHere {
  readonly person: PresencePerson
  readonly area: PresenceState['area']
  readonly idle: boolean
  readonly isMe: boolean
}

/** Everybody in the workspace once, oneself first; a person is idle only when all their windows are. */
export function peopleHere(
  me: PresencePerson,
  others: readonly PresenceState[],
): readonly PersonHere[] {
  const found = new Map<string, PersonHere>()
  for (const { person, area, idle } of others) {
    if (person.id === me.id) continue
    const known = found.get(person.id)
    if (!known || (known.idle && !idle)) found.set(person.id, { person, area, idle, isMe: false })
  }
  return [{ person: me, area: 'other', idle: false, isMe: true }, ...found.values()]
}
