import type { Failure } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import type { CompiledPipeline, CompiledStep } from '@weft/pipeline-sql'
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
  /** Stops what runs now; it waits until somebody asks for it again. */
  stop: () => void
  /** Forgets that a table failed or was stopped, and goes on. */
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
  let active: { readonly table: string; readonly stop: AbortController } | null = null
  let isOpen = true

  const write = (table: string, run: StepRun | null): void => {
    runs = new Map(runs)
    if (run) runs.set(table, run)
    else runs.delete(table)
    onChange(runs)
  }
  const pump = (): void => {
    if (!isOpen || active) return
    const next = nextStep(compiled, runs, focus)
    if (!next) return
    const stop = openStop()
    const started = { table: next.table, stop }
    active = started
    write(next.table, { state: 'running' })
    const options = { consumer, signal: stop.signal }
    void engine.materialise(recipesFor(compiled, next.id), next.table, options).then((answer) => {
      if (active === started) active = null
      if (!isOpen) return
      write(next.table, settle(answer, stop.signal.aborted, runs.get(next.table)))
      pump()
    })
  }

  pump()
  return {
    read: () => runs,
    setCompiled: (next) => {
      compiled = next
      if (active && !wants(compiled, active.table)) active.stop.abort()
      pump()
    },
    setFocus: (step) => {
      focus = step
      pump()
    },
    stop: () => {
      if (!active) return
      write(active.table, { state: 'stopped' })
      active.stop.abort()
    },
    retry: (table) => {
      const state = runs.get(table)?.state
      if (state === 'failed' || state === 'stopped') write(table, null)
      pump()
    },
    dispose: () => {
      isOpen = false
      active?.stop.abort()
    },
  }
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
  return compiled.order.some((id) => compiled.steps[id]?.table === table)
}

/** The first step to compute: what the focused step needs, then everything in the order of the flow. */
function nextStep(
  compiled: CompiledPipeline,
  runs: StepRuns,
  focus: StepId | null,
): { readonly id: StepId; readonly table: string } | null {
  const wanted = focus ? [...chainOf(compiled, focus), ...compiled.order] : compiled.order
  for (const id of wanted) {
    const step = compiled.steps[id]
    if (!step?.table || !step.sql || runs.has(step.table)) continue
    if (inputSteps(compiled, step).every((input) => isDone(runs, input))) {
      return { id, table: step.table }
    }
  }
  return null
}

function isDone(runs: StepRuns, step: CompiledStep): boolean {
  return !step.sql || (step.table !== null && runs.get(step.table)?.state === 'done')
}

function inputSteps(compiled: CompiledPipeline, step: CompiledStep): CompiledStep[] {
  return Object.values(compiled.steps).filter(
    (other) =>
      other.table !== null && other.table !== step.table && step.inputs.includes(other.table),
  )
}

/** The steps a step is computed from, in the order of the flow, itself last. */
function chainOf(compiled: CompiledPipeline, target: StepId): StepId[] {
  const wanted = new Set<string>()
  const visit = (step: CompiledStep | undefined): void => {
    if (!step?.table || wanted.has(step.table)) return
    wanted.add(step.table)
    inputSteps(compiled, step).forEach(visit)
  }
  visit(compiled.steps[target])
  return compiled.order.filter((id) => {
    const table = compiled.steps[id]?.table
    return typeof table === 'string' && wanted.has(table)
  })
}

/** The recipes that build a step's table from nothing but sources. */
export function recipesFor(
  compiled: CompiledPipeline,
  target: StepId,
): { readonly table: string; readonly sql: string; readonly inputs: readonly string[] }[] {
  return chainOf(compiled, target).flatMap((id) => {
    const step = compiled.steps[id]
    return step?.table && step.sql
      ? [{ table: step.table, sql: step.sql, inputs: step.inputs }]
      : []
  })
}
