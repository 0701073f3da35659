import type { accountRoutes } from '@weft/api-contract'
import { accept, type Outcome } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader, Store } from '../../store/store.ts'
import type { Caller } from './caller.ts'
import { personName, readOrganisationRefs, unknownOrganisation } from './read-refs.ts'
import { readSpace } from './space.ts'

type Me = AnswerOf<typeof accountRoutes.readMe>
type DemoPerson = AnswerOf<typeof accountRoutes.listDemoPeople>[number]
type Notice = AnswerOf<typeof accountRoutes.listNotices>[number]

async function readMemberships(store: Store, person: string) {
  const rows = await store
    .selectFrom('membership')
    .select(['organizationId', 'role'])
    .where('userId', '=', person)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const refs = await readOrganisationRefs(
    store,
    rows.map((row) => row.organizationId),
  )
  return rows.map((row) => ({
    organisation: refs.get(row.organizationId) ?? unknownOrganisation(row.organizationId),
    role: row.role === 'member' ? ('member' as const) : ('admin' as const),
  }))
}

async function countUnread(store: Store, person: string): Promise<number> {
  const row = await store
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('person', '=', person)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Who is calling, as the interface needs it at its start. */
export async function readMe(store: Store, caller: Caller): Promise<Outcome<Me>> {
  const space = await readSpace(store)
  if (caller.person === null) return accept({ space, person: null })
  const [row, memberships, unreadNotices] = await Promise.all([
    store
      .selectFrom('person')
      .selectAll()
      .where('id', '=', caller.person)
      .executeTakeFirstOrThrow(),
    readMemberships(store, caller.person),
    countUnread(store, caller.person),
  ])
  const acting = memberships.find(({ organisation }) => organisation.id === caller.organisation)
  return accept({
    space,
    person: {
      id: row.id,
      name: personName(row),
      email: row.email,
      operator: row.operator,
      organisation:
        (acting ?? memberships[0])?.organisation ?? unknownOrganisation(caller.organisation ?? ''),
      memberships,
      unreadNotices,
    },
  })
}

/** The people of the demo space, in the order of its story. */
export async function listDemoPeople(reader: Reader): Promise<DemoPerson[]> {
  const rows = await reader
    .selectFrom('person')
    .innerJoin('membership', 'membership.userId', 'person.id')
    .innerJoin('organisation', 'organisation.id', 'membership.organizationId')
    .select([
      'person.id',
      'person.name',
      'person.names',
      'person.demo_role',
      'person.demo_line',
      'organisation.id as organisation',
      'organisation.names as organisationNames',
      'organisation.hue',
    ])
    .where('person.demo_role', 'is not', null)
    .orderBy('person.demo_order')
    .orderBy('membership.createdAt')
    .execute()
  const people = new Map<string, DemoPerson>()
  for (const row of rows) {
    if (people.has(row.id)) continue
    people.set(row.id, {
      id: row.id,
      name: personName(row),
      organisation: { id: row.organisation, name: row.organisationNames, hue: row.hue },
      role: row.demo_role as DemoPerson['role'],
      line: row.demo_line ?? {},
    })
  }
  return [...people.values()]
}

/** A person's inbox, newest first. */
export async function listNotices(store: Store, person: string): Promise<Outcome<Notice[]>> {
  const rows = await store
    .selectFrom('notice')
    .selectAll()
    .where('person', '=', person)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
  return accept(
    rows.map((row) => ({
      id: row.id,
      kind: row.kind as Notice['kind'],
      at: row.at.toISOString(),
      read: row.read_at !== null,
      link: row.link,
      words: row.words,
    })),
  )
}
