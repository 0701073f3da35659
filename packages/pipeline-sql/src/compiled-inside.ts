import type { StepId } from '@weft/pipeline-model'
import type { CompiledPipeline, CompiledStep } from './compiled-pipeline.ts'

/** A compiled pipeline as it looks inside one of its steps: the steps there under their own ids, those around under their whole names. */
export function compiledInside(
  compiled: CompiledPipeline,
  around: readonly StepId[],
): CompiledPipeline {
  if (around.length === 0) return compiled
  const prefix = `${around.join('/')}/`
  const local = (id: StepId): StepId =>
    id.startsWith(prefix) ? (id.slice(prefix.length) as StepId) : id
  const isInside = (id: string) => id.startsWith(prefix)
  const moved = (step: CompiledStep): CompiledStep => ({
    ...step,
    inputSteps: step.inputSteps.map(local),
    blockedBy: step.blockedBy && local(step.blockedBy),
  })
  const own = <T extends { readonly step: StepId }>(all: readonly T[]): readonly T[] =>
    all.filter(({ step }) => isInside(step)).map((one) => ({ ...one, step: local(one.step) }))
  return {
    steps: Object.fromEntries(
      Object.entries(compiled.steps).map(([id, step]) => [local(id as StepId), moved(step)]),
    ),
    order: compiled.order.map(local),
    // Tables are made wherever they stand: whoever computes a step inside needs those around it too.
    tables: compiled.tables.map((one) => ({ ...one, step: local(one.step) })),
    outputs: [],
    undescribed: own(compiled.undescribed),
  }
}
