import type { Clock, Random } from '@weft/kernel'
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
import { openPictureReader, type PictureReader, type WorkspacePicture } from './read-picture.ts'
import { editClipboard, type ClipboardEdits } from './step-clipboard.ts'
import { openSettingText, type SettingText, type TextSetting } from './open-setting-text.ts'
import { findRange, markRange, type TextPlace, type TextRange } from './text-range.ts'
import { watchOverwrites, type Overwrites } from './watch-overwrites.ts'
import { writersOfNotice } from './writers-of-notice.ts'
import type { PictureNotice } from './notices.ts'
import { openUndoHistory, type OpenUndoHistory, type UndoHistory } from './undo-history.ts'

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
  /** This person's values that others replaced at the same time. */
  readonly overwrites: Overwrites
  /** The windows whose edits met in what a notice tells of; null when it concerns everybody. */
  writersOf(notice: PictureNotice): readonly number[] | null
  /** The shared text of an SQL step, for a text editor to bind to. */
  stepSql(step: StepId): Y.Text | null
  /**
   * Opens the shared text of a setting for a plain text field; null when there is none. Undo takes back what is typed in it.
   */
  openText(setting: TextSetting): SettingText | null
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
  /** Tells how long ago something was written; the real time when not given. */
  readonly now?: Clock | undefined
  /** Stands behind every local change, to tell it from changes that arrive; a fresh object when not given. */
  readonly origin?: object
}

function editsOf(doc: Y.Doc, context: EditContext): WorkspaceEdits {
  return {
    ...editSteps(context),
    ...editEdges(context),
    ...editSettings(context),
    ...editSubflows(context),
    ...editPages(context),
    ...editApp(context),
    ...editClipboard(context),
    ...editContent(context),
    gesture: context.write,
    bringIn: (update) => {
      context.write('bring in edits', () => {
        Y.applyUpdate(doc, update)
      })
    },
  }
}

function sqlOf(
  roots: EditContext['roots'],
): Pick<WorkspaceDocument, 'stepSql' | 'markSql' | 'findSql'> {
  const stepSql = (id: StepId): Y.Text | null =>
    textIn(mapIn(findStep(roots, id)?.step ?? null, 'settings'), 'sql')
  return {
    stepSql,
    markSql: (id, place) => {
      const text = stepSql(id)
      return text ? markRange(text, place) : null
    },
    findSql: (id, range) => {
      const text = stepSql(id)
      return text ? findRange(text, range) : null
    },
  }
}

/** Reads pictures and writes intents, each outermost one a transaction and a step of undo. */
function openContext(
  doc: Y.Doc,
  { roots, random }: Pick<EditContext, 'roots' | 'random'>,
  { reader, undo, origin }: { reader: PictureReader; undo: OpenUndoHistory; origin: object },
): EditContext {
  let depth = 0
  let within: PictureReader | null = null
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
  // A transaction does not tell what changes in the types it made itself, so nothing read within one is remembered after it.
  const read = (): WorkspacePicture =>
    depth > 0 ? (within ??= openPictureReader(roots)).read() : reader.read()
  return { roots, random, read, write }
}

/** Opens a workspace document over shared content; it neither creates content nor opens sockets. */
export function openWorkspaceDocument(
  doc: Y.Doc,
  { random, now = Date.now, origin = { role: 'local edits' } }: WorkspaceDocumentOptions,
): WorkspaceDocument {
  const roots = rootsOf(doc)
  const reader = openPictureReader(roots)
  const undo = openUndoHistory(doc, roots, origin)
  const listeners = new Set<() => void>()
  const changed = (transaction: Y.Transaction) => {
    if (transaction.changed.size === 0) return
    reader.forget(transaction.changed.keys())
    for (const listener of [...listeners]) listener()
  }
  doc.on('afterTransaction', changed)
  const context = openContext(doc, { roots, random }, { reader, undo, origin })
  const overwrites = watchOverwrites(doc, roots, now, (change) => {
    context.write('keep-mine', change)
  })
  return {
    read: context.read,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    edit: editsOf(doc, context),
    undo,
    overwrites,
    writersOf: (notice) => writersOfNotice(roots, notice),
    openText: (setting) => openSettingText(roots, undo, setting),
    ...sqlOf(roots),
    blame: (step) => readBlame(doc, step),
    dispose: () => {
      listeners.clear()
      doc.off('afterTransaction', changed)
      overwrites.dispose()
      undo.dispose()
    },
  }
}
