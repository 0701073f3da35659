import { accept, refuse, type Clock, type Failure, type Outcome } from '@weft/kernel'
import type { Turn } from './ask-queue.ts'
import type { EngineLife } from './engine-life.ts'
import type { EngineQuestion } from './engine-link.ts'
import type { Materialised, TableRecipe } from './query-engine.ts'
import { readResultTable } from './result-table.ts'
import type { SourceShelf } from './source-shelf.ts'
import type { TableCache } from './table-cache.ts'
import { planTables, type PlannedTable } from './table-plan.ts'
import type { EngineReply, EngineTrouble } from './worker/protocol.ts'

type GoodReply = Extract<EngineReply, { ok: true }>

/** Who works at the desk: the engine, the datasets, and what is known about tables. */
export interface DeskDeps {
  readonly life: EngineLife
  readonly shelf: SourceShelf
  readonly cache: TableCache
  readonly recipes: ReadonlyMap<string, TableRecipe>
  readonly now: Clock
}

/** Puts questions to the engine during one turn: makes room when memory is short, restarts it when it died. */
export interface EngineDesk {
  ask(turn: Turn, question: EngineQuestion, keep: ReadonlySet<string>): Promise<Outcome<GoodReply>>
  /** Makes sure the tables are there. */
  ensure(turn: Turn, targets: readonly string[]): Promise<Outcome<Materialised>>
}

const codes: Readonly<Record<EngineTrouble, string>> = {
  statement: 'engine.statement',
  cancelled: 'engine.cancelled',
  memory: 'engine.out-of-memory',
  dead: 'engine.restarted',
}

function refused(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure }
}

function openAsk({ life, cache }: DeskDeps): EngineDesk['ask'] {
  const makeRoom = async (keep: ReadonlySet<string>): Promise<boolean> => {
    const link = await life.link()
    const leaving = cache.evict(keep)
    if (!link.ok || leaving.length === 0) return false
    for (const table of leaving) await link.value.ask({ kind: 'drop', table })
    return true
  }
  const ask: EngineDesk['ask'] = async (turn, question, keep) => {
    const link = await life.link()
    if (!link.ok) return link
    const stopped = turn.stopped()
    if (stopped) return refused(stopped)
    const reply = await link.value.ask(question)
    if (reply.ok) return accept(reply)
    if (reply.trouble === 'dead') life.restart(reply.message)
    if (reply.trouble === 'memory' && (await makeRoom(keep))) return ask(turn, question, keep)
    return refuse(codes[reply.trouble], { message: reply.message })
  }
  return ask
}

/** What must stay while this table of the plan is made: what it and later ones read, and the targets. */
function stillNeeded(
  plan: readonly PlannedTable[],
  from: number,
  targets: readonly string[],
): ReadonlySet<string> {
  return new Set([...targets, ...plan.slice(from).flatMap(({ recipe }) => recipe?.inputs ?? [])])
}

/** Opens the desk. */
export function openEngineDesk(deps: DeskDeps): EngineDesk {
  const { shelf, cache, recipes, now } = deps
  const ask = openAsk(deps)

  const make = async (
    turn: Turn,
    { table, recipe }: PlannedTable,
    keep: ReadonlySet<string>,
  ): Promise<Outcome<number>> => {
    if (recipe) {
      const built = await ask(turn, { kind: 'build', table, sql: recipe.sql }, keep)
      if (!built.ok) return built
      const count = readResultTable([{ name: 'rows', type: 'INTEGER' }], built.value.parts)
      return accept(Number(count.cell(0, 0)))
    }
    const bytes = await shelf.take(table)
    if (!bytes.ok) return bytes
    const inserted = await ask(turn, { kind: 'insert', table, bytes: bytes.value }, keep)
    return inserted.ok ? accept(0) : inserted
  }

  const planFor = (targets: readonly string[]) =>
    planTables(targets, {
      isThere: (table) => cache.rows(table) !== undefined,
      isSource: (table) => shelf.has(table),
      recipeOf: (table) => recipes.get(table),
    })

  const makeAll = async (
    turn: Turn,
    plan: readonly PlannedTable[],
    targets: readonly string[],
  ): Promise<Outcome<null>> => {
    for (const { table, recipe } of plan) if (!recipe) shelf.warm(table)
    for (const [index, planned] of plan.entries()) {
      const made = await make(turn, planned, stillNeeded(plan, index, targets))
      if (!made.ok) return made
      cache.put(planned.table, made.value)
      for (const input of planned.recipe?.inputs ?? []) cache.touch(input)
    }
    return accept(null)
  }

  const ensure: EngineDesk['ensure'] = async (turn, targets) => {
    const start = now()
    const plan = planFor(targets)
    if (!plan.ok) return plan
    const made = await makeAll(turn, plan.value, targets)
    if (!made.ok) return made
    for (const target of targets) cache.touch(target)
    const rows = cache.rows(targets.at(-1) ?? '') ?? 0
    return accept({ rows, tookMs: plan.value.length === 0 ? 0 : now() - start })
  }
  return { ask, ensure }
}
