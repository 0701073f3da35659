import type { Failure } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import {
  plannedViews,
  recipesFor,
  tablesFor,
  type CompiledPipeline,
  type CompiledTable,
} from '@weft/pipeline-sql'
import type { QueryEngine } from '@weft/query-engine'

/** How far a step's table is. */
export type StepRun =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly rows: number; readonly tookMs: number }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'stopped' }

/** The runs by engine table; a table's name is the hash of all it depends on, so a result is never stale. */
export type StepRuns = ReadonlyMap<string, StepRun>

/** Computes the steps of a pipeline one after the other, the one on screen first, each content only once. */
export interface RunBoard {
  read: () => StepRuns
  setCompiled: (compiled: CompiledPipeline) => void
  /** The step whose rows are on screen: it and what it needs come first. */
  setFocus: (step: StepId | null) => void
  /** Stops what runs now and begins nothing that waits; all of it waits until somebody asks for it again. */
  stop: () => void
  /** Forgets that a table failed and that others were stopped, and goes on. */
  retry: (table: string) => void
  dispose: () => void
}

/** What the board needs from outside. */
export interface RunBoardParts {
  readonly engine: Pick<QueryEngine, 'materialise'>
  readonly compiled: CompiledPipeline
  readonly onChange: (runs: StepRuns) => void
  readonly openStop?: () => AbortController
}

const consumer = 'pipeline'

class Board implements RunBoard {
  #runs: StepRuns = new Map()
  #compiled: CompiledPipeline
  #focus: StepId | null = null
  #isOpen = true
  readonly #active = new Map<string, ActiveRun>()
  readonly #kept = new Set<string>()
  readonly #parts: RunBoardParts

  constructor(parts: RunBoardParts) {
    this.#parts = parts
    this.#compiled = parts.compiled
    this.#pump()
  }

  readonly read = (): StepRuns => this.#runs

  readonly setCompiled = (next: CompiledPipeline): void => {
    this.#compiled = next
    for (const [table, { stop }] of this.#active) if (!wants(next, table)) stop.abort()
    // What is new and needs something that was stopped waits with it.
    for (const { table, inputs } of next.tables)
      if (!this.#runs.has(table) && inputs.some((input) => this.#stateOf(input) === 'stopped'))
        this.#write(table, { state: 'stopped' })
    this.#pump()
  }

  readonly setFocus = (step: StepId | null): void => {
    this.#focus = step
    this.#pump()
  }

  readonly stop = (): void => {
    const isUndone = ({ table }: CompiledTable) =>
      ['running', undefined].includes(this.#stateOf(table))
    const stopped = this.#compiled.tables
      .filter(isUndone)
      .map(({ table }) => [table, { state: 'stopped' }] as const)
    this.#show(new Map([...this.#runs, ...stopped]))
    for (const run of this.#active.values()) run.stop.abort()
  }

  readonly retry = (table: string): void => {
    const isOver = (run: StepRun, of: string) =>
      run.state === 'stopped' || (run.state === 'failed' && of === table)
    this.#show(new Map([...this.#runs].filter(([of, run]) => !isOver(run, of))))
    this.#pump()
  }

  readonly dispose = (): void => {
    this.#isOpen = false
    for (const { stop } of this.#active.values()) stop.abort()
  }

  #stateOf(table: string): StepRun['state'] | undefined {
    return this.#runs.get(table)?.state
  }

  #show(runs: StepRuns): void {
    this.#runs = runs
    this.#parts.onChange(runs)
  }

  #write(table: string, run: StepRun | null): void {
    const runs = new Map(this.#runs)
    if (run) runs.set(table, run)
    else runs.delete(table)
    this.#show(runs)
  }

  #pump(): void {
    if (!this.#isOpen) return
    const places = { focus: this.#focus, active: this.#active, kept: this.#kept }
    const next = nextTable(this.#compiled, this.#runs, places)
    if (next) {
      this.#start(next)
      this.#pump()
      return
    }
    const table = this.#active.size === 0 ? inputToKeep(this.#compiled, this.#runs, places) : null
    if (table !== null) this.#keep(table)
  }

  #start({ table, isLoad }: NextRun): void {
    this.#write(table, { state: 'running' })
    // Only the latest question of a consumer counts, so every download is a consumer of its own.
    const asker = isLoad ? `load:${table}` : consumer
    this.#ask(table, { isLoad, asker, isStored: false }, (answer, wasAborted) => {
      const to = blamed(this.#compiled, answer) ?? table
      // What needs the step that failed waits for it.
      if (to !== table) this.#write(table, null)
      this.#write(to, settle(answer, wasAborted, this.#runs.get(to)))
    })
  }

  /** Whoever looks at a step may change it next: what it reads is stored, so that a change works out nothing but the step. */
  #keep(table: string): void {
    this.#kept.add(table)
    this.#ask(table, { isLoad: false, asker: consumer, isStored: true }, () => undefined)
  }

  #ask(
    table: string,
    how: { readonly isLoad: boolean; readonly asker: string; readonly isStored: boolean },
    onAnswer: (answer: Answer, wasAborted: boolean) => void,
  ): void {
    const { engine, openStop = () => new AbortController() } = this.#parts
    const stop = openStop()
    this.#active.set(table, { stop, isLoad: how.isLoad })
    const options = { consumer: how.asker, signal: stop.signal, isStored: how.isStored }
    const recipes = recipesFor(this.#compiled, table)
    void engine.materialise(recipes, table, options).then((answer) => {
      if (this.#active.get(table)?.stop === stop) this.#active.delete(table)
      if (!this.#isOpen) return
      onAnswer(answer, stop.signal.aborted)
      this.#pump()
    })
  }
}

/** Opens a board that runs until it is disposed of. */
export function openRunBoard(parts: RunBoardParts): RunBoard {
  return new Board(parts)
}

type Answer = Awaited<ReturnType<QueryEngine['materialise']>>

/** The table behind the one that was asked for whose step is to blame, when the engine found it. */
function blamed(compiled: CompiledPipeline, answer: Answer): string | null {
  const table = answer.ok ? null : answer.failure.args.table
  return typeof table === 'string' && wants(compiled, table) ? table : null
}

function settle(answer: Answer, wasAborted: boolean, before: StepRun | undefined): StepRun | null {
  if (answer.ok) return { state: 'done', rows: answer.value.rows, tookMs: answer.value.tookMs }
  if (before?.state === 'stopped') return before
  return wasAborted ? null : { state: 'failed', failure: answer.failure }
}

function wants(compiled: CompiledPipeline, table: string): boolean {
  return compiled.tables.some((one) => one.table === table)
}

/** A run under way; one that only loads a dataset waits for the network and lets others compute. */
interface ActiveRun {
  readonly stop: AbortController
  readonly isLoad: boolean
}

interface NextRun {
  readonly table: string
  readonly isLoad: boolean
}

/** Tells whether all a table reads is there; what is not stored is there as soon as all it looks at is. */
function readiness(compiled: CompiledPipeline, runs: StepRuns) {
  const made = new Map(compiled.tables.map((one) => [one.table, one]))
  const views = plannedViews(compiled)
  const isReady = (input: string): boolean => {
    const one = made.get(input)
    const state = runs.get(input)?.state
    if (!one || state === 'done') return true
    const isUntroubled = state === undefined || state === 'running'
    return views.has(input) && isUntroubled && !isOverSource(one, made) && canRun(one)
  }
  const canRun = ({ inputs }: CompiledTable): boolean => inputs.every(isReady)
  return { made, views, canRun }
}

/**
 * The first table to compute: what the focused step needs, then everything that is stored, in the order of the flow; last,
 * the rows of what is not stored are counted. While one computes only loads may begin.
 */
function nextTable(
  compiled: CompiledPipeline,
  runs: StepRuns,
  {
    focus,
    active,
  }: { readonly focus: StepId | null; readonly active: ReadonlyMap<string, ActiveRun> },
): NextRun | null {
  const isBusy = [...active.values()].some(({ isLoad }) => !isLoad)
  const { made, views, canRun } = readiness(compiled, runs)
  const focused = focus ? compiled.steps[focus]?.table : null
  const isFirst = ({ table }: CompiledTable) => !views.has(table) || table === focused
  const isLoad = (one: CompiledTable) => isOverSource(one, made)
  const wanted = [
    ...(focused ? tablesFor(compiled, focused).filter((one) => isFirst(one) || isLoad(one)) : []),
    ...compiled.tables.filter((one) => isFirst(one) || isLoad(one)),
    ...compiled.tables,
  ]
  for (const one of wanted) {
    if ((isBusy && !isLoad(one)) || runs.has(one.table) || !canRun(one)) continue
    return { table: one.table, isLoad: isLoad(one) }
  }
  return null
}

/** A table the focused step reads that is not stored yet, once its rows are counted. */
function inputToKeep(
  compiled: CompiledPipeline,
  runs: StepRuns,
  { focus, kept }: { readonly focus: StepId | null; readonly kept: ReadonlySet<string> },
): string | null {
  const inputs = (focus && compiled.steps[focus]?.inputs) ?? []
  const views = plannedViews(compiled)
  const isWanted = (table: string) =>
    views.get(table)?.isFree === false && !kept.has(table) && runs.get(table)?.state === 'done'
  return inputs.find(isWanted) ?? null
}

/** Whether a table only names the columns of a dataset's table. */
function isOverSource({ inputs }: CompiledTable, made: ReadonlyMap<string, unknown>): boolean {
  const [only] = inputs
  return inputs.length === 1 && only !== undefined && !made.has(only)
}
