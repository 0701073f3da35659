import { usedSubflows, type Pipeline, type Subflow, type Subflows } from '@weft/pipeline-model'
import type { WorkspaceContent } from '@weft/workspace-changes'

/** What of a pipeline or subflow changes here. */
export type PipelineBody = Pick<Pipeline, 'steps' | 'edges' | 'positions'>

/** A content with every pipeline and subflow changed in the same way. */
export function mapPipelines(
  { pipelines, subflows, app }: WorkspaceContent,
  change: (body: PipelineBody) => PipelineBody,
): WorkspaceContent {
  const changed = Object.fromEntries(
    Object.values<Subflow>(subflows).map((subflow) => [
      subflow.id,
      { ...subflow, ...change(subflow) },
    ]),
  ) as Subflows
  const whole = pipelines.map((pipeline) => {
    const body = { ...pipeline, ...change(pipeline) }
    delete body.subflows
    const used = usedSubflows(body, changed)
    return Object.keys(used).length > 0 ? { ...body, subflows: used } : body
  })
  return { pipelines: whole, subflows: changed, app }
}

/** Every pipeline and subflow of a content, each once. */
export function bodiesOf({ pipelines, subflows }: WorkspaceContent): readonly Pipeline[] {
  return [...pipelines, ...Object.values<Pipeline>(subflows)]
}
