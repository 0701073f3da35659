import type { scenarioRoutes } from '@weft/api-contract'
import { accept, newId, refuse, type Clock, type Id, type Outcome, type Random } from '@weft/kernel'
import type { AnswerOf, Handlers } from '../../http/handler.ts'
import type { Reader, Store } from '../../store/store.ts'
import type { ScenarioRow } from '../../store/tables/catalogue-tables.ts'
import { readPersonRefs, type Caller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { addScenario, draftColumns } from './add-scenario.ts'
import type { Selectable } from 'kysely'

type Scenario = AnswerOf<typeof scenarioRoutes.readScenario>

/** The workspaces that grew from scenarios, by scenario; the workspaces module knows them. */
export type WorkspacesOfScenarios = (
  reader: Reader,
  scenarios: readonly string[],
) => Promise<ReadonlyMap<string, Scenario['workspaces']>>

/** What the scenarios module works with. */
export interface ScenarioDeps {
  readonly store: Store
  readonly now: Clock
  readonly random: Random
  readonly workspacesOf: WorkspacesOfScenarios
}

async function show(
  deps: ScenarioDeps,
  caller: Caller,
  rows: readonly Selectable<ScenarioRow>[],
): Promise<Scenario[]> {
  const ownerOf = (row: Selectable<ScenarioRow>) => ({
    person: row.owner_person,
    organisation: row.owner_organisation,
  })
  const [refOf, workspaces] = await Promise.all([
    readPersonRefs(deps.store, rows.map(ownerOf)),
    deps.workspacesOf(
      deps.store,
      rows.map(({ id }) => id),
    ),
  ])
  return rows.map((row) => ({
    id: row.id as Id<'sc'>,
    sector: row.sector as Scenario['sector'],
    title: row.title,
    problem: row.problem,
    users: row.users,
    value: row.value,
    dataWanted: row.data_wanted,
    acceptance: row.acceptance,
    deadline: row.deadline,
    state: row.state as Scenario['state'],
    owner: refOf(ownerOf(row)),
    postedAt: row.posted_at.toISOString(),
    version: row.version,
    workspaces: workspaces.get(row.id) ?? [],
    mine: caller.organisation === row.owner_organisation,
  }))
}

async function readOne(deps: ScenarioDeps, caller: Caller, id: string): Promise<Outcome<Scenario>> {
  const row = await deps.store
    .selectFrom('scenario')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  const [scenario] = row ? await show(deps, caller, [row]) : []
  return scenario ? accept(scenario) : refuse('scenario.not-found', { scenario: id })
}

/** Lists, shows, posts and edits scenarios. */
export function scenarioHandlers(deps: ScenarioDeps): Handlers<typeof scenarioRoutes> {
  const { store } = deps
  return {
    listScenarios: async (caller) => {
      const rows = await store
        .selectFrom('scenario')
        .selectAll()
        .orderBy('posted_at', 'desc')
        .orderBy('id')
        .execute()
      return accept(await show(deps, caller, rows))
    },
    readScenario: (caller, { params }) => readOne(deps, caller, params.scenario),
    postScenario: async (caller, { body }) => {
      const id = newId('sc', deps.random)
      await store.transaction().execute((transaction) =>
        addScenario(transaction, {
          id,
          draft: body,
          person: caller.person,
          organisation: caller.organisation,
          at: new Date(deps.now()),
        }),
      )
      return readOne(deps, caller, id)
    },
    editScenario: async (caller, { params, body }) => {
      const id: string = params.scenario
      const edited = await store.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('scenario')
          .select(['owner_organisation', 'version'])
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (!row) return refuse('scenario.not-found', { scenario: id })
        if (row.owner_organisation !== caller.organisation) return refuse('scenario.not-yours')
        if (row.version !== body.version) {
          return refuse('scenario.changed', { version: row.version })
        }
        const { version, ...draft } = body
        await transaction
          .updateTable('scenario')
          .set({ ...draftColumns(draft), version: version + 1 })
          .where('id', '=', id)
          .execute()
        await appendEvent(transaction, {
          at: new Date(deps.now()),
          actor: caller,
          event: 'scenario.edited',
          subject: id,
          details: { ...draft, version: version + 1 },
        })
        return accept(null)
      })
      return edited.ok ? readOne(deps, caller, id) : edited
    },
  }
}
