import { subflowPorts, type Step, type StepId, type Subflow } from '@weft/pipeline-model'
import { defineComponent, h } from 'vue'
import { afterEach, expect, test } from 'vitest'
import OutlineTree from '../outline/OutlineTree.vue'
import StepPanel from '../panel/StepPanel.vue'
import { buttons, closePanels, openPanel, press, step, write } from '../testing/open-panel.ts'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import LevelTrail from './LevelTrail.vue'
import PaletteSubflows from './PaletteSubflows.vue'
import SubflowPanel from './SubflowPanel.vue'

afterEach(closePanels)

/** All of the editor that has to do with subflows. */
const everything = (editor: PipelineEditor) =>
  h(
    defineComponent(() => () => {
      const isInside = editor.levels.value.length > 1
      const isChosen = editor.selection.value.length > 0
      return [
        h(PaletteSubflows, { words: '' }),
        h(OutlineTree, { acts: () => ({}) }),
        isInside ? h(LevelTrail) : null,
        isChosen ? h(StepPanel) : isInside ? h(SubflowPanel) : null,
      ]
    }),
  )

const far = () => step('filter', { expression: 'distance > $limit' })

/** A filter over flights that calls a parameter, made a subflow. */
async function openMade(language: 'en' | 'zh' = 'en') {
  const opened = await openPanel(far(), { part: everything, language })
  const { editor, settled } = opened
  editor.addStep({ kind: 'parameter' })
  const parameter = editor.current.value?.id ?? 'st_none'
  editor.setSetting(parameter, 'name', 'limit')
  editor.setSetting(parameter, 'type', 'whole')
  editor.setSetting(parameter, 'value', '500')
  editor.select([far().id])
  expect(editor.makeSubflow()).toBe(null)
  await settled()
  const made: StepId = editor.current.value?.id ?? 'st_none'
  return {
    ...opened,
    made,
    subflow: () => Object.values<Subflow>(opened.shared.read().subflows)[0],
  }
}

const field = (root: Element, name: string) =>
  root.querySelector<HTMLInputElement>(`input[aria-label="${name}"]`)
const codes = (editor: PipelineEditor, id: StepId) =>
  editor.compiledOf(id)?.problems.map(({ code }) => code)

test('a selection becomes a subflow that gives the same columns, and one undo takes it back', async () => {
  const { editor, made, undo, root } = await openMade()
  expect(editor.pipeline.value.steps[made]?.kind).toBe('subflow')
  expect(codes(editor, made)).toEqual([])
  expect(editor.compiledOf(made)?.schema).toHaveLength(5)
  expect(root.textContent).toContain('Subflow 1')
  await undo()
  expect(editor.pipeline.value.steps[made]).toBe(undefined)
  expect(editor.pipeline.value.steps[far().id]?.kind).toBe('filter')
})

test('a step gives its own value to a parameter, and a value that does not fit is told beside it', async () => {
  const { editor, made, root, settled, shared } = await openMade()
  await press(root, 'Add “Subflow 1”')
  const second = editor.current.value?.id ?? 'st_none'
  expect(second).not.toBe(made)
  expect(root.textContent).toContain('Default: 500')
  const parameter = subflowPorts(Object.values<Subflow>(shared.read().subflows)[0] as Subflow)
    .parameters[0]
  editor.addItem(second, 'values', { parameter: parameter?.id ?? '', source: 'value', value: '9' })
  await settled()
  await write(field(root, 'Value of “limit”'), 'many')
  await settled()
  expect(codes(editor, second)).toContain('subflow.value-unfit')
  expect(root.textContent).toContain('“many” is not a value that the parameter “limit” takes.')
  await write(field(root, 'Value of “limit”'), '2000')
  await settled()
  expect(codes(editor, second)).not.toContain('subflow.value-unfit')
})

test('opening shows the steps inside with the columns of the use one came from, and the trail leads back', async () => {
  const { editor, made, root, settled } = await openMade()
  await press(root, 'Open')
  expect(
    Object.values<Step>(editor.pipeline.value.steps)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['entry', 'filter', 'output', 'parameter'])
  const inner = Object.values<Step>(editor.pipeline.value.steps).find(
    ({ kind }) => kind === 'filter',
  )
  expect(editor.compiledOf(inner?.id ?? 'st_none')?.schema).toHaveLength(5)
  expect(root.querySelector('[role="tree"]')?.textContent).toContain('Filter rows')
  const trail = root.querySelector('nav[aria-label="Where you are"]')
  expect(trail?.textContent).toContain('Used by 1 step')
  await press(trail ?? root, 'Pipeline')
  await settled()
  expect(editor.selection.value).toEqual([made])
  expect(root.querySelector('nav')).toBe(null)
})

test('inside, ports and parameters are added, named, put in order and removed; the step outside follows', async () => {
  const { editor, made, root, settled, subflow } = await openMade()
  await press(root, 'Open')
  await press(root, 'Add an input')
  editor.select([])
  await settled()
  await write(field(root, 'Name of the input, output or parameter “input_2”'), 'other')
  await settled()
  const names = () => {
    const now = subflow()
    return now ? subflowPorts(now).inputs.map(({ settings }) => settings.name) : []
  }
  expect(names()).toEqual(['input', 'other'])
  await press(root, 'Move “other” up')
  expect(names()).toEqual(['other', 'input'])
  editor.leaveTo(1)
  await settled()
  expect(codes(editor, made)).toEqual(['subflow.input-missing'])
  expect(root.textContent).toContain('Connect a step to the input “other”.')
  await press(root, 'Open “Subflow 1”')
  await press(root, 'Remove “other”')
  expect(names()).toEqual(['input'])
})

test('a subflow in use cannot be deleted; unfolded it can', async () => {
  const { editor, made, root, settled, subflow } = await openMade()
  await press(root, 'Open')
  await press(root, 'Delete the subflow')
  expect(subflow()).toBeTruthy()
  editor.leaveTo(1)
  await settled()
  editor.select([made])
  await settled()
  await press(root, 'Unfold')
  expect(Object.values<Step>(editor.pipeline.value.steps).map(({ kind }) => kind)).toContain(
    'filter',
  )
  editor.select([])
  await settled()
  await press(root, 'Open “Subflow 1”')
  expect(root.textContent).toContain('No step uses this subflow yet.')
  await press(root, 'Delete the subflow')
  expect(subflow()).toBe(undefined)
  expect(editor.levels.value).toHaveLength(1)
})

test('a problem inside is shown on the inner step and summed up on the outer one', async () => {
  const { editor, made, root, settled } = await openMade()
  await press(root, 'Open')
  const inner = Object.values<Step>(editor.pipeline.value.steps).find(
    ({ kind }) => kind === 'filter',
  )
  editor.setSetting(inner?.id ?? 'st_none', 'expression', 'nowhere > 1')
  await settled()
  expect(codes(editor, inner?.id ?? 'st_none')).toEqual(['expression.column-unknown'])
  editor.leaveTo(1)
  await settled()
  expect(codes(editor, made)).toEqual(['subflow.one-broken'])
})

test('no subflow is offered where it would hold itself', async () => {
  const { root } = await openMade()
  await press(root, 'Open')
  const add = root.querySelector<HTMLButtonElement>('button[aria-label="Add “Subflow 1”"]')
  expect(add?.disabled).toBe(true)
})

test('everything is said in Chinese too', async () => {
  const { root } = await openMade('zh')
  expect(buttons(root)).toEqual(expect.arrayContaining(['打开', '展开']))
  await press(root, '打开')
  expect(buttons(root)).toEqual(
    expect.arrayContaining(['添加输入', '添加输出', '添加参数', '删除子流程']),
  )
})
