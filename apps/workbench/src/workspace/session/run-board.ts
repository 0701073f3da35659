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

/** Opens a board that runs until it is disposed of. */
export function openRunBoard(parts: RunBoardParts): RunBoard {
  const { engine, onChange, openStop = () => new AbortController() } = parts
  let { compiled } = parts
  let runs = new Map<string, StepRun>()
  let focus: StepId | null = null
  const active = new Map<string, ActiveRun>()
  const kept = new Set<string>()
  let isOpen = true

  const write = (table: string, run: StepRun | null): void => {
    runs = new Map(runs)
    if (run) runs.set(table, run)
    else runs.delete(table)
    onChange(runs)
  }
  const start = ({ table, isLoad }: NextRun): void => {
    const stop = openStop()
    active.set(table, { stop, isLoad })
    write(table, { state: 'running' })
    // Only the latest question of a consumer counts, so every download is a consumer of its own.
    const options = { consumer: isLoad ? `load:${table}` : consumer, signal: stop.signal }
    void engine.materialise(recipesFor(compiled, table), table, options).then((answer) => {
      if (active.get(table)?.stop === stop) active.delete(table)
      if (!isOpen) return
      const to = blamed(compiled, answer) ?? table
      // What needs the step that failed waits for it.
      if (to !== table) write(table, null)
      write(to, settle(answer, stop.signal.aborted, runs.get(to)))
      pump()
    })
  }
  /** Whoever looks at a step may change it next: what it reads is stored, so that a change works out nothing but the step. */
  const keepInputs = (): void => {
    const table = active.size === 0 ? inputToKeep(compiled, runs, { focus, kept }) : null
    if (table === null) return
    kept.add(table)
    const stop = openStop()
    active.set(table, { stop, isLoad: false })
    const options = { consumer, signal: stop.signal, isStored: true }
    void engine.materialise(recipesFor(compiled, table), table, options).then(() => {
      if (active.get(table)?.stop === stop) active.delete(table)
      pump()
    })
  }
  const pump = (): void => {
    if (!isOpen) return
    const next = nextTable(compiled, runs, { focus, active })
    if (!next) {
      keepInputs()
      return
    }
    start(next)
    pump()
  }

  pump()
  return {
    read: () => runs,
    setCompiled: (next) => {
      compiled = next
      for (const [table, { stop }] of active) if (!wants(compiled, table)) stop.abort()
      // What is new and needs something that was stopped waits with it.
      for (const { table, inputs } of compiled.tables)
        if (!runs.has(table) && inputs.some((input) => runs.get(input)?.state === 'stopped'))
          write(table, { state: 'stopped' })
      pump()
    },
    setFocus: (step) => {
      focus = step
      pump()
    },
    stop: () => {
      const undone = ({ table }: CompiledTable) =>
        ['running', undefined].includes(runs.get(table)?.state)
      const stopped = compiled.tables.filter(undone).map(({ table }) => table)
      runs = new Map([...runs, ...stopped.map((table) => [table, { state: 'stopped' }] as const)])
      onChange(runs)
      for (const run of active.values()) run.stop.abort()
    },
    retry: (table) => {
      const isOver = (run: StepRun, of: string) =>
        run.state === 'stopped' || (run.state === 'failed' && of === table)
      runs = new Map([...runs].filter(([of, run]) => !isOver(run, of)))
      onChange(runs)
      pump()
    },
    dispose: () => {
      isOpen = false
      for (const { stop } of active.values()) stop.abort()
    },
  }
}

/** The table behind the one that was asked for whose step is to blame, when the engine found it. */
function blamed(
  compiled: CompiledPipeline,
  answer: Awaited<ReturnType<QueryEngine['materialise']>>,
): string | null {
  const table = answer.ok ? null : answer.failure.args.table
  return typeof table === 'string' && wants(compiled, table) ? table : null
}

function settle(
  answer: Awaited<ReturnType<QueryEngine['materialise']>>,
  wasAborted: boolean,
  before: StepRun | undefined,
): StepRun | null {
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
