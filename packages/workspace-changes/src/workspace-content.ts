import type { App } from '@weft/app-model'
import type { Pipeline, Subflows } from '@weft/pipeline-model'

/** What a workspace holds, as plain data: every pipeline, every subflow used or not, and the app. */
export interface WorkspaceContent {
  readonly pipelines: readonly Pipeline[]
  readonly subflows: Subflows
  readonly app: App
}

/** The content alone of anything that holds one, such as a picture. */
export function contentOf({ pipelines, subflows, app }: WorkspaceContent): WorkspaceContent {
  return { pipelines, subflows, app }
}
