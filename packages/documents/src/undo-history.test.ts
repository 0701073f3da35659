import type { StepId } from '@weft/pipeline-model'
import { describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { createWorkspaceContent } from './create-workspace-content.ts'
import { openWorkspaceDocument, type WorkspaceDocument } from './open-workspace-document.ts'
import { connectDocuments, emptyTemplate, seededRandom } from './testing.ts'

const at = { x: 0, y: 0 }

function openPair() {
  const docs = [new Y.Doc(), new Y.Doc()] as const
  docs[0].clientID = 1
  docs[1].clientID = 2
  createWorkspaceContent(docs[0], emptyTemplate)
  const link = connectDocuments(docs)
  const ann = openWorkspaceDocument(docs[0], { random: seededRandom(1) })
  const bo = openWorkspaceDocument(docs[1], { random: seededRandom(2) })
  return { link, ann, bo }
}

function undoAll(editor: WorkspaceDocument) {
  while (editor.undo.canUndo) editor.undo.undo()
}

const steps = (editor: WorkspaceDocument) => editor.read().pipelines[0]?.steps ?? {}

describe('undo', () => {
  test('[DOC-11] takes back one gesture at a time, across pipeline and app', () => {
    const { ann } = openPair()
    const empty = ann.read()
    ann.edit.addStep({ kind: 'filter', position: at })
    ann.edit.setAppTitle({ en: 'App' })
    ann.undo.undo()
    expect(ann.read().app.title).toEqual({})
    expect(Object.keys(steps(ann))).toHaveLength(1)
    ann.undo.undo()
    expect(ann.read()).toEqual(empty)
    expect(ann.undo.canUndo).toBe(false)
    ann.undo.redo()
    ann.undo.redo()
    expect(ann.read().app.title).toEqual({ en: 'App' })
    expect(Object.keys(steps(ann))).toHaveLength(1)
  })

  test('[DOC-11] typing one title is one step, two titles are two', () => {
    const { ann } = openPair()
    for (const en of ['A', 'Ab', 'Abc']) ann.edit.setAppTitle({ en })
    for (const en of ['S', 'Su']) ann.edit.setAppSummary({ en })
    ann.undo.undo()
    expect(ann.read().app).toMatchObject({ title: { en: 'Abc' }, summary: {} })
    ann.undo.undo()
    expect(ann.read().app.title).toEqual({})
  })

  test('[DOC-11] never takes back what another person did', () => {
    const { ann, bo, link } = openPair()
    const step = bo.edit.addStep({ kind: 'sql', position: at, settings: { sql: 'SELECT 1' } })
    link.deliver()
    expect(ann.undo.canUndo).toBe(false)
    ann.edit.setSetting(step, 'sql', 'SELECT 1, 2')
    link.deliver()
    bo.edit.setSetting(step, 'sql', 'SELECT 1, 2 AS b')
    link.deliver()
    undoAll(ann)
    expect(steps(ann)[step]?.settings).toEqual({ sql: 'SELECT 1 AS b' })
  })

  test('[DOC-11] undoing an addition keeps the step whole when another person has worked in it', () => {
    const { ann, bo, link } = openPair()
    const at5 = { x: 5, y: 5 }
    const step = ann.edit.addStep({ kind: 'sql', position: at5, settings: { sql: 'SELECT 1' } })
    link.deliver()
    bo.stepSql(step)?.insert(8, ', 2')
    link.deliver()
    ann.undo.undo()
    link.deliver()
    expect(steps(ann)[step]?.settings).toEqual({ sql: 'SELECT 1, 2' })
    expect(ann.read().pipelines[0]?.positions[step]).toEqual(at5)
    expect(bo.read()).toEqual(ann.read())
  })

  test('[DOC-11] undoing an addition keeps the step when another person has connected it', () => {
    const { ann, bo, link } = openPair()
    const from = ann.edit.addStep({ kind: 'dataset', position: at })
    link.deliver()
    const to = bo.edit.addStep({ kind: 'filter', position: at })
    bo.edit.connect({ from, to, port: 'in' })
    link.deliver()
    undoAll(ann)
    expect(steps(ann)[from]?.kind).toBe('dataset')
    expect(ann.read().pipelines[0]?.edges).toHaveLength(1)
  })

  test('[DOC-9] brings a removed step back with its edges', () => {
    const { ann } = openPair()
    const from = ann.edit.addStep({ kind: 'dataset', position: at })
    const to = ann.edit.addStep({ kind: 'filter', position: at })
    ann.edit.connect({ from, to, port: 'in' })
    const before = ann.read()
    ann.edit.removeSteps([from, to])
    expect(ann.read().pipelines[0]?.edges).toEqual([])
    ann.undo.undo()
    expect(ann.read()).toEqual(before)
  })

  test('[DOC-11] a stay in one field is one step, however long the pauses; two stays are two', async () => {
    const { ann } = openPair()
    // The history reads the real clock once and for all; a pause longer than its own must be waited for.
    const pause = () => {
      const from = Date.now()
      return vi.waitUntil(() => Date.now() - from > 560, { timeout: 5000 })
    }
    const leave = ann.undo.hold()
    ann.edit.setAppTitle({ en: 'De' })
    await pause()
    ann.edit.setAppTitle({ en: 'Delays' })
    leave()
    const leaveAgain = ann.undo.hold()
    ann.edit.setAppTitle({ en: 'Delays of planes' })
    leaveAgain()
    ann.undo.undo()
    expect(ann.read().app.title.en).toBe('Delays')
    ann.undo.undo()
    expect(ann.read().app.title.en).not.toBe('De')
    ann.edit.setAppTitle({ en: 'a' })
    await pause()
    ann.edit.setAppTitle({ en: 'ab' })
    ann.undo.undo()
    expect(ann.read().app.title.en).toBe('a')
  })

  test('[DOC-11] what a tracked text editor types is taken back too, apart from intents', () => {
    const { ann } = openPair()
    const step = ann.edit.addStep({ kind: 'sql', position: at, settings: { sql: '' } })
    const editor = { role: 'text editor' }
    const stop = ann.undo.track(editor)
    const sql = ann.stepSql(step)
    sql?.doc?.transact(() => {
      sql.insert(0, 'typed')
    }, editor)
    ann.undo.undo()
    expect(steps(ann)[step]?.settings).toEqual({ sql: '' })
    stop()
  })

  test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    '[DOC-11] undoing everything one did leaves exactly the work of the other, seed %i',
    (seed) => {
      const random = seededRandom(seed)
      const { ann, bo, link } = openPair()
      const alone = openPair().bo
      const mine: StepId[] = []
      const pairs: { both: StepId; lone: StepId }[] = []
      for (let turn = 0; turn < 60; turn++) {
        const x = Math.floor(random() * 100)
        if (random() < 0.5) {
          mine.push(ann.edit.addStep({ kind: 'group', position: { x, y: 0 } }))
          const own = mine[Math.floor(random() * mine.length)]
          const theirs = pairs[Math.floor(random() * pairs.length)]
          if (own) ann.edit.addItem(own, 'by', { column: `c${x}` })
          if (own && x < 30) ann.edit.removeSteps([own])
          if (theirs)
            ann.edit.connect({ from: theirs.both, to: mine[0] ?? theirs.both, port: 'in' })
          if (theirs && x > 60) ann.edit.setStepTitle(theirs.both, { en: `by ann ${x}` })
        } else {
          const step = { kind: 'filter', position: { x, y: 1 } } as const
          pairs.push({ both: bo.edit.addStep(step), lone: alone.edit.addStep(step) })
          bo.edit.setAppSummary({ en: `summary ${x}` })
          alone.edit.setAppSummary({ en: `summary ${x}` })
        }
        link.deliver()
      }
      undoAll(ann)
      link.deliver()
      const told = (editor: WorkspaceDocument) => ({
        steps: Object.values(steps(editor))
          .map((step) => JSON.stringify({ ...step, id: '' }))
          .sort(),
        edges: editor.read().pipelines[0]?.edges,
        app: editor.read().app,
      })
      expect(told(ann)).toEqual(told(alone))
      expect(bo.read()).toEqual(ann.read())
    },
  )
})
