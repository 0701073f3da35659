import type { StepId } from '@weft/pipeline-model'
import type { CompiledPipeline } from './compile-pipeline.ts'

/** A column of a dataset step that a result is made of. */
export interface SourceColumn {
  readonly step: StepId
  readonly column: string
}

/** Follows a column of a step back to the columns of the dataset steps it is made of. */
export function sourceColumnsOf(
  compiled: CompiledPipeline,
  step: StepId,
  column: string,
): readonly SourceColumn[] {
  const found = new Map<string, SourceColumn>()
  const seen = new Set<string>()
  const queue: SourceColumn[] = [{ step, column }]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const key = JSON.stringify([next.step, next.column])
    const current = compiled.steps[next.step]
    if (!current || seen.has(key)) continue
    seen.add(key)
    if (current.inputSteps.length === 0 && current.inputs.length > 0) found.set(key, next)
    const origins = Object.hasOwn(current.lineage, next.column) ? current.lineage[next.column] : []
    for (const origin of origins ?? []) {
      const from = current.inputSteps[origin.input]
      if (from) queue.push({ step: from, column: origin.column })
    }
  }
  return [...found.values()].sort((a, b) => (a.step + a.column < b.step + b.column ? -1 : 1))
}
