import { applyChanges, contentOf, diffContent } from '@weft/workspace-changes'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openWorkspaceDocument } from './open-workspace-document.ts'
import {
  connectDocuments,
  editAtRandom,
  emptyTemplate,
  seededRandom,
  writeWorkspacePicture,
} from './testing.ts'

const seeds = Array.from({ length: 30 }, (_, index) => index + 1)

function openFork(doc: Y.Doc, seed: number) {
  const fork = new Y.Doc()
  Y.applyUpdate(fork, Y.encodeStateAsUpdate(doc))
  return { fork, editor: openWorkspaceDocument(fork, { random: seededRandom(seed) }) }
}

function scrambled(seed: number, turns: number) {
  const random = seededRandom(seed)
  const doc = writeWorkspacePicture()
  const editor = openWorkspaceDocument(doc, { random: seededRandom(seed * 7) })
  for (let turn = 0; turn < turns; turn++) editAtRandom(editor, random)
  return { doc, editor, random }
}

describe('bringing a document to another content', () => {
  test.each(seeds)('[CHG-5] gives exactly that content, seed %i', (seed) => {
    const { doc, editor, random } = scrambled(seed, 80)
    const before = editor.read()
    const { editor: other } = openFork(doc, seed * 11)
    for (let turn = 0; turn < 60; turn++) editAtRandom(other, random)
    expect(editor.edit.bringTo(other.read())).toBe(true)
    expect(diffContent(editor.read(), other.read())).toEqual([])
    expect(editor.edit.bringTo(before)).toBe(true)
    expect(diffContent(editor.read(), before)).toEqual([])
  })

  test.each(seeds.slice(0, 20))(
    '[CHG-2] a difference applied to the old content gives the new one, seed %i',
    (seed) => {
      const { doc, editor, random } = scrambled(seed, 60)
      const { editor: other } = openFork(doc, seed * 19)
      for (let turn = 0; turn < 40; turn++) editAtRandom(other, random)
      const changes = diffContent(editor.read(), other.read())
      const content = contentOf(other.read())
      expect(applyChanges(editor.read(), changes)).toEqual(content)
      expect(diffContent(other.read(), content)).toEqual([])
    },
  )

  test.each(seeds.slice(0, 20))('[CHG-6] is one step of undo, seed %i', (seed) => {
    const { doc, editor, random } = scrambled(seed, 40)
    const before = editor.read()
    const { editor: other } = openFork(doc, seed * 13)
    for (let turn = 0; turn < 30; turn++) editAtRandom(other, random)
    editor.edit.bringTo(other.read())
    if (diffContent(before, other.read()).length > 0) editor.undo.undo()
    expect(diffContent(editor.read(), before)).toEqual([])
  })

  test('[CHG-5] leaves what others type elsewhere meanwhile', () => {
    const doc = writeWorkspacePicture()
    const mine = openWorkspaceDocument(doc, { random: seededRandom(1) })
    const a = mine.edit.addStep({ kind: 'sql', position: { x: 0, y: 0 } })
    const b = mine.edit.addStep({ kind: 'sql', position: { x: 0, y: 200 } })
    const before = mine.read()
    mine.edit.setSetting(a, 'sql', 'SELECT 2')
    const peer = new Y.Doc()
    const link = connectDocuments([doc, peer])
    const theirs = openWorkspaceDocument(peer, { random: seededRandom(2) })
    theirs.stepSql(b)?.insert(0, '-- kept\n')
    mine.edit.bringTo(before)
    link.deliver()
    const sql = (step: string) =>
      (mine.read().pipelines[0]?.steps[step as typeof a]?.settings as { sql: string }).sql
    expect(sql(b)).toBe('-- kept\nSELECT *\nFROM input_1\n')
    expect(sql(a)).toBe('SELECT *\nFROM input_1\n')
    expect(theirs.read()).toEqual(mine.read())
  })
})

test('[CHG-5] what others did since the last own change is seen, also while somebody watches every change', () => {
  const a = writeWorkspacePicture(emptyTemplate)
  const b = new Y.Doc()
  const link = connectDocuments([a, b])
  const mine = openWorkspaceDocument(a, { random: seededRandom(1) })
  const theirs = openWorkspaceDocument(b, { random: seededRandom(2) })
  mine.onChange(() => mine.read())
  const id = mine.edit.addStep({ kind: 'table', position: { x: 0, y: 0 } })
  link.deliver()
  const then = contentOf(mine.read())
  theirs.edit.removeSteps([id])
  link.deliver()
  expect(mine.edit.bringTo(then)).toBe(true)
  link.deliver()
  for (const document of [mine, theirs]) expect(contentOf(document.read())).toEqual(then)
})
