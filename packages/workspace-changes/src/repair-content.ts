import {
  repairPipeline,
  type RepairNotice,
  type Subflow,
  type Subflows,
} from '@weft/pipeline-model'
import { withSubflows } from './build-content.ts'
import type { WorkspaceContent } from './workspace-content.ts'

/** Repairs every pipeline and subflow of a content, as reading a document does. */
export function repairContent({ pipelines, subflows, app }: WorkspaceContent): {
  readonly content: WorkspaceContent
  readonly notices: readonly RepairNotice[]
} {
  const notices: RepairNotice[] = []
  const repaired = Object.fromEntries(
    Object.values<Subflow>(subflows).map((subflow): [string, Subflow] => {
      const result = repairPipeline({ ...subflow, subflows })
      notices.push(...result.notices)
      const { id, title, steps, edges, positions } = result.pipeline
      return [id, { id, title, steps, edges, positions, order: subflow.order }]
    }),
  ) as Subflows
  const whole = pipelines.map((pipeline) => {
    const result = repairPipeline({ ...pipeline, subflows })
    notices.push(...result.notices)
    return withSubflows(result.pipeline, repaired)
  })
  return { content: { pipelines: whole, subflows: repaired, app }, notices }
}
