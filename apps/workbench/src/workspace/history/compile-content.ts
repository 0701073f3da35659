import type { Outcome } from '@weft/kernel'
import type { Pipeline, Schema } from '@weft/pipeline-model'
import { compilePipeline, type CompiledPipeline, type SourceTable } from '@weft/pipeline-sql'
import type { QueryEngine } from '@weft/query-engine'
import type { WorkspaceContent } from '@weft/workspace-changes'

/** The main pipeline of a content with the subflows it may use; null when it has none. */
export function rootOf({ pipelines: [main], subflows }: WorkspaceContent): Pipeline | null {
  return main ? { ...main, subflows } : null
}

/** Compiles a content that is not on screen; SQL steps are described by the engine, one after the other. */
export async function compileContent(
  engine: Pick<QueryEngine, 'describe'>,
  sources: Readonly<Record<string, SourceTable>>,
  pipeline: Pipeline,
  signal: AbortSignal,
): Promise<CompiledPipeline> {
  const described = new Map<string, Outcome<Schema>>()
  let compiled = compilePipeline(pipeline, sources, described)
  for (;;) {
    const next = compiled.undescribed.filter(({ hash }) => !described.has(hash))
    if (next.length === 0 || signal.aborted) return compiled
    for (const { hash, sql, inputs } of next)
      described.set(hash, await engine.describe(sql, inputs))
    compiled = compilePipeline(pipeline, sources, described)
  }
}
