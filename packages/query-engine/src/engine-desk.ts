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
  /** Cached tables leave once the engine uses more than this. */
  readonly comfortBytes: number
}

/** What one job needs while it is at the desk. */
export interface Visit {
  readonly turn: Turn
  /** Datasets' bytes this job fetched; they stay with it, even when the shelf is too small for them. */
  readonly pins: ReadonlyMap<string, Uint8Array>
  /** Hears how many of the tables are made. */
  readonly onMade: (made: number, of: number) => void
}

/** Puts questions to the engine during one turn: makes room when memory is short, restarts it when it died. */
export interface EngineDesk {
  ask(turn: Turn, question: EngineQuestion, keep: readonly string[]): Promise<Outcome<GoodReply>>
  /** The datasets whose bytes are wanted and not here. */
  lacking(targets: readonly string[], pins: Visit['pins']): readonly string[]
  /** Makes sure the tables are there; null when a dataset's bytes are lacking after all. */
  ensure(visit: Visit, targets: readonly string[]): Promise<Outcome<Materialised> | null>
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

/** What must stay while this table of the plan is made: what it and later ones read, and the targets. */
function stillNeeded(
  plan: readonly PlannedTable[],
  from: number,
  targets: readonly string[],
): readonly string[] {
  return [...targets, ...plan.slice(from).flatMap(({ recipe }) => recipe?.inputs ?? [])]
}

class Desk implements EngineDesk {
  readonly #deps: DeskDeps

  constructor(deps: DeskDeps) {
    this.#deps = deps
  }

  async ask(
    turn: Turn,
    question: EngineQuestion,
    keep: readonly string[],
  ): Promise<Outcome<GoodReply>> {
    const { life, comfortBytes } = this.#deps
    const link = await life.link()
    if (!link.ok) return link
    const stopped = turn.stopped()
    if (stopped) return refused(stopped)
    const reply = await link.value.ask(question)
    if (reply.ok) {
      if ((reply.usedBytes ?? 0) > comfortBytes) await this.#makeRoom(keep, comfortBytes)
      return accept(reply)
    }
    if (reply.trouble === 'dead') life.restart(reply.message)
    if (reply.trouble === 'memory' && (await this.#makeRoom(keep, Number.POSITIVE_INFINITY))) {
      return this.ask(turn, question, keep)
    }
    return refuse(codes[reply.trouble], { message: reply.message })
  }

  lacking(targets: readonly string[], pins: Visit['pins']): readonly string[] {
    const plan = this.#plan(targets)
    if (!plan.ok) return []
    return plan.value
      .filter(({ recipe, table }) => !recipe && !this.#bytesOf(table, pins))
      .map(({ table }) => table)
  }

  async ensure(visit: Visit, targets: readonly string[]): Promise<Outcome<Materialised> | null> {
    const { cache, now } = this.#deps
    const start = now()
    const plan = this.#plan(targets)
    if (!plan.ok) return plan
    const made = await this.#makeAll(visit, plan.value, targets)
    if (!made?.ok) return made
    for (const target of targets) cache.touch(target)
    const rows = cache.read(targets.at(-1) ?? '')?.rows ?? 0
    return accept({ rows, tookMs: plan.value.length === 0 ? 0 : now() - start })
  }

  #plan(targets: readonly string[]) {
    const { cache, shelf, recipes } = this.#deps
    return planTables(targets, {
      isThere: (table) =>
        cache.read(table) !== undefined &&
        this.#baseOf(table).every((base) => cache.read(base) !== undefined),
      isSource: (table) => shelf.has(table),
      recipeOf: (table) => recipes.get(table),
    })
  }

  #bytesOf(table: string, pins: Visit['pins']): Uint8Array | null {
    return pins.get(table) ?? this.#deps.shelf.peek(table)
  }

  /** The dataset's table a view looks at; empty for everything else. */
  #baseOf(table: string): readonly string[] {
    const recipe = this.#deps.recipes.get(table)
    return recipe?.isView ? recipe.inputs : []
  }

  /** Drops the least recently used tables until the engine is below the bound, or once when there is none. */
  async #makeRoom(keep: readonly string[], untilBytes: number): Promise<boolean> {
    const { life, cache } = this.#deps
    const staying = new Set(keep.flatMap((table) => [table, ...this.#baseOf(table)]))
    let hasRoom = false
    for (;;) {
      const link = await life.link()
      const tables = cache.evict(staying)
      if (!link.ok || tables.length === 0) return hasRoom
      const dropped = await link.value.ask({ kind: 'drop', tables })
      hasRoom = true
      if (!dropped.ok || (dropped.usedBytes ?? 0) <= untilBytes) return hasRoom
    }
  }

  async #makeAll(
    visit: Visit,
    plan: readonly PlannedTable[],
    targets: readonly string[],
  ): Promise<Outcome<null> | null> {
    const { cache } = this.#deps
    for (const [index, planned] of plan.entries()) {
      visit.onMade(index, plan.length)
      const made = await this.#make(visit, planned, stillNeeded(plan, index, targets))
      if (!made?.ok) return made
      cache.put(planned.table, {
        rows: made.value,
        isView: planned.recipe?.isView ?? false,
      })
      for (const input of planned.recipe?.inputs ?? []) cache.touch(input)
    }
    return accept(null)
  }

  async #make(
    { turn, pins }: Visit,
    { table, recipe }: PlannedTable,
    keep: readonly string[],
  ): Promise<Outcome<number> | null> {
    if (recipe) {
      const as = recipe.isView ? 'view' : 'table'
      const built = await this.ask(turn, { kind: 'build', table, as, sql: recipe.sql }, keep)
      if (!built.ok) return built
      const count = readResultTable([{ name: 'rows', type: 'BIGINT' }], built.value.parts)
      return accept(Number(count.cell(0, 0)))
    }
    const bytes = this.#bytesOf(table, pins)
    if (!bytes) return null
    const inserted = await this.ask(turn, { kind: 'insert', table, bytes }, keep)
    return inserted.ok ? accept(0) : inserted
  }
}

/** Opens the desk. */
export function openEngineDesk(deps: DeskDeps): EngineDesk {
  return new Desk(deps)
}
