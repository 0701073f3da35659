import type { Pipeline, Step, StepId } from '@weft/pipeline-model'
import type { CompiledPipeline } from '@weft/pipeline-sql'
import type { StepRuns } from '../session/run-board.ts'

/** For every table that cannot be made, the step whose run failed. */
function lostTables({ tables }: CompiledPipeline, runs: StepRuns): ReadonlyMap<string, StepId> {
  const lost = new Map<string, StepId>()
  for (const { table, step, inputs } of tables) {
    const state = runs.get(table)?.state
    // A table that was begun does not wait: it has a standing of its own.
    const behind = state === undefined ? inputs.find((input) => lost.has(input)) : undefined
    const blamed = behind === undefined ? undefined : lost.get(behind)
    if (state === 'failed') lost.set(table, step)
    else if (blamed !== undefined) lost.set(table, blamed)
  }
  return lost
}

/** For each step that waits, the step it waits for: one that is wrong, or the nearest before it whose run failed. */
export function blockingSteps(
  compiled: CompiledPipeline,
  runs: StepRuns,
): ReadonlyMap<StepId, StepId> {
  const lost = lostTables(compiled, runs)
  return new Map(
    (Object.keys(compiled.steps) as StepId[]).flatMap((id) => {
      const { blockedBy = null, table = null } = compiled.steps[id] ?? {}
      const waitsFor = blockedBy ?? (table === null ? undefined : lost.get(table))
      return waitsFor === undefined || waitsFor === id ? [] : [[id, waitsFor] as const]
    }),
  )
}

/** The step of this pipeline that another waits for; what goes wrong inside a subflow is told at the step that uses it. */
export function blockerIn(
  { steps }: Pick<Pipeline, 'steps'>,
  blockers: ReadonlyMap<StepId, StepId>,
  id: StepId,
): Step | null {
  const [outer] = (blockers.get(id)?.split('/') ?? []) as StepId[]
  return (outer && outer !== id && steps[outer]) || null
}
