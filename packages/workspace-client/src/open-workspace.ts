import { openWorkspaceDocument, type WorkspaceDocument } from '@weft/documents'
import type { Clock, Outcome, Random } from '@weft/kernel'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { bringIn, previewEdits, type EditsPreview } from './bring-in.ts'
import { openHubConnection } from './hub-connection.ts'
import { openOfflineCopy } from './offline-copy.ts'
import { openPresence, type Presence } from './open-presence.ts'
import type { PresencePerson } from './presence-state.ts'
import type { WorkspaceStatus } from './status-board.ts'
import type { WaitingEdits } from './waiting-edits.ts'
import type { WatchedPage } from './watch-attention.ts'

/** A workspace open in this window. */
export interface WorkspaceClient {
  readonly document: WorkspaceDocument
  readonly presence: Presence
  readonly status: { read(): WorkspaceStatus; onChange(listener: () => void): () => void }
  /** For text editors that show others' cursors. */
  readonly awareness: Awareness
  /** The edits the server does not have, for a file; null when there are none. */
  waitingEdits(): WaitingEdits | null
  /** Gives up the edits the server does not have, and the connection: the document still shows them, so it is opened again. */
  discardWaiting(): Promise<void>
  /** What edits from a file would make of the document; nothing is changed. */
  previewEdits(edits: WaitingEdits): Outcome<EditsPreview>
  /** Brings edits from a file in, as one edit of this person. */
  bringIn(edits: WaitingEdits): Outcome<null>
  /** Tries again after a refusal, for instance once the person has signed in. */
  reconnect(): void
  dispose(): void
}

/** What a workspace needs from outside. */
export interface WorkspaceOptions {
  /** The address of the sync hub, without the room: `wss://space.example/sync`. */
  readonly url: string
  /** The workspace's identifier. */
  readonly room: string
  /** Under which name this browser keeps a copy, one for each person and document; no copy when not given. */
  readonly copy?: string | undefined
  /** The copy belonged to a document the server no longer has; it is gone, and opening again starts clean. */
  readonly onOtherDocument?: (() => void) | undefined
  readonly person: PresencePerson
  readonly random: Random
  readonly now: Clock
  /** The socket class; the browser's own when not given. */
  readonly socket?: typeof WebSocket
  /** Warned before it is left while edits wait, and watched for signs of the person; the browser's window when not given. */
  readonly page?: WatchedPage | undefined
}

function warnBeforeLeaving(page: WorkspaceOptions['page'], edits: () => number): () => void {
  const warn = (event: Event) => {
    if (edits() > 0) event.preventDefault()
  }
  page?.addEventListener('beforeunload', warn)
  return () => {
    page?.removeEventListener('beforeunload', warn)
  }
}

/** Opens a workspace: its document, kept in step with the server, and who else is here. */
export function openWorkspace(options: WorkspaceOptions): WorkspaceClient {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const document = openWorkspaceDocument(doc, { random: options.random })
  const copy = options.copy === undefined ? null : openOfflineCopy(doc, options.copy)
  const page = 'page' in options ? options.page : typeof window === 'undefined' ? undefined : window
  const presence = openPresence(awareness, options.person, options.now, page)
  const hub = openHubConnection(doc, awareness, copy, options, page)
  const stopWarning = warnBeforeLeaving(page, hub.pendingEdits)
  return {
    document,
    presence,
    status: hub.status,
    awareness,
    waitingEdits: hub.waitingEdits,
    discardWaiting: hub.discardWaiting,
    previewEdits: (edits) => previewEdits(doc, document, edits),
    bringIn: (edits) => bringIn(doc, document, edits),
    reconnect: hub.reconnect,
    dispose: () => {
      stopWarning()
      copy?.dispose()
      presence.dispose()
      hub.dispose()
      awareness.destroy()
      document.dispose()
      doc.destroy()
    },
  }
}
