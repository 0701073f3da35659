import type { App } from '@weft/app-model'
import type { Pipeline } from '@weft/pipeline-model'

/** What a workspace holds, as plain data: every pipeline and the app. */
export interface WorkspaceContent {
  readonly pipelines: readonly Pipeline[]
  readonly app: App
}
