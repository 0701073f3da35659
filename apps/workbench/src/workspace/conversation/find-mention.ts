import type { PickedMention } from '@weft/discussion-model'
import type { Person } from './discussion-shapes.ts'

/** Somebody offered while a name is being typed. */
export interface MentionOffer {
  readonly picked: PickedMention
  readonly name: string
  readonly organisation: string
  readonly hue: number
}

/** The name being typed before the caret, from its `@`; null when none is. */
export function typedName(text: string, caret: number): { at: number; name: string } | null {
  const found = /(?<![\p{Script=Latin}\p{N}])@([^\s@]{0,30}(?: [^\s@]{1,30})?)$/u.exec(
    text.slice(0, caret),
  )
  return found ? { at: found.index, name: found[1] ?? '' } : null
}

const folded = (text: string): string => text.toLocaleLowerCase()

/** How well a name fits what was typed: 0 is best, null is not at all. */
function fit(names: readonly string[], wanted: string): number | null {
  const words = names.map(folded)
  if (words.some((name) => name.startsWith(wanted))) return 0
  if (words.some((name) => name.split(/\s+/).some((part) => part.startsWith(wanted)))) return 1
  return words.some((name) => name.includes(wanted)) ? 2 : null
}

interface Naming {
  readonly say: (text: Person['name']) => string
}

function offersOf(people: readonly Person[], { say }: Naming) {
  const names = people.map(({ name }) => say(name))
  const persons = people.map((person) => {
    const name = say(person.name)
    const organisation = say(person.organisation.name)
    const isAmbiguous = names.filter((other) => other === name).length > 1
    const words = isAmbiguous ? `${name} (${organisation})` : name
    const mention = { kind: 'person', id: person.id } as const
    return {
      found: [...Object.values(person.name), organisation].filter((text) => text !== undefined),
      offer: { picked: { mention, words }, name, organisation, hue: person.organisation.hue },
    }
  })
  const parties = new Map(people.map(({ organisation }) => [organisation.id, organisation]))
  const organisations = [...parties.values()].map((one) => {
    const name = say(one.name)
    const mention = { kind: 'organisation', id: one.id } as const
    return {
      found: Object.values(one.name).filter((text) => text !== undefined),
      offer: { picked: { mention, words: name }, name, organisation: '', hue: one.hue },
    }
  })
  return [...persons, ...organisations]
}

/** Who fits a name being typed, the best first. */
export function findMentions(
  people: readonly Person[],
  name: string,
  naming: Naming,
): readonly MentionOffer[] {
  const wanted = folded(name.trim())
  return offersOf(people, naming)
    .flatMap(({ found, offer }) => {
      const rank = fit(found, wanted)
      return rank === null ? [] : [{ rank, offer }]
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, 8)
    .map(({ offer }) => offer)
}
