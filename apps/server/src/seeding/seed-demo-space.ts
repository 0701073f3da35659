import type { Clock, Outcome, Random } from '@weft/kernel'
import {
  demoOrganisations,
  demoPeople,
  demoScenarios,
  demoWorkspaces,
  readManifest,
  type DemoRating,
  type DemoWorkspace,
  type Manifest,
  type PackTable,
} from '@weft/sandbox'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  addMembership,
  addOrganisation,
  addPerson,
  type MemberCaller,
} from '../modules/accounts/index.ts'
import { appendEvent } from '../modules/audit/index.ts'
import { addDataset, readTableFile } from '../modules/datasets/index.ts'
import { addScenario } from '../modules/scenarios/index.ts'
import type { Blobs } from '../store/blobs.ts'
import type { Store, Transaction } from '../store/store.ts'
import type { DemoLoop } from './demo-loop.ts'

/** What making the demo space takes. */
export interface SeedDeps {
  readonly store: Store
  readonly blobs: Blobs
  readonly now: Clock
  readonly random: Random
  readonly packsFolder: string
  readonly loop: DemoLoop
}

const dayMs = 24 * 60 * 60 * 1000

function must<T>(what: string, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(`The demo space could not be made: ${what}: ${JSON.stringify(outcome.failure)}`)
}

function callerOf(id: string): MemberCaller {
  const person = demoPeople.find((one) => one.id === id)
  if (!person) throw new Error(`The demo space has no person ${id}`)
  return { person: id, organisation: person.organisation, role: 'admin', operator: false }
}

async function seedPeople(deps: SeedDeps, transaction: Transaction, at: Date, manifest: Manifest) {
  for (const organisation of demoOrganisations(manifest.organisations)) {
    const { id, name, role, hue } = organisation
    await addOrganisation(transaction, { id, names: name, role, hue, at })
  }
  for (const [order, person] of demoPeople.entries()) {
    await addPerson(transaction, deps.random, {
      id: person.id,
      name: person.name.en,
      names: person.name,
      email: `${person.id.slice(7)}@${person.organisation}.example`,
      password: null,
      operator: person.role === 'operator',
      at,
      demo: { role: person.role, line: person.line, order },
    })
    await addMembership(transaction, deps.random, {
      person: person.id,
      organisation: person.organisation,
      role: 'admin',
      at,
    })
  }
  await appendEvent(transaction, {
    at,
    actor: { person: null, organisation: null },
    event: 'space.demo-people-made',
    subject: 'demo',
    details: { people: demoPeople.length },
  })
}

async function seedTable(deps: SeedDeps, table: PackTable, at: Date): Promise<void> {
  const path = join(deps.packsFolder, table.file)
  const columns = table.columns.map(({ name, type }) => ({ name, type }))
  const read = must(table.id, await readTableFile(path, columns))
  const csv = await deps.blobs.put(await readFile(path))
  if (csv !== table.sha256) throw new Error(`${table.file} is not the file its manifest names`)
  await deps.store.transaction().execute((transaction) =>
    addDataset(transaction, deps.blobs, {
      id: table.id,
      sector: table.pack,
      title: table.title,
      description: table.description,
      owner: table.owner,
      licence: {
        spdx: table.licence.spdx,
        statement: table.licence.statement,
        attribution: table.licence.attribution,
      },
      source: {
        name: `${table.source.name} ${table.source.version}`,
        publisher: table.source.originalPublisher,
        derivation: table.derivation,
      },
      columns: table.columns.map(({ name, type, unit, description, role }) => ({
        name,
        type,
        unit,
        description,
        role,
      })),
      table: read,
      csv,
      sizeBytes: table.bytes,
      person: null,
      at,
    }),
  )
}

async function seedScenarios(transaction: Transaction, nowMs: number): Promise<void> {
  for (const scenario of demoScenarios) {
    const { person, organisation } = callerOf(scenario.owner)
    const deadline =
      scenario.deadlineInDays === null
        ? null
        : new Date(nowMs + scenario.deadlineInDays * dayMs).toISOString().slice(0, 10)
    const { sector, title, problem, users, value, dataWanted, acceptance } = scenario
    await addScenario(transaction, {
      id: scenario.id,
      draft: {
        sector,
        title,
        problem,
        users,
        value,
        dataWanted,
        acceptance: [...acceptance],
        deadline,
      },
      person,
      organisation,
      at: new Date(nowMs - scenario.daysAgo * dayMs),
    })
  }
}

async function seedRatings(
  loop: DemoLoop,
  release: string,
  ratings: readonly DemoRating[],
  ago: (days: number) => Date,
): Promise<void> {
  for (const rating of ratings) {
    const { feedback } = must(
      'rating',
      await loop.rate(callerOf(rating.by), release, rating, ago(rating.daysAgo)),
    )
    if (!rating.answer || feedback === null) continue
    const { by, reply } = rating.answer
    must('answer', await loop.plan(callerOf(by), feedback, reply, ago(rating.daysAgo - 1)))
  }
}

async function seedWorkspace(deps: SeedDeps, workspace: DemoWorkspace, nowMs: number) {
  const { loop, store } = deps
  const ago = (days: number): Date => new Date(nowMs - days * dayMs)
  const there = await store
    .selectFrom('workspace')
    .select('id')
    .where('id', '=', workspace.id)
    .executeTakeFirst()
  if (!there) {
    await loop.seedWorkspace({
      ...workspace,
      startedBy: callerOf(workspace.startedBy),
      at: ago(workspace.daysAgo),
    })
  }
  for (const release of workspace.releases) {
    const published = await store
      .selectFrom('release')
      .select('id')
      .where('workspace', '=', workspace.id)
      .where('version', '=', release.version)
      .executeTakeFirst()
    const { id } =
      published ??
      must(
        `release ${release.version}`,
        await loop.publishRelease(
          callerOf(release.by),
          workspace.id,
          release,
          ago(release.daysAgo),
        ),
      )
    await seedRatings(loop, id, release.ratings, ago)
  }
}

async function seedCatalogue(deps: SeedDeps, nowMs: number): Promise<void> {
  const { store } = deps
  const manifest = readManifest(deps.packsFolder)
  const founded = new Date(nowMs - 60 * dayMs)
  const isEmpty = async (table: 'person' | 'scenario'): Promise<boolean> =>
    (await store.selectFrom(table).select('id').limit(1).execute()).length === 0
  if (await isEmpty('person')) {
    await store
      .transaction()
      .execute((transaction) => seedPeople(deps, transaction, founded, manifest))
  }
  const there = await store.selectFrom('dataset').select('id').execute()
  for (const table of manifest.tables) {
    if (!there.some(({ id }) => id === table.id)) await seedTable(deps, table, founded)
  }
  if (await isEmpty('scenario')) {
    await store.transaction().execute((transaction) => seedScenarios(transaction, nowMs))
  }
}

/** Fills a new demo space, once: what is there already is left alone, so a start that was cut short is taken up again. */
export async function seedDemoSpace(deps: SeedDeps): Promise<void> {
  const { store } = deps
  const nowMs = deps.now()
  const space = await store.selectFrom('space').selectAll().executeTakeFirstOrThrow()
  if (!space.demo || space.seeded_at !== null) return
  await seedCatalogue(deps, nowMs)
  for (const workspace of demoWorkspaces) await seedWorkspace(deps, workspace, nowMs)
  await store
    .updateTable('space')
    .set({ seeded_at: new Date(nowMs) })
    .execute()
}
