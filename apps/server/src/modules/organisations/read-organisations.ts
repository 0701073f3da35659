import type { organisationRoutes } from '@weft/api-contract'
import type { AnswerOf } from '../../http/handler.ts'
import type { Store } from '../../store/store.ts'
import { personName } from '../accounts/index.ts'

type Organisation = AnswerOf<typeof organisationRoutes.listOrganisations>[number]
type Member = NonNullable<AnswerOf<typeof organisationRoutes.readOrganisation>['members']>[number]

/** All organisations with how many people and datasets they have, by name. */
export async function listOrganisations(store: Store): Promise<Organisation[]> {
  const rows = await store
    .selectFrom('organisation')
    .select((eb) => [
      'organisation.id',
      'organisation.names',
      'organisation.hue',
      'organisation.role',
      'organisation.standing',
      eb
        .selectFrom('membership')
        .select((count) => count.fn.countAll<number>().as('people'))
        .whereRef('membership.organizationId', '=', 'organisation.id')
        .as('people'),
      eb
        .selectFrom('dataset')
        .select((count) => count.fn.countAll<number>().as('datasets'))
        .whereRef('dataset.owner', '=', 'organisation.id')
        .as('datasets'),
    ])
    .orderBy('organisation.name')
    .orderBy('organisation.id')
    .execute()
  return rows.map(({ names, people, datasets, ...row }) => ({
    ...row,
    name: names,
    people: people ?? 0,
    datasets: datasets ?? 0,
  }))
}

/** The people of one organisation, admins first. */
export async function readMembers(store: Store, organisation: Organisation): Promise<Member[]> {
  const rows = await store
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.userId')
    .select(['person.id', 'person.name', 'person.names', 'membership.role'])
    .where('membership.organizationId', '=', organisation.id)
    .orderBy('membership.role')
    .orderBy('person.name')
    .execute()
  const { id, name, hue } = organisation
  return rows.map((row) => ({
    id: row.id,
    name: personName(row),
    organisation: { id, name, hue },
    role: row.role === 'member' ? 'member' : 'admin',
  }))
}
