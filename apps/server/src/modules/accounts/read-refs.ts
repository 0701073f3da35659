import type { LocalText } from '@weft/kernel'
import type { Reader } from '../../store/store.ts'
import type { Actor } from '../audit/index.ts'

/** An organisation as it is shown beside what it did. */
export interface OrganisationRef {
  readonly id: string
  readonly name: LocalText
  readonly hue: number
}

/** A person as shown beside what they did, with the organisation they acted for. */
export interface PersonRef {
  readonly id: string
  readonly name: LocalText
  readonly organisation: OrganisationRef
}

/** Stands for an organisation that is no longer there. */
export function unknownOrganisation(id: string): OrganisationRef {
  return { id, name: { en: id }, hue: 0 }
}

/** Stands for a person who is no longer there. */
function unknownPerson(actor: Actor): PersonRef {
  const id = actor.person ?? ''
  return { id, name: { en: id }, organisation: unknownOrganisation(actor.organisation ?? '') }
}

/** Organisations by id; give ids, or null for all. */
export async function readOrganisationRefs(
  reader: Reader,
  ids: readonly string[] | null,
): Promise<ReadonlyMap<string, OrganisationRef>> {
  if (ids?.length === 0) return new Map()
  let query = reader.selectFrom('organisation').select(['id', 'names', 'hue'])
  if (ids) query = query.where('id', 'in', [...new Set(ids)])
  const rows = await query.execute()
  return new Map(rows.map((row) => [row.id, { id: row.id, name: row.names, hue: row.hue }]))
}

/** The name a person goes by: in several languages, or the one they typed. */
export function personName(row: {
  readonly names: LocalText | null
  readonly name: string
}): LocalText {
  return row.names ?? { en: row.name }
}

/** Finds the reference of an actor; `find` never fails, an unknown person is shown by id. */
export async function readPersonRefs(
  reader: Reader,
  actors: readonly Actor[],
): Promise<(actor: Actor) => PersonRef> {
  const ids = [...new Set(actors.flatMap(({ person }) => (person === null ? [] : [person])))]
  const organisations = await readOrganisationRefs(
    reader,
    actors.flatMap(({ organisation }) => (organisation === null ? [] : [organisation])),
  )
  const rows =
    ids.length === 0
      ? []
      : await reader
          .selectFrom('person')
          .select(['id', 'name', 'names'])
          .where('id', 'in', ids)
          .execute()
  const people = new Map(rows.map((row) => [row.id, personName(row)]))
  return (actor) => {
    const name = actor.person === null ? undefined : people.get(actor.person)
    if (!name || actor.person === null) return unknownPerson(actor)
    const organisation =
      organisations.get(actor.organisation ?? '') ?? unknownOrganisation(actor.organisation ?? '')
    return { id: actor.person, name, organisation }
  }
}
