import { accept, type Outcome } from '@weft/kernel'
import type { Turn } from './ask-queue.ts'
import type { EngineDesk } from './engine-desk.ts'
import type { TableRecipe } from './query-engine.ts'
import { readResultTable } from './result-table.ts'
import type { SourceShelf } from './source-shelf.ts'
import type { TableCache } from './table-cache.ts'
import { planTables, type PlannedTable } from './table-plan.ts'
import type { TableRelations } from './table-relations.ts'

/** What making tables takes: the desk, the datasets, and what is known about tables. */
export interface TableMakerDeps {
  readonly desk: EngineDesk
  readonly shelf: SourceShelf
  readonly cache: TableCache
  readonly relations: TableRelations
  readonly recipes: ReadonlyMap<string, TableRecipe>
}

/** What one job needs while it is with the engine. */
export interface Visit {
  readonly turn: Turn
  /** Datasets' bytes this job fetched; they stay with it, even when the shelf is too small for them. */
  readonly pins: ReadonlyMap<string, Uint8Array>
  /** Hears how many of the tables are made. */
  readonly onMade: (made: number, of: number) => void
}

/** Makes the tables of questions; steps that need no table of their own are views, worked out inside what reads them. */
export interface TableMaker {
  /** The datasets whose bytes are wanted and not here. */
  lacking(targets: readonly string[], pins: Visit['pins']): readonly string[]
  /** Makes sure the tables are there; null when a dataset's bytes are lacking after all. */
  ensure(visit: Visit, targets: readonly string[]): Promise<Outcome<null> | null>
  /** Says that tables that are there will be read whole: a view that was read so before, or whenever `always`, is stored. */
  readWhole(visit: Visit, tables: readonly string[], always?: boolean): Promise<Outcome<null>>
  /** The rows of a table that is there; counted once, when it is a view. */
  rowsOf(visit: Visit, table: string): Promise<Outcome<number>>
  /**
   * Asks something that reads these tables. When the engine cannot do it, the views behind them are stored one by one, so that
   * either it can, or the step that is to blame is found and named in the refusal as `table`.
   */
  askOver<T>(
    visit: Visit,
    tables: readonly string[],
    ask: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>
}

type Sql = Pick<TableRecipe, 'table' | 'sql'>

function readCount(parts: readonly Uint8Array[]): number {
  return Number(readResultTable([{ name: 'rows', type: 'BIGINT' }], parts).cell(0, 0))
}

/** What must stay while this table of the plan is made: what it and later ones read, and the targets. */
function stillNeeded(
  plan: readonly PlannedTable[],
  from: number,
  targets: readonly string[],
): readonly string[] {
  return [...targets, ...plan.slice(from).flatMap(({ recipe }) => recipe?.inputs ?? [])]
}

class Maker implements TableMaker {
  readonly #deps: TableMakerDeps
  /** The views whose rows were worked out before; whoever works them out again stores them. */
  readonly #readBefore = new Set<string>()

  constructor(deps: TableMakerDeps) {
    this.#deps = deps
  }

  lacking(targets: readonly string[], pins: Visit['pins']): readonly string[] {
    const plan = this.#plan(targets)
    if (!plan.ok) return []
    return plan.value
      .filter(({ recipe, table }) => !recipe && !this.#bytesOf(table, pins))
      .map(({ table }) => table)
  }

  async ensure(visit: Visit, targets: readonly string[]): Promise<Outcome<null> | null> {
    const plan = this.#plan(targets)
    if (!plan.ok) return plan
    const made = await this.#makeAll(visit, plan.value, targets)
    if (made?.ok) for (const target of targets) this.#deps.cache.touch(target)
    return made
  }

  async readWhole(visit: Visit, tables: readonly string[], always = false): Promise<Outcome<null>> {
    for (const table of tables.filter((one) => this.#couldBeStored(one))) {
      const isKnown = this.#readBefore.has(table)
      this.#readBefore.add(table)
      const ready = isKnown || always ? await this.#storeOrLeave(visit, table, tables) : null
      if (ready?.ok === false) return ready
    }
    return accept(null)
  }

  async rowsOf(visit: Visit, table: string): Promise<Outcome<number>> {
    const known = this.#knownRows(table)
    if (known !== null) return accept(known)
    const { cache, desk } = this.#deps
    const answer = await this.askOver(visit, [table], () =>
      desk.ask(visit.turn, { kind: 'count', table }, [table]),
    )
    if (!answer.ok) return answer
    const rows = readCount(answer.value.parts)
    cache.put(table, { rows, isView: cache.read(table)?.isView ?? true })
    return accept(rows)
  }

  /** The rows of a table, or of a view that was counted or has those of what it reads; null when nobody knows. */
  #knownRows(table: string): number | null {
    const known = this.#deps.cache.read(table)
    if (known?.isView !== true) return known?.rows ?? 0
    return known.rows ?? this.#keptRows(table)
  }

  /** The rows of what a view reads, when it leaves out none and adds none; null when nobody knows. */
  #keptRows(view: string): number | null {
    const { cache, recipes } = this.#deps
    const { keepsRows, inputs } = recipes.get(view) ?? {}
    return keepsRows ? (cache.read(inputs?.[0] ?? '')?.rows ?? null) : null
  }

  #couldBeStored(table: string): boolean {
    const { cache, recipes } = this.#deps
    return cache.read(table)?.isView === true && recipes.get(table)?.isFree !== true
  }

  /** What does not fit as a table can still be worked out inside what reads it. */
  async #storeOrLeave(
    visit: Visit,
    view: string,
    keep: readonly string[],
  ): Promise<Outcome<null> | null> {
    const stored = await this.#store(visit, view, keep)
    const isTooLarge = !stored.ok && stored.failure.code === 'engine.out-of-memory'
    return isTooLarge ? this.ensure(visit, [view]) : stored
  }

  async askOver<T>(
    visit: Visit,
    tables: readonly string[],
    ask: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const answer = await ask()
    if (answer.ok || answer.failure.code !== 'engine.statement') return answer
    const views = this.#deps.relations.viewsBehind(tables)
    for (const view of views) {
      const stored = await this.#store(visit, view, tables)
      if (!stored.ok) return stored
    }
    return views.length === 0 ? answer : ask()
  }

  /** Puts a table in the place of a view. */
  async #store(visit: Visit, view: string, keep: readonly string[]): Promise<Outcome<null>> {
    const { cache, desk, recipes } = this.#deps
    const { sql = '' } = recipes.get(view) ?? {}
    const table = { table: view, sql, wasView: true }
    const built = await desk.ask(visit.turn, { kind: 'build', views: [], table }, [...keep, view])
    if (!built.ok) {
      // The view may be gone by now; whoever wants it next makes it again.
      cache.forget(view)
      const { code, args } = built.failure
      return { ok: false, failure: { code, args: { ...args, table: view } } }
    }
    cache.put(view, { rows: readCount(built.value.parts), isView: false })
    return accept(null)
  }

  #plan(targets: readonly string[]) {
    const { shelf, recipes, relations } = this.#deps
    return planTables(targets, {
      isThere: (table) => relations.isThere(table),
      isSource: (table) => shelf.has(table),
      recipeOf: (table) => recipes.get(table),
    })
  }

  #bytesOf(table: string, pins: Visit['pins']): Uint8Array | null {
    return pins.get(table) ?? this.#deps.shelf.peek(table)
  }

  async #makeAll(
    visit: Visit,
    plan: readonly PlannedTable[],
    targets: readonly string[],
  ): Promise<Outcome<null> | null> {
    // Views cost nothing, so only what takes time is told of.
    const of = Math.max(1, plan.filter(({ recipe }) => !recipe?.isView).length)
    let made = 0
    let views: TableRecipe[] = []
    for (const [index, { table, recipe }] of plan.entries()) {
      if (recipe?.isView) {
        views.push(recipe)
        continue
      }
      visit.onMade(made++, of)
      const keep = stillNeeded(plan, index, targets)
      const done = await this.#makeOne(visit, { table, recipe, views }, keep)
      if (!done?.ok) return done
      if (recipe) views = []
    }
    return this.#makeViews(visit, views, targets)
  }

  async #makeOne(
    visit: Visit,
    { table, recipe, views }: PlannedTable & { readonly views: readonly TableRecipe[] },
    keep: readonly string[],
  ): Promise<Outcome<null> | null> {
    if (!recipe) return this.#insert(visit, table, keep)
    const built = await this.#build(visit, { views, recipe }, keep)
    for (const input of recipe.inputs) this.#deps.cache.touch(input)
    return built
  }

  async #makeViews(
    { turn }: Visit,
    views: readonly TableRecipe[],
    keep: readonly string[],
  ): Promise<Outcome<null>> {
    const { desk, cache } = this.#deps
    if (views.length === 0) return accept(null)
    const built = await desk.ask(turn, { kind: 'build', views: views.map(bare), table: null }, keep)
    if (!built.ok) return built
    for (const { table } of views) cache.put(table, { rows: null, isView: true })
    return accept(null)
  }

  async #build(
    visit: Visit,
    { views, recipe }: { readonly views: readonly TableRecipe[]; readonly recipe: TableRecipe },
    keep: readonly string[],
  ): Promise<Outcome<null>> {
    const { desk, cache } = this.#deps
    const ready = await this.#readyInputs(visit, views, recipe)
    if (!ready.ok) return ready
    let lacking = ready.value
    const built = await this.askOver(visit, recipe.inputs, async () => {
      const table = { ...bare(recipe), wasView: false }
      const question = { kind: 'build', views: lacking.map(bare), table } as const
      const answer = await desk.ask(visit.turn, question, keep)
      if (answer.ok) for (const view of lacking) cache.put(view.table, { rows: null, isView: true })
      else if (answer.failure.code === 'engine.statement')
        // What reads them may be to blame, or they are: made alone, they are known and can be stored one by one.
        await this.#makeViews(visit, lacking, keep)
      lacking = []
      return answer
    })
    if (!built.ok) return built
    cache.put(recipe.table, { rows: readCount(built.value.parts), isView: false })
    return accept(null)
  }

  /** Stores the inputs that are read again; gives the views that can be made together with their reader. */
  async #readyInputs(
    visit: Visit,
    views: readonly TableRecipe[],
    { inputs }: TableRecipe,
  ): Promise<Outcome<readonly TableRecipe[]>> {
    const isAgain = inputs.some((input) => this.#readBefore.has(input))
    const made = isAgain ? await this.#makeViews(visit, views, inputs) : accept(null)
    if (!made.ok) return made
    const whole = await this.readWhole(visit, inputs)
    if (!whole.ok || isAgain) return whole.ok ? accept([]) : whole
    for (const { table, isFree } of views)
      if (!isFree && inputs.includes(table)) this.#readBefore.add(table)
    return accept(views)
  }

  async #insert(
    visit: Visit,
    table: string,
    keep: readonly string[],
  ): Promise<Outcome<null> | null> {
    const { desk, cache } = this.#deps
    const bytes = this.#bytesOf(table, visit.pins)
    if (!bytes) return null
    const inserted = await desk.ask(visit.turn, { kind: 'insert', table, bytes }, keep)
    if (!inserted.ok) return inserted
    cache.put(table, { rows: null, isView: false })
    return accept(null)
  }
}

function bare({ table, sql }: TableRecipe): Sql {
  return { table, sql }
}

/** Opens a maker of tables. */
export function openTableMaker(deps: TableMakerDeps): TableMaker {
  return new Maker(deps)
}
