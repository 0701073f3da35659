import {
  compareWorkspaces,
  openWorkspaceDocument,
  type WorkspaceChange,
  type WorkspaceDocument,
} from '@weft/documents'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type * as Y from 'yjs'
import { checkEdits, type WaitingEdits } from './waiting-edits.ts'

/** What edits from a file would change. */
export interface EditsPreview {
  readonly edits: number
  readonly changes: readonly WorkspaceChange[]
}

/** Makes the edits on a draft and says what they change; refused when they do not fit or change nothing. */
export function previewEdits(
  doc: Y.Doc,
  document: WorkspaceDocument,
  edits: WaitingEdits,
): Outcome<EditsPreview> {
  const checked = checkEdits(doc, edits)
  if (!checked.ok) return checked
  const draft = openWorkspaceDocument(checked.value, { random: Math.random })
  const changes = compareWorkspaces(document.read(), draft.read())
  draft.dispose()
  checked.value.destroy()
  return changes.length > 0 ? accept({ edits: edits.edits, changes }) : refuse('edits.nothing-new')
}

/** Brings the edits into the document, as one step that can be taken back. */
export function bringIn(
  doc: Y.Doc,
  document: WorkspaceDocument,
  edits: WaitingEdits,
): Outcome<null> {
  const checked = checkEdits(doc, edits)
  if (!checked.ok) return checked
  checked.value.destroy()
  document.edit.bringIn(edits.update)
  return accept(null)
}
