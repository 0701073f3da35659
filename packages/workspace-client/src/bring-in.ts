import { openWorkspaceDocument, type WorkspaceDocument } from '@weft/documents'
import { accept, refuse, type Outcome } from '@weft/kernel'
import { diffContent, tellChange, withoutMoves, type ToldChange } from '@weft/workspace-changes'
import type * as Y from 'yjs'
import { checkEdits, type WaitingEdits } from './waiting-edits.ts'

/** What edits from a file would change. */
export interface EditsPreview {
  readonly edits: number
  readonly changes: readonly ToldChange[]
  /** Steps that only stand elsewhere. */
  readonly moves: number
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
  const contents = { before: document.read(), after: draft.read() }
  draft.dispose()
  checked.value.destroy()
  const all = diffContent(contents.before, contents.after)
  if (all.length === 0) return refuse('edits.nothing-new')
  const meant = withoutMoves(all)
  return accept({
    edits: edits.edits,
    changes: meant.map((change) => tellChange(change, contents)),
    moves: all.length - meant.length,
  })
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
