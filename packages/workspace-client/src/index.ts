export { openHints, type HintOptions } from './open-hints.ts'
export { openWorkspace, type WorkspaceClient, type WorkspaceOptions } from './open-workspace.ts'
export { forgetCopy, forgetOfflineCopies, readWaitingCopy } from './offline-copy.ts'
export {
  longestEditsFile,
  parseEditsFile,
  writeEditsFile,
  type WaitingEdits,
} from './waiting-edits.ts'
export { editsFailures } from './edits-failures.ts'
export type { EditsPreview } from './bring-in.ts'
export type { WorkspaceStatus } from './status-board.ts'
export type { ConnectionState } from './connection-status.ts'
export { callAgainAfterMs, type Presence } from './open-presence.ts'
export {
  nowhere,
  type Attention,
  type Movement,
  type PresenceArea,
  type PresencePerson,
  type PresenceState,
  type Sight,
  type Whereabouts,
} from './presence-state.ts'
