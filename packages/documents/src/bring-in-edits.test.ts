import { diffContent } from '@weft/workspace-changes'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createWorkspaceContent } from './create-workspace-content.ts'
import { openWorkspaceDocument } from './open-workspace-document.ts'
import { emptyTemplate, seededRandom } from './testing.ts'

const at = { x: 0, y: 0 }

function openPair() {
  const ours = new Y.Doc()
  createWorkspaceContent(ours, emptyTemplate)
  const theirs = new Y.Doc()
  const copy = () => {
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ours))
  }
  const options = { random: seededRandom(3) }
  return {
    copy,
    theirs,
    ann: openWorkspaceDocument(ours, options),
    bo: openWorkspaceDocument(theirs, options),
  }
}

test('[SYNC-87] edits brought in are one step that can be taken back', () => {
  const { ann, bo, copy, theirs } = openPair()
  copy()
  const before = Y.encodeStateVector(theirs)
  const first = bo.edit.addStep({ kind: 'filter', position: at })
  bo.edit.setAppTitle({ en: 'Written elsewhere' })
  const title = ann.read().app.title
  ann.edit.bringIn(Y.encodeStateAsUpdate(theirs, before))
  expect(diffContent(ann.read(), bo.read())).toEqual([])
  ann.undo.undo()
  expect(ann.read().pipelines[0]?.steps[first]).toBeUndefined()
  expect(ann.read().app.title).toEqual(title)
  expect(ann.undo.canUndo).toBe(false)
})
