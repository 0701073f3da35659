import { openWorkspaceDocument } from '@weft/documents'
import { emptyTemplate, seededRandom, writeWorkspacePicture } from '@weft/documents/testing'
import { contentOf, diffContent } from '@weft/workspace-changes'
import { expect, test } from 'vitest'
import { restoreOne } from './pick-changes.ts'

test('[HIST-10] in the live document one step comes back alone, and undo takes it away again', () => {
  const document = openWorkspaceDocument(writeWorkspacePicture(emptyTemplate), {
    random: seededRandom(3),
  })
  const { edit } = document
  const wanted = edit.addStep({ kind: 'table', position: { x: 0, y: 0 } })
  const other = edit.addStep({ kind: 'table', position: { x: 300, y: 0 } })
  const then = contentOf(document.read())
  edit.removeSteps([wanted])
  edit.removeSteps([other])
  const gone = contentOf(document.read())
  expect(edit.bringTo(restoreOne(gone, then, `step ${wanted}`))).toBe(true)
  expect(Object.keys(document.read().pipelines[0]?.steps ?? {})).toEqual([wanted])
  document.undo.undo()
  expect(diffContent(contentOf(document.read()), gone)).toEqual([])
})
