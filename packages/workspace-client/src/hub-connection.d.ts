import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { OfflineCopy } from './offline-copy.ts'
import type { WorkspaceOptions } from './open-workspace.ts'
import { type StatusBoard } from './status-board.ts'
/** The connection of one document to the hub, with a status that is true. */
export interface HubConnection {
  readonly status: Pick<StatusBoard, 'read' | 'onChange'>
  readonly pendingEdits: () => number
  /** Tries again after a refusal. */
  readonly reconnect: () => void
  readonly dispose: () => void
}
/** Connects a document to the hub, once its copy is loaded. */
export declare function openHubConnection(
  doc: Y.Doc,
  awareness: Awareness,
  copy: OfflineCopy | null,
  options: WorkspaceOptions,
): HubConnection
