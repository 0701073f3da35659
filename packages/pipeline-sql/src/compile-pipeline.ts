import type { Pipeline } from '@weft/pipeline-model'
import { Compilation } from './compilation.ts'
import type { SourceTable } from './compile-scope.ts'
import type { CompiledPipeline, DescribedSteps } from './compiled-pipeline.ts'
import { LevelCompiler } from './level-compiler.ts'

/** Compiles a pipeline: each step to one SELECT, its exact columns and its problems. Pure; compile again once the undescribed are described. */
export function compilePipeline(
  pipeline: Pipeline,
  sources: Readonly<Record<string, SourceTable>>,
  described: DescribedSteps,
): CompiledPipeline {
  const whole = new Compilation(pipeline, sources, described)
  new LevelCompiler(whole, { pipeline, around: null, feeds: new Map() }).run()
  const { steps, order, tables, outputs, undescribed } = whole
  return {
    steps,
    order,
    tables,
    outputs: outputs.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    undescribed,
  }
}
