import type { StepId } from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createWorkspaceContent } from './create-workspace-content.ts'
import { everyPipeline } from './find-pipeline.ts'
import { openWorkspaceDocument, type WorkspaceDocument } from './open-workspace-document.ts'
import { editAtRandom, pick } from './random-edits.ts'
import { connectDocuments, emptyTemplate, seededRandom } from './testing.ts'

const at = { x: 0, y: 0 }

function openThree(seed = 1) {
  let now = 0
  const docs = [1, 2, 3].map((client) => {
    const doc = new Y.Doc()
    doc.clientID = client
    return doc
  })
  const [first = new Y.Doc(), ...rest] = docs
  createWorkspaceContent(first, emptyTemplate)
  const link = connectDocuments([first, ...rest])
  const open = (doc: Y.Doc, index: number) =>
    openWorkspaceDocument(doc, { random: seededRandom(seed * 9 + index), now: () => now })
  const [ann, bo, cho] = docs.map(open) as [WorkspaceDocument, WorkspaceDocument, WorkspaceDocument]
  const wait = (ms: number) => {
    now += ms
  }
  return { link, ann, bo, cho, wait, all: [ann, bo, cho] as const }
}

const stepIn = (editor: WorkspaceDocument, id: StepId) => editor.read().pipelines[0]?.steps[id]

describe('two who set the same setting', () => {
  function openMeeting() {
    const three = openThree()
    const step = three.ann.edit.addStep({ kind: 'output', position: at })
    three.link.deliver()
    three.wait(60_000)
    three.ann.edit.setSetting(step, 'name', 'five')
    three.bo.edit.setSetting(step, 'name', 'seven')
    three.link.deliver()
    const stands = (stepIn(three.ann, step)?.settings as { name: string }).name
    const [winner, loser] = stands === 'seven' ? [three.bo, three.ann] : [three.ann, three.bo]
    return { ...three, step, winner, loser }
  }

  test('[DOC-17] only the one whose value was replaced is told, with both values and the writer', () => {
    const { step, winner, loser, cho } = openMeeting()
    expect(winner.overwrites.read()).toEqual([])
    expect(cho.overwrites.read()).toEqual([])
    const [told, ...more] = loser.overwrites.read()
    expect(more).toEqual([])
    expect(told).toMatchObject({ step, field: 'name' })
    expect([told?.mine, told?.theirs].sort()).toEqual(['five', 'seven'])
    expect(told?.theirs).toBe((stepIn(winner, step)?.settings as { name: string }).name)
  })

  test('[DOC-17] one click brings mine back everywhere, as one step of undo', () => {
    const { step, loser, all, link } = openMeeting()
    const [told] = loser.overwrites.read()
    loser.overwrites.keepMine(told?.key ?? '')
    link.deliver()
    for (const editor of all)
      expect(stepIn(editor, step)?.settings).toMatchObject({ name: told?.mine })
    expect(loser.overwrites.read()).toEqual([])
    loser.undo.undo()
    link.deliver()
    for (const editor of all)
      expect(stepIn(editor, step)?.settings).toMatchObject({ name: told?.theirs })
  })

  test('[DOC-17] another click leaves theirs; a step that is gone has nothing to keep', () => {
    const { step, loser, winner, link } = openMeeting()
    const [told] = loser.overwrites.read()
    loser.overwrites.dismiss(told?.key ?? '')
    expect(loser.overwrites.read()).toEqual([])
    expect(stepIn(loser, step)?.settings).toMatchObject({ name: told?.theirs })
    winner.edit.removeSteps([step])
    link.deliver()
    loser.overwrites.keepMine(told?.key ?? '')
    expect(stepIn(loser, step)).toBeUndefined()
  })

  test('[DOC-17] a change long after, the same value, or a place on the canvas is no meeting', () => {
    const { ann, bo, link, wait } = openThree()
    const step = ann.edit.addStep({ kind: 'output', position: at })
    ann.edit.setSetting(step, 'name', 'five')
    link.deliver()
    bo.edit.setSetting(step, 'name', 'five')
    ann.edit.moveSteps({ [step]: { x: 5, y: 5 } })
    bo.edit.moveSteps({ [step]: { x: 9, y: 9 } })
    link.deliver()
    expect([...ann.overwrites.read(), ...bo.overwrites.read()]).toEqual([])
    wait(31_000)
    bo.edit.setSetting(step, 'name', 'eight')
    link.deliver()
    expect(ann.overwrites.read()).toEqual([])
  })

  test('[DOC-17] titles, fields of list items and settings of widgets meet the same way', () => {
    const { ann, bo, link, wait } = openThree()
    const step = ann.edit.addStep({ kind: 'group', position: at })
    const item = ann.edit.addItem(step, 'by', { column: 'a' })
    const page = ann.read().app.pages[0]?.id ?? 'pg_'
    const widget = ann.edit.addWidget({ page, kind: 'kpi', place: { x: 0, y: 0, w: 4, h: 3 } })
    link.deliver()
    wait(60_000)
    for (const [who, word] of [
      [ann, 'one'],
      [bo, 'two'],
    ] as const) {
      who.edit.setStepTitle(step, { en: word })
      who.edit.setItem(step, 'by', item, { column: word })
      who.edit.setWidgetTitle(widget, { en: word })
    }
    link.deliver()
    const told = [...ann.overwrites.read(), ...bo.overwrites.read()]
    expect(told.map(({ field }) => field).sort()).toEqual(['by', 'title', 'title'])
  })
})

describe('two connections that close a circle', () => {
  function openCircle() {
    const three = openThree()
    const { ann, bo, link } = three
    const one = ann.edit.addStep({ kind: 'filter', position: at })
    const two = ann.edit.addStep({ kind: 'filter', position: at })
    link.deliver()
    ann.edit.connect({ from: one, to: two, port: 'in' })
    bo.edit.connect({ from: two, to: one, port: 'in' })
    link.deliver()
    return three
  }

  test('[DOC-18] leave out the same one everywhere, and the notice names the two who made them', () => {
    const { all, ann } = openCircle()
    for (const editor of all) {
      expect(editor.read().pipelines[0]?.edges).toHaveLength(1)
      expect(editor.read().notices).toEqual(ann.read().notices)
      const [notice] = editor.read().notices
      expect(notice?.code).toBe('repair.edge-in-cycle')
      expect(notice && [...(editor.writersOf(notice) ?? [])].sort()).toEqual([1, 2])
    }
  })

  test('[DOC-18] one click uses the other one instead, by whomever, and one undo takes that back', () => {
    const { all, bo, link } = openCircle()
    const before = bo.read()
    const [notice] = before.notices
    if (notice?.edge) bo.edit.preferEdge(notice.edge)
    link.deliver()
    for (const editor of all) {
      expect(editor.read().pipelines[0]?.edges.map(({ id }) => id)).toEqual([notice?.edge])
      expect(editor.read().notices).toEqual([])
    }
    bo.undo.undo()
    link.deliver()
    for (const editor of all) expect(editor.read()).toEqual(before)
  })

  test('[DOC-18] the same holds for two edges that meet at a port for one', () => {
    const { ann, bo, link, all } = openThree()
    const [a, b, target] = [1, 2, 3].map(() => ann.edit.addStep({ kind: 'filter', position: at }))
    if (!a || !b || !target) throw new Error('three steps were added')
    link.deliver()
    ann.edit.connect({ from: a, to: target, port: 'in' })
    bo.edit.connect({ from: b, to: target, port: 'in' })
    link.deliver()
    const [notice] = ann.read().notices
    expect(notice?.code).toBe('repair.edge-extra')
    if (notice?.edge) ann.edit.preferEdge(notice.edge)
    link.deliver()
    for (const editor of all) {
      expect(editor.read().pipelines[0]?.edges.map(({ id }) => id)).toEqual([notice?.edge])
      expect(editor.read().notices).toEqual([])
    }
  })

  test('[DOC-18] preferring what is gone or unreadable changes nothing', () => {
    const { ann } = openThree()
    const before = ann.read()
    ann.edit.preferEdge('ed_0000000000')
    expect(ann.read()).toBe(before)
  })

  test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    '[DOC-18] whatever was left out can be preferred, and all screens agree, seed %i',
    (seed) => {
      const random = seededRandom(seed)
      const { all, link } = openThree(seed)
      for (let turn = 0; turn < 80; turn++) {
        const editor = pick(all, random)
        if (editor) editAtRandom(editor, random)
        while (random() < 0.4 && link.deliverOne(random));
      }
      link.deliver()
      const [ann] = all
      for (let round = 0; round < 5; round++) {
        const left = ann
          .read()
          .notices.find(
            ({ code }) => code === 'repair.edge-in-cycle' || code === 'repair.edge-extra',
          )
        if (!left?.edge) break
        const chosen = left.edge
        ann.edit.preferEdge(chosen)
        link.deliver()
        for (const editor of all) {
          expect(editor.read()).toEqual(ann.read())
          const edges = everyPipeline(editor.read()).flatMap((pipeline) => pipeline.edges)
          expect(edges.some(({ id }) => id === chosen)).toBe(true)
        }
      }
    },
  )
})

test('[DOC-9] who removed a step while another one wrote in it: both are named', () => {
  const { ann, bo, cho, link } = openThree()
  const step = ann.edit.addStep({ kind: 'sql', position: at, settings: { sql: 'SELECT 1' } })
  link.deliver()
  bo.stepSql(step)?.insert(8, ', 2')
  cho.edit.removeSteps([step])
  link.deliver()
  const [notice] = ann.read().notices
  expect(notice?.code).toBe('document.step-removed-while-edited')
  expect(notice && [...(ann.writersOf(notice) ?? [])].sort()).toEqual([2, 3])
})
