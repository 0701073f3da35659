import { canonicalJson } from '@weft/kernel'
import { openWorkspaceDocument, readBlame } from '@weft/documents'
import { emptyTemplate, seededRandom, writeWorkspacePicture } from '@weft/documents/testing'
import { contentOf, diffContent, tellChange, withoutMoves } from '@weft/workspace-changes'
import * as Y from 'yjs'
import type { BenchCase } from '../measure.ts'

const stepCount = 300
const editCount = 100_000

function openSteps(count: number) {
  const doc = writeWorkspacePicture(emptyTemplate)
  const document = openWorkspaceDocument(doc, { random: seededRandom(1) })
  const ids = document.edit.gesture('fill', () =>
    Array.from({ length: count }, (_, index) =>
      document.edit.addStep({ kind: 'filter', position: { x: index, y: 0 } }),
    ),
  )
  ids.forEach((to, index) => {
    const from = ids[index - 1]
    if (from) document.edit.connect({ from, to, port: 'in' })
  })
  return { doc, document, ids }
}

/** Looking at the history must not be felt: comparing versions, and reading a document that was edited for long. */
export const cases: readonly BenchCase[] = [
  {
    name: 'difference of two versions of 300 steps, told in words',
    compares: 'difference / canonical JSON of both',
    goal: 2,
    rounds: 21,
    prepare: () => {
      const { document, ids } = openSteps(stepCount)
      const before = contentOf(document.read())
      for (const [at, id] of ids.entries())
        if (at % 10 === 0) document.edit.setSetting(id, 'expression', `column > ${at}`)
      const after = contentOf(document.read())
      return Promise.resolve({
        subject: () =>
          withoutMoves(diffContent(before, after)).map((change) =>
            tellChange(change, { before, after }),
          ),
        baseline: () => [canonicalJson(before), canonicalJson(after)],
      })
    },
  },
  {
    name: 'who wrote each of 300 steps of a document of 100,000 edits',
    compares: 'reading who wrote every step / loading the document',
    goal: 0.5,
    rounds: 5,
    prepare: () => {
      const { doc, document, ids } = openSteps(stepCount)
      for (let edit = 0; edit < editCount; edit++) {
        const id = ids[edit % ids.length]
        if (id) document.edit.setSetting(id, 'expression', `column > ${edit}`)
      }
      const update = Y.encodeStateAsUpdate(doc)
      return Promise.resolve({
        subject: () => ids.map((id) => readBlame(doc, id)),
        baseline: () => {
          const fresh = new Y.Doc()
          Y.applyUpdate(fresh, update)
          const opened = openWorkspaceDocument(fresh, { random: seededRandom(1) })
          const picture = opened.read()
          opened.dispose()
          fresh.destroy()
          return picture
        },
      })
    },
  },
]
