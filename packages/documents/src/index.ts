export { documentCreator } from './document-creator.ts'
export {
  openWorkspaceDocument,
  type WorkspaceDocument,
  type WorkspaceDocumentOptions,
  type WorkspaceEdits,
} from './open-workspace-document.ts'
export { createWorkspaceContent, type WorkspaceTemplate } from './create-workspace-content.ts'
export type { WorkspacePicture } from './read-picture.ts'
export type { SettingText, TextSetting } from './open-setting-text.ts'
export type { TextPlace, TextRange } from './text-range.ts'
export type { Overwrite, Overwrites } from './watch-overwrites.ts'
export type { UndoHistory } from './undo-history.ts'
export type { NewStep } from './edit-steps.ts'
export type { NewEdge } from './prefer-edge.ts'
export type { NewWidget } from './edit-app.ts'
export { documentFailures, documentNotices, type PictureNotice } from './notices.ts'
export { everyPipeline, pipelineCalled } from './find-pipeline.ts'
export { nextOutputName } from './next-output-name.ts'
export { defaultPositionFor } from './default-position-for.ts'
export { countSurviving, type SurvivingWork } from './count-surviving.ts'
export { takeUpstream, type TakenUpstream, type UpstreamContents } from './take-upstream.ts'
export { mergeFork, type ForkMerge, type MergedFork } from './merge-fork.ts'
export { readAuthorship, type WrittenBy } from './read-authorship.ts'
export { readBlame, type StepBlame } from './read-blame.ts'
