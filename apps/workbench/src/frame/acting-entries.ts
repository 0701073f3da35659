import type { LocalText } from '@weft/kernel'
import type { MenuEntry } from '@weft/ui-kit'
import type { Me } from '../session/session.store.ts'

/** The menu lines that switch the organisation acted for; none when there is only one to act for. */
export function actingEntries(
  person: Me['person'],
  heading: string,
  say: (text: LocalText) => string,
): readonly MenuEntry[] {
  if (!person || person.memberships.length < 2) return []
  return [
    { value: 'acting', kind: 'heading', words: heading },
    ...person.memberships.map(({ organisation }) => ({
      value: `act:${organisation.id}`,
      words: say(organisation.name),
      ticked: organisation.id === person.organisation.id,
    })),
    { value: 'line', kind: 'line' },
  ]
}
