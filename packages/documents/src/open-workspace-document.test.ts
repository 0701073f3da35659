import { widgetSpecs } from '@weft/app-model'
import type { Id } from '@weft/kernel'
import type { StepSettings } from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createWorkspaceContent } from './create-workspace-content.ts'
import { openWorkspaceDocument } from './open-workspace-document.ts'
import { connectDocuments, emptyTemplate, seededRandom } from './testing.ts'

function openPair() {
  const [first, second] = [new Y.Doc(), new Y.Doc()]
  first.clientID = 1
  second.clientID = 2
  createWorkspaceContent(first, emptyTemplate)
  const link = connectDocuments([first, second])
  const options = { random: seededRandom(1) }
  return {
    link,
    docs: [first, second] as const,
    ann: openWorkspaceDocument(first, options),
    bo: openWorkspaceDocument(second, options),
  }
}

const at = { x: 0, y: 0 }

describe('a workspace document', () => {
  test('[DOC-1] has its content created once', () => {
    const doc = new Y.Doc()
    createWorkspaceContent(doc, emptyTemplate)
    expect(() => {
      createWorkspaceContent(doc, emptyTemplate)
    }).toThrow('already')
  })

  test('[DOC-6] keeps the same picture, and unchanged steps keep their identity', () => {
    const { ann } = openPair()
    const one = ann.edit.addStep({ kind: 'filter', position: at })
    const two = ann.edit.addStep({ kind: 'sort', position: at })
    const before = ann.read()
    expect(ann.read()).toBe(before)
    ann.edit.setSetting(one, 'match', 'any')
    const after = ann.read()
    expect(after).not.toBe(before)
    expect(after.pipelines[0]?.steps[two]).toBe(before.pipelines[0]?.steps[two])
    expect(after.pipelines[0]?.positions).toBe(before.pipelines[0]?.positions)
    expect(after.app).toBe(before.app)
    expect(after.pipelines[0]?.steps[one]?.settings).toMatchObject({ match: 'any' })
  })

  test('[DOC-3] two people edit two settings, two items and one SQL text at once, and all of it stays', () => {
    const { ann, bo, link } = openPair()
    const filter = ann.edit.addStep({ kind: 'filter', position: at })
    const sql = ann.edit.addStep({ kind: 'sql', position: at, settings: { sql: 'SELECT 1' } })
    link.deliver()
    ann.edit.addItem(filter, 'conditions', { column: 'a', operator: 'equals', value: '1' })
    bo.edit.addItem(filter, 'conditions', { column: 'b', operator: 'equals', value: '2' })
    bo.edit.setSetting(filter, 'expression', 'a > 1')
    ann.edit.setSetting(filter, 'match', 'any')
    ann.stepSql(sql)?.insert(0, '-- ann\n')
    bo.edit.setSetting(sql, 'sql', 'SELECT 12')
    link.deliver()
    expect(ann.read()).toEqual(bo.read())
    const steps = ann.read().pipelines[0]?.steps
    expect(steps?.[sql]?.settings).toEqual({ sql: '-- ann\nSELECT 12' })
    expect(steps?.[filter]?.settings).toMatchObject({ match: 'any', expression: 'a > 1' })
    const settings = steps?.[filter]?.settings as StepSettings['filter']
    expect(settings.conditions.map((one) => one.column).toSorted()).toEqual(['a', 'b'])
  })

  test('[DOC-7] items keep the order they are moved to, also when two were added at one place', () => {
    const { ann, bo, link } = openPair()
    const step = ann.edit.addStep({ kind: 'group', position: at })
    link.deliver()
    ann.edit.addItem(step, 'by', { column: 'a' })
    bo.edit.addItem(step, 'by', { column: 'b' })
    link.deliver()
    const columns = () =>
      (ann.read().pipelines[0]?.steps[step]?.settings as StepSettings['group']).by
    const first = columns()[0]
    const middle = ann.edit.addItem(step, 'by', { column: 'c' }, first?.id)
    expect(columns().map((one) => one.id)[1]).toBe(middle)
    ann.edit.moveItem(step, 'by', middle, null)
    expect(columns()[0]?.column).toBe('c')
    ann.edit.setSetting(step, 'by', columns().toReversed())
    expect(columns()[2]?.column).toBe('c')
    ann.edit.removeItems(step, 'by', [middle])
    expect(columns()).toHaveLength(2)
  })

  test('[DOC-8] refuses a circle, a second equal edge and a missing port; a full port gives up its edge', () => {
    const { ann } = openPair()
    const [a, b, c] = (['dataset', 'filter', 'sort'] as const).map((kind) =>
      ann.edit.addStep({ kind, position: at }),
    ) as [Id<'st'>, Id<'st'>, Id<'st'>]
    const code = (outcome: { ok: boolean; failure?: { code: string } }) => outcome.failure?.code
    expect(ann.edit.connect({ from: a, to: b, port: 'in' }).ok).toBe(true)
    expect(ann.edit.connect({ from: b, to: c, port: 'in' }).ok).toBe(true)
    expect(code(ann.edit.connect({ from: c, to: b, port: 'in' }))).toBe('document.would-cycle')
    expect(code(ann.edit.connect({ from: b, to: b, port: 'in' }))).toBe('document.would-cycle')
    expect(code(ann.edit.connect({ from: a, to: b, port: 'in' }))).toBe(
      'document.already-connected',
    )
    expect(code(ann.edit.connect({ from: a, to: b, port: 'left' }))).toBe('document.port-missing')
    expect(code(ann.edit.connect({ from: b, to: a, port: 'in' }))).toBe('document.port-missing')
    expect(ann.edit.connect({ from: a, to: c, port: 'in' }).ok).toBe(true)
    expect(ann.read().pipelines[0]?.edges.filter((edge) => edge.to === c)).toHaveLength(1)
  })

  test('[DOC-9] a removed step comes back with its edges and with the work done inside meanwhile', () => {
    const { ann, bo, link } = openPair()
    const from = ann.edit.addStep({ kind: 'dataset', position: at })
    const step = ann.edit.addStep({ kind: 'sql', position: at })
    ann.edit.connect({ from, to: step, port: 'in' })
    link.deliver()
    ann.edit.removeSteps([step])
    bo.stepSql(step)?.insert(0, '-- bo\n')
    link.deliver()
    expect(ann.read()).toEqual(bo.read())
    expect(ann.read().pipelines[0]?.steps[step]).toBeUndefined()
    expect(ann.read().pipelines[0]?.edges).toEqual([])
    expect(ann.read().notices).toEqual([
      { code: 'document.step-removed-while-edited', args: {}, step },
    ])
    bo.edit.restoreSteps([step])
    expect(bo.read().pipelines[0]?.edges).toHaveLength(1)
    expect(bo.read().pipelines[0]?.steps[step]?.settings).toMatchObject({
      sql: expect.stringContaining('-- bo') as string,
    })
  })

  test('[DOC-9] a step removed by somebody who saw all work in it gives no notice', () => {
    const { ann } = openPair()
    const step = ann.edit.addStep({ kind: 'sql', position: at })
    ann.edit.removeSteps([step])
    expect(ann.read().notices).toEqual([])
  })

  test('[DOC-10] pages and widgets are added, moved, set and removed', () => {
    const { ann, bo, link } = openPair()
    const page = ann.read().app.pages[0]?.id ?? 'pg_none'
    const second = ann.edit.addPage({ en: 'Second', zh: '第二页' })
    const widget = ann.edit.addWidget({ page: second, kind: 'chart', place: { x: 10, y: 2 } })
    expect(ann.read().app.widgets[widget]?.place).toEqual({
      ...widgetSpecs.chart.size,
      x: 6,
      y: 2,
    })
    ann.edit.setWidgetSetting(widget, 'mark', 'line')
    ann.edit.setWidgetTitle(widget, { en: 'Trend' })
    ann.edit.movePage(second, null)
    expect(ann.read().app.pages[0]?.id).toBe(second)
    link.deliver()
    const late = bo.edit.addWidget({ page: second, kind: 'text', place: { x: 0, y: 0 } })
    bo.edit.setWidgetSetting(late, 'text', { en: 'Hello' })
    expect(ann.edit.removePage(second).ok).toBe(true)
    expect(ann.edit.removePage(page)).toMatchObject({ failure: { code: 'document.last-page' } })
    link.deliver()
    expect(ann.read()).toEqual(bo.read())
    expect(Object.keys(ann.read().app.widgets)).toEqual([late])
    expect(ann.read().app.widgets[late]).toMatchObject({
      page,
      settings: { text: { en: 'Hello' } },
    })
    expect(ann.read().notices[0]).toMatchObject({ code: 'document.widget-moved', widget: late })
  })

  test('[DOC-12] copied steps are pasted with their edges, new ids and free output names', () => {
    const { ann } = openPair()
    const from = ann.edit.addStep({ kind: 'dataset', position: { x: 10, y: 20 } })
    const output = ann.edit.addStep({ kind: 'output', position: { x: 110, y: 20 } })
    ann.edit.connect({ from, to: output, port: 'in' })
    const pasted = ann.edit.pasteSteps(ann.edit.copySteps([from, output]), { x: 0, y: 500 })
    if (!pasted.ok) throw new Error('not pasted')
    const pipeline = ann.read().pipelines[0]
    expect(pipeline?.edges).toHaveLength(2)
    const names = pasted.value.map((id) => pipeline?.steps[id]?.settings)
    expect(names).toContainEqual({ name: 'result_2', contract: [] })
    expect(pasted.value.map((id) => pipeline?.positions[id])).toContainEqual({ x: 100, y: 500 })
    for (const text of ['', '{}', 'null', '{"format":"weft-steps/1","pipeline":{"steps":1}}']) {
      expect(ann.edit.pasteSteps(text, at)).toMatchObject({
        failure: { code: 'document.paste-unreadable' },
      })
    }
  })

  test('[DOC-6] shows what a gesture wrote into a step it made, though it read the step in between', () => {
    const { ann } = openPair()
    const from = ann.edit.addStep({ kind: 'sort', position: at })
    const filter = ann.edit.gesture('put-in', () => {
      const made = ann.edit.addStep({ kind: 'filter', position: at })
      // To connect is to read the whole picture.
      expect(ann.edit.connect({ from, to: made, port: 'in' }).ok).toBe(true)
      ann.edit.addItem(made, 'conditions', { column: 'carrier' })
      return made
    })
    const { settings } = ann.read().pipelines[0]?.steps[filter] ?? {}
    expect(settings).toMatchObject({ conditions: [{ column: 'carrier' }] })
  })

  test('edits made inside a change listener of another document do not disturb the picture', () => {
    const { ann } = openPair()
    let seen = 0
    const stop = ann.onChange(() => seen++)
    ann.edit.gesture('add-two', () => {
      const a = ann.edit.addStep({ kind: 'dataset', position: at })
      const b = ann.edit.addStep({ kind: 'filter', position: at })
      expect(ann.edit.connect({ from: a, to: b, port: 'in' }).ok).toBe(true)
    })
    expect(seen).toBe(1)
    stop()
    ann.undo.undo()
    expect(Object.keys(ann.read().pipelines[0]?.steps ?? {})).toEqual([])
    expect(seen).toBe(1)
    ann.dispose()
  })
})
