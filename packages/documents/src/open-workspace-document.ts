import type { Random } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import * as Y from 'yjs'
import { mapIn, rootsOf, textIn } from './document-shape.ts'
import { editContent, type ContentEdits } from './bring-to.ts'
import { editApp, type AppEdits } from './edit-app.ts'
import { findStep, type EditContext } from './edit-context.ts'
import { editEdges, type EdgeEdits } from './edit-edges.ts'
import { editPages, type PageEdits } from './edit-pages.ts'
import { editSettings, type SettingEdits } from './edit-settings.ts'
import { editSteps, type StepEdits } from './edit-steps.ts'
import { editSubflows, type SubflowEdits } from './edit-subflows.ts'
import { readBlame, type StepBlame } from './read-blame.ts'
import { openPictureReader, type WorkspacePicture } from './read-picture.ts'
import { editClipboard, type ClipboardEdits } from './step-clipboard.ts'
import { findRange, markRange, type TextPlace, type TextRange } from './text-range.ts'
import { openUndoHistory, type UndoHistory } from './undo-history.ts'

/** Every intent on a workspace: each is one transaction and one step of undo, and takes effect at once. */
export interface WorkspaceEdits
  extends
    StepEdits,
    EdgeEdits,
    SettingEdits,
    SubflowEdits,
    AppEdits,
    PageEdits,
    ClipboardEdits,
    ContentEdits {
  /** Makes everything inside one transaction and one step of undo. */
  gesture<T>(name: string, change: () => T): T
  /** Merges an update that was found sound, as one edit of this person. */
  bringIn(update: Uint8Array): void
}

/** A workspace's shared document: pictures out, intents in. */
export interface WorkspaceDocument {
  /** The picture now: immutable, repaired, and the same object until something changes. */
  read(): WorkspacePicture
  onChange(listener: () => void): () => void
  readonly edit: WorkspaceEdits
  readonly undo: UndoHistory
  /** The shared text of an SQL step, for a text editor to bind to. */
  stepSql(step: StepId): Y.Text | null
  /** Marks a part of the text of an SQL step, so that it can be found again after edits; null when there is none. */
  markSql(step: StepId, place: TextPlace): TextRange | null
  /** Where a marked part of the text of an SQL step is now; null when nothing of it is left. */
  findSql(step: StepId, range: TextRange): TextPlace | null
  /** Which windows wrote what of a step as it is now; null when there is no such step. */
  blame(step: StepId): StepBlame | null
  dispose(): void
}

/** What a document needs from outside. */
export interface WorkspaceDocumentOptions {
  readonly random: Random
  /** Stands behind every local change, to tell it from changes that arrive; a fresh object when not given. */
  readonly origin?: object
}

/** Opens a workspace document over shared content; it neither creates content nor opens sockets. */
export function openWorkspaceDocument(
  doc: Y.Doc,
  { random, origin = { role: 'local edits' } }: WorkspaceDocumentOptions,
): WorkspaceDocument {
  const roots = rootsOf(doc)
  const reader = openPictureReader(roots)
  const undo = openUndoHistory(doc, roots, origin)
  const listeners = new Set<() => void>()
  let depth = 0
  let within: ReturnType<typeof openPictureReader> | null = null

  const changed = (transaction: Y.Transaction) => {
    if (transaction.changed.size === 0) return
    reader.forget(transaction.changed.keys())
    for (const listener of [...listeners]) listener()
  }
  doc.on('afterTransaction', changed)

  function write<T>(_intent: string, change: () => T, continues?: string): T {
    if (depth === 0) {
      undo.begin(continues ?? null)
      // A listener may have read at the very end of the last change; others may have written since.
      within = null
    }
    depth++
    try {
      return doc.transact(() => {
        try {
          return change()
        } finally {
          // Later intents of the same gesture read what this one wrote.
          within = null
        }
      }, origin)
    } finally {
      depth--
      if (depth === 0 && continues === undefined) undo.stopCapturing()
    }
  }

  const stepSql = (id: StepId): Y.Text | null =>
    textIn(mapIn(findStep(roots, id)?.step ?? null, 'settings'), 'sql')
  // A transaction does not tell what changes in the types it made itself, so nothing read within one is remembered after it.
  const read = (): WorkspacePicture =>
    depth > 0 ? (within ??= openPictureReader(roots)).read() : reader.read()
  const context: EditContext = { roots, random, read, write }
  return {
    read,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    edit: {
      ...editSteps(context),
      ...editEdges(context),
      ...editSettings(context),
      ...editSubflows(context),
      ...editPages(context),
      ...editApp(context),
      ...editClipboard(context),
      ...editContent(context),
      gesture: write,
      bringIn: (update) => {
        write('bring in edits', () => {
          Y.applyUpdate(doc, update)
        })
      },
    },
    undo,
    stepSql,
    markSql: (id, place) => {
      const text = stepSql(id)
      return text ? markRange(text, place) : null
    },
    findSql: (id, range) => {
      const text = stepSql(id)
      return text ? findRange(text, range) : null
    },
    blame: (step) => readBlame(doc, step),
    dispose: () => {
      listeners.clear()
      doc.off('afterTransaction', changed)
      undo.dispose()
    },
  }
}
