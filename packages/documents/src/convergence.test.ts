import type { App, PageId } from '@weft/app-model'
import { repairPipeline } from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createWorkspaceContent } from './create-workspace-content.ts'
import { openWorkspaceDocument } from './open-workspace-document.ts'
import { everyPipeline } from './find-pipeline.ts'
import { editAtRandom, pick } from './random-edits.ts'
import { connectDocuments, emptyTemplate, seededRandom } from './testing.ts'

const seeds = Array.from({ length: 40 }, (_, index) => index + 1)

function openEditors(count: number, seed: number) {
  const docs = Array.from({ length: count }, (_, index) => {
    const doc = new Y.Doc()
    doc.clientID = index + 1
    return doc
  })
  createWorkspaceContent(docs[0] ?? new Y.Doc(), emptyTemplate)
  const link = connectDocuments(docs)
  const editors = docs.map((doc, index) =>
    openWorkspaceDocument(doc, { random: seededRandom(seed * 100 + index) }),
  )
  return { docs, link, editors }
}

function scramble(seed: number, count: number) {
  const random = seededRandom(seed)
  const opened = openEditors(3, seed)
  for (let turn = 0; turn < count; turn++) {
    const editor = pick(opened.editors, random)
    if (editor) editAtRandom(editor, random)
    while (random() < 0.6 && opened.link.deliverOne(random));
  }
  while (opened.link.deliverOne(random));
  return opened
}

function expectValid(app: App) {
  const pages = new Set<PageId>(app.pages.map((page) => page.id))
  for (const widget of Object.values(app.widgets)) expect(pages.has(widget.page)).toBe(true)
}

describe('three editors', () => {
  test.each(seeds)('[DOC-5] converge to equal and valid pictures, seed %i', (seed) => {
    const { docs, editors } = scramble(seed, 150)
    const pictures = editors.map((editor) => editor.read())
    expect(pictures[1]).toEqual(pictures[0])
    expect(pictures[2]).toEqual(pictures[0])
    const fresh = new Y.Doc()
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(docs[0] ?? fresh))
    const reopened = openWorkspaceDocument(fresh, { random: seededRandom(1) }).read()
    expect(reopened).toEqual(pictures[0])
    for (const pipeline of everyPipeline(reopened)) {
      expect(repairPipeline(pipeline).notices).toEqual([])
    }
    // [DOC-14] What a step uses is there, and every step is in one place only.
    const ids = everyPipeline(reopened).flatMap((pipeline) => Object.keys(pipeline.steps))
    expect(new Set(ids).size).toBe(ids.length)
    expectValid(reopened.app)
  })
})
