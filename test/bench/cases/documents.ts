import { openWorkspaceDocument } from '@weft/documents'
import { emptyTemplate, seededRandom, writeWorkspacePicture } from '@weft/documents/testing'
import type { BenchCase } from '../measure.ts'

const stepCount = 500

function openLargeDocument() {
  const doc = writeWorkspacePicture(emptyTemplate)
  const document = openWorkspaceDocument(doc, { random: seededRandom(1) })
  const ids = document.edit.gesture('fill', () =>
    Array.from({ length: stepCount }, (_, index) =>
      document.edit.addStep({ kind: 'filter', position: { x: index, y: 0 } }),
    ),
  )
  ids.forEach((to, index) => {
    const from = ids[index - 1]
    if (from) document.edit.connect({ from, to, port: 'in' })
  })
  return { doc, document, ids }
}

/** Reading after one change must cost far less than reading a document anew. */
export const cases: readonly BenchCase[] = [
  {
    name: 'picture of a document of 500 steps after one edit',
    compares: 'edit and read again / read everything anew',
    goal: 0.5,
    rounds: 21,
    prepare: () => {
      const { doc, document, ids } = openLargeDocument()
      let turn = 0
      return Promise.resolve({
        subject: () => {
          turn++
          const id = ids[turn % ids.length]
          if (id) document.edit.setSetting(id, 'expression', `column > ${turn}`)
          return document.read()
        },
        baseline: () => {
          const fresh = openWorkspaceDocument(doc, { random: seededRandom(1) })
          const picture = fresh.read()
          fresh.dispose()
          return picture
        },
      })
    },
  },
]
