import type { historyRoutes } from '@weft/api-contract'
import { countSurviving } from '@weft/documents'
import type { AnswerOf } from '../../http/handler.ts'
import type { Store } from '../../store/store.ts'
import { applyStored, type UpdateLog } from '../../sync/index.ts'
import { readOrganisationRefs, readPersonRefs, unknownOrganisation } from '../accounts/index.ts'
import { divideShares } from './divide-shares.ts'
import { readWriters } from './writer-ledger.ts'

type Contributions = AnswerOf<typeof historyRoutes.readContributions>

/** What one of each counts, in points. */
export const contributionWeights = {
  steps: 5,
  widgets: 5,
  settings: 1,
  connections: 1,
  letters: 0.05,
  settled: 5,
} as const

type Work = { -readonly [K in keyof typeof contributionWeights]: number }

const none = (): Work => ({
  steps: 0,
  widgets: 0,
  settings: 0,
  connections: 0,
  letters: 0,
  settled: 0,
})

const columns = {
  step: 'steps',
  widget: 'widgets',
  setting: 'settings',
  connection: 'connections',
  letter: 'letters',
} as const satisfies Record<string, keyof Work>

function pointsOf(work: Work): number {
  return Object.entries(contributionWeights).reduce(
    (sum, [name, weight]) => sum + work[name as keyof Work] * weight,
    0,
  )
}

/** Groups work by a key and gives each group its share. */
function shared<T extends { readonly work: Work }>(entries: readonly T[]) {
  const shares = divideShares(entries.map(({ work }) => pointsOf(work)))
  return entries
    .map(({ work, ...entry }, at) => ({ ...entry, ...work, share: shares[at] ?? 0 }))
    .toSorted((a, b) => b.share - a.share)
}

interface Known {
  readonly person: string
  readonly organisation: string
  readonly work: Work
}

async function countWork(store: Store, log: UpdateLog, workspace: string): Promise<Known[]> {
  const stored = await log.load(workspace)
  if (!stored) return []
  const { find } = await readWriters(store, workspace)
  const people = new Map<string, Known>()
  const workOf = (person: string, organisation: string): Work => {
    const key = `${person} ${organisation}`
    const known = people.get(key) ?? { person, organisation, work: none() }
    people.set(key, known)
    return known.work
  }
  const doc = applyStored(stored)
  for (const { what, count, ...written } of countSurviving(doc)) {
    const by = find(written)
    if (by) workOf(by.person, by.organisation)[columns[what]] += count
  }
  doc.destroy()
  const settled = await store
    .selectFrom('feedback')
    .innerJoin('release', 'release.id', 'feedback.settled_in')
    .select((eb) => [
      'release.person',
      'release.organisation',
      eb.fn.countAll<number>().as('count'),
    ])
    .where('feedback.workspace', '=', workspace)
    .groupBy(['release.person', 'release.organisation'])
    .execute()
  for (const row of settled) workOf(row.person, row.organisation).settled += row.count
  return [...people.values()]
}

function byOrganisation(people: readonly Known[]) {
  const organisations = new Map<string, Work>()
  for (const { organisation, work } of people) {
    const sum = organisations.get(organisation) ?? none()
    for (const name of Object.keys(sum) as (keyof Work)[]) sum[name] += work[name]
    organisations.set(organisation, sum)
  }
  return [...organisations].map(([id, work]) => ({ id, work }))
}

/** Whose work is left in a workspace, explained by its parts. */
export async function showContributions(
  store: Store,
  log: UpdateLog,
  workspace: string,
): Promise<Contributions> {
  const people = await countWork(store, log, workspace)
  const refOf = await readPersonRefs(store, people)
  const organisations = byOrganisation(people)
  const refs = await readOrganisationRefs(
    store,
    organisations.map(({ id }) => id),
  )
  return {
    people: shared(people.map((known) => ({ by: refOf(known), work: known.work }))),
    organisations: shared(
      organisations.map(({ id, work }) => {
        return { organisation: refs.get(id) ?? unknownOrganisation(id), work }
      }),
    ),
    weights: { ...contributionWeights },
  }
}
