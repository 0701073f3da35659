import type { StepId } from '@weft/pipeline-model'
import { diffContent, type MergeSide } from '@weft/workspace-changes'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { mergeFork } from './merge-fork.ts'
import { readAuthorship } from './read-authorship.ts'
import { openWorkspaceDocument, type WorkspaceDocument } from './open-workspace-document.ts'
import { editAtRandom, seededRandom, writeWorkspacePicture } from './testing.ts'

const seeds = Array.from({ length: 40 }, (_, index) => index + 1)
const undecided: ReadonlyMap<string, MergeSide> = new Map()

function begin(seed: number, prepare: (editor: WorkspaceDocument) => void) {
  const main = writeWorkspacePicture()
  const ours = openWorkspaceDocument(main, { random: seededRandom(seed) })
  prepare(ours)
  const fork = new Y.Doc()
  Y.applyUpdate(fork, Y.encodeStateAsUpdate(main))
  const theirs = openWorkspaceDocument(fork, { random: seededRandom(seed * 31) })
  const base = ours.read()
  const merge = (choices = undecided) => {
    const merged = mergeFork({ main, fork, base, choices, random: seededRandom(seed * 17) })
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(main))
    Y.applyUpdate(copy, merged.update)
    const after = openWorkspaceDocument(copy, { random: seededRandom(5) }).read()
    return { ...merged, after }
  }
  return { ours, theirs, main, fork, base, merge }
}

describe('merging a fork', () => {
  test.each(seeds)('[CHG-10] gives what the rules say and a valid document, seed %i', (seed) => {
    const random = seededRandom(seed)
    const { ours, theirs, merge } = begin(seed, (editor) => {
      for (let turn = 0; turn < 50; turn++) editAtRandom(editor, random)
    })
    for (let turn = 0; turn < 30; turn++) editAtRandom(random() < 0.5 ? ours : theirs, random)
    const { content, conflicts, after } = merge()
    expect(diffContent(after, content)).toEqual([])
    const choices = new Map(conflicts.map(({ id }): [string, MergeSide] => [id, 'theirs']))
    const chosen = merge(choices)
    expect(diffContent(chosen.after, chosen.content)).toEqual([])
  })

  test.each(seeds.slice(0, 30))(
    '[CHG-11] takes everything of the only side that did something, seed %i',
    (seed) => {
      const random = seededRandom(seed)
      const { ours, theirs, base, merge } = begin(seed, (editor) => {
        for (let turn = 0; turn < 40; turn++) editAtRandom(editor, random)
      })
      expect(diffContent(merge().after, base)).toEqual([])
      for (let turn = 0; turn < 30; turn++) editAtRandom(theirs, random)
      const merged = merge()
      expect(merged.conflicts).toEqual([])
      expect(diffContent(merged.after, theirs.read())).toEqual([])
      ours.edit.bringTo(theirs.read())
      const again = merge()
      expect(again.conflicts).toEqual([])
      expect(diffContent(again.after, theirs.read())).toEqual([])
    },
  )
})

function twoSteps() {
  let ids: StepId[] = []
  const opened = begin(3, ({ edit }) => {
    ids = (['table', 'filter', 'filter', 'sql', 'group'] as const).map((kind, at) =>
      edit.addStep({ kind, position: { x: at * 200, y: 0 } }),
    )
  })
  const [source, a, b, sql, group] = ids
  if (!source || !a || !b || !sql || !group) throw new Error('five steps were added')
  return { ...opened, source, a, b, sql, group }
}

const stepOf = ({ after }: { after: ReturnType<WorkspaceDocument['read']> }, id: StepId) =>
  after.pipelines[0]?.steps[id]

describe('what two sides did to the same thing', () => {
  test('[CHG-12] two values of one setting are a conflict, and either can be chosen', () => {
    const { ours, theirs, merge, a } = twoSteps()
    ours.edit.setSetting(a, 'expression', 'x > 1')
    theirs.edit.setSetting(a, 'expression', 'x > 2')
    const open = merge()
    const id = `both-changed step ${a} setting.expression`
    expect(open.conflicts).toMatchObject([{ id, ours: 'x > 1', theirs: 'x > 2', choice: null }])
    expect(stepOf(open, a)?.settings).toMatchObject({ expression: 'x > 1' })
    const chosen = merge(new Map([[id, 'theirs']]))
    expect(stepOf(chosen, a)?.settings).toMatchObject({ expression: 'x > 2' })
  })

  test('[CHG-12] two settings of one step both stay', () => {
    const { ours, theirs, merge, a } = twoSteps()
    ours.edit.setStepTitle(a, { en: 'Late' })
    theirs.edit.setSetting(a, 'expression', 'x > 2')
    const merged = merge()
    expect(merged.conflicts).toEqual([])
    expect(stepOf(merged, a)).toMatchObject({ title: { en: 'Late' } })
    expect(stepOf(merged, a)?.settings).toMatchObject({ expression: 'x > 2' })
  })

  test('[CHG-13] text typed on both sides is merged letter by letter', () => {
    const { ours, theirs, merge, sql } = twoSteps()
    ours.stepSql(sql)?.insert(0, '-- ours\n')
    const text = theirs.stepSql(sql)
    text?.insert(text.length, 'LIMIT 5')
    const merged = merge()
    expect(merged.conflicts).toEqual([])
    expect(stepOf(merged, sql)?.settings).toMatchObject({
      sql: '-- ours\nSELECT *\nFROM input_1\nLIMIT 5',
    })
  })

  test('[CHG-14] a step removed on one side and edited on the other is a conflict; the step comes back whole', () => {
    const { ours, theirs, merge, source, group } = twoSteps()
    theirs.edit.connect({ from: source, to: group, port: 'in' })
    ours.edit.removeSteps([group])
    theirs.edit.addItem(group, 'by', { column: 'city' })
    const open = merge()
    const id = `removed-changed step ${group}`
    expect(open.conflicts.map((conflict) => conflict.id)).toEqual([id])
    expect(stepOf(open, group)).toBeUndefined()
    const chosen = merge(new Map([[id, 'theirs']]))
    expect(stepOf(chosen, group)?.settings).toMatchObject({ by: [{ column: 'city' }] })
    expect(chosen.after.pipelines[0]?.edges).toMatchObject([{ from: source, to: group }])
  })

  test('[CHG-14] a step removed on one side and only moved on the other is gone', () => {
    const { ours, theirs, merge, a } = twoSteps()
    ours.edit.removeSteps([a])
    theirs.edit.moveSteps({ [a]: { x: 5, y: 5 } })
    const merged = merge()
    expect(merged.conflicts).toEqual([])
    expect(stepOf(merged, a)).toBeUndefined()
  })

  test('[CHG-15] a port for one connection that got two asks which one', () => {
    const { ours, theirs, merge, source, a, b } = twoSteps()
    ours.edit.connect({ from: source, to: b, port: 'in' })
    theirs.edit.connect({ from: a, to: b, port: 'in' })
    const open = merge()
    const id = `same-port step ${b} in`
    expect(open.conflicts.map((conflict) => conflict.id)).toEqual([id])
    expect(open.after.pipelines[0]?.edges).toMatchObject([{ from: source }])
    const chosen = merge(new Map([[id, 'theirs']]))
    expect(chosen.after.pipelines[0]?.edges).toMatchObject([{ from: a }])
  })

  test('[CHG-16] connections that close a circle together ask which one gives way', () => {
    const { ours, theirs, merge, a, b } = twoSteps()
    ours.edit.connect({ from: a, to: b, port: 'in' })
    theirs.edit.connect({ from: b, to: a, port: 'in' })
    const open = merge()
    expect(open.conflicts).toMatchObject([
      { kind: 'circle', ours: { from: a }, theirs: { from: b } },
    ])
    expect(open.after.pipelines[0]?.edges).toMatchObject([{ from: a, to: b }])
    const id = open.conflicts[0]?.id ?? ''
    const chosen = merge(new Map([[id, 'theirs']]))
    expect(chosen.after.pipelines[0]?.edges).toMatchObject([{ from: b, to: a }])
  })

  test('[CHG-17] items added on both sides stand in one order, and an item moved on one side is moved', () => {
    const { ours, theirs, merge, group } = twoSteps()
    ours.edit.addItem(group, 'by', { column: 'ours' })
    theirs.edit.addItem(group, 'by', { column: 'theirs' })
    const merged = merge()
    expect(merged.conflicts).toEqual([])
    const { by } = stepOf(merged, group)?.settings as { by: { column: string }[] }
    expect(by.map(({ column }) => column).sort()).toEqual(['ours', 'theirs'])
  })

  test('[CHG-18] an app keeps a page, and a widget kept from a removed page moves to one that is there', () => {
    const { ours, theirs, base, merge } = twoSteps()
    const [page] = base.app.pages
    if (!page) throw new Error('an app begins with a page')
    const widget = ours.edit.addWidget({ page: page.id, kind: 'kpi', place: { x: 0, y: 0 } })
    theirs.edit.addPage({ en: 'Second' })
    theirs.edit.removePage(page.id)
    const open = merge()
    const id = `removed-changed page ${page.id}`
    expect(open.conflicts.map((conflict) => conflict.id)).toEqual([id])
    expect(open.after.app.widgets[widget]?.page).toBe(page.id)
    const chosen = merge(new Map([[id, 'theirs']]))
    const [left] = chosen.after.app.pages
    expect(chosen.after.app.pages).toHaveLength(1)
    expect(chosen.after.app.widgets[widget]?.page).toBe(left?.id)
  })

  test('[CHG-19] what hangs in the air in a fork does not come along', () => {
    const { theirs, fork, merge, a } = twoSteps()
    theirs.edit.setSetting(a, 'expression', 'x > 2')
    const stray = new Y.Doc()
    stray.getMap('widgets').set('first', 1)
    const known = Y.encodeStateVector(stray)
    stray.getMap('widgets').set('second', 2)
    Y.applyUpdate(fork, Y.encodeStateAsUpdate(stray, known))
    const writers = (update: Uint8Array) =>
      Y.decodeUpdate(update).structs.map((struct) => struct.id.client)
    expect(writers(Y.encodeStateAsUpdate(fork))).toContain(stray.clientID)
    const { update } = merge()
    expect(writers(update)).not.toContain(stray.clientID)
    expect(writers(update)).toContain(fork.clientID)
  })

  test.each([
    { side: 'fork', wins: 'fork' },
    { side: 'fork', wins: 'main' },
    { side: 'main', wins: 'fork' },
    { side: 'main', wins: 'main' },
  ])(
    '[CHG-22] a value taken from the $side stays its writer’s when the letters of the $wins come last',
    ({ side, wins }) => {
      const { ours, theirs, main, fork, base, merge, a } = twoSteps()
      main.clientID = wins === 'main' ? 2_000 : 1_000
      fork.clientID = wins === 'main' ? 1_500 : 2_500
      ours.edit.setSetting(a, 'expression', 'x > 1')
      theirs.edit.setSetting(a, 'expression', 'x > 2')
      const id = `both-changed step ${a} setting.expression`
      const chosen = merge(new Map([[id, side === 'fork' ? 'theirs' : 'ours']]))
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(main))
      Y.applyUpdate(copy, chosen.update)
      const [written] = readAuthorship(copy, diffContent(base, chosen.after))
      if (!written) throw new Error('a changed setting has a writer')
      const again = chosen.writtenAgain.findLast(({ clock }) => clock <= written.clock)
      const writer =
        written.client === chosen.writer ? (again?.source?.by.client ?? null) : written.client
      expect(writer).toBe(side === 'fork' ? fork.clientID : main.clientID)
      // The losing letters were written again exactly when they did not come last.
      expect(written.client === chosen.writer).toBe(side !== wins)
    },
  )
})
