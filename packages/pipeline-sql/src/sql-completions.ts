import type { Schema, StepId } from '@weft/pipeline-model'
import type { CompiledPipeline } from './compiled-pipeline.ts'

/** A table a SQL step may read, with its columns where they are known. */
export interface CompletionTable {
  readonly name: string
  readonly step: StepId
  readonly columns: Schema
}

/** The tables a SQL step may read, for completion while writing. */
export function completionsForSql(
  compiled: CompiledPipeline,
  step: StepId,
): readonly CompletionTable[] {
  return (compiled.steps[step]?.inputSteps ?? []).map((from, index) => ({
    name: `input_${String(index + 1)}`,
    step: from,
    columns: compiled.steps[from]?.schema ?? [],
  }))
}
