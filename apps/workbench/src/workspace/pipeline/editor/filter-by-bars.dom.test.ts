import type { Step } from '@weft/pipeline-model'
import { afterEach, expect, test } from 'vitest'
import { h } from 'vue'
import { closePanels, openPanel, step } from '../testing/open-panel.ts'
import { barConditionsAfter, filterAfter } from './filter-by-bars.ts'

afterEach(closePanels)

const part = () => h('p')
const source = 'st_dataset000' as const
const sort = 'st_sort000000' as const
const aa = [{ operator: 'equals', value: 'AA' }] as const

async function open(shown: Step = step('sort'), given: object = {}) {
  const opened = await openPanel(shown, { part, ...given })
  const pipeline = () => opened.editor.pipeline.value
  return {
    ...opened,
    pipeline,
    filters: () => Object.values<Step>(pipeline().steps).filter(({ kind }) => kind === 'filter'),
    ways: () => pipeline().edges.map(({ from, to, port }) => [from, to, port]),
    byCarrier: (conditions: readonly { operator: 'equals' | 'one-of'; value: string }[]) =>
      opened.editor.filterByBars({ step: source, column: 'carrier', conditions }),
  }
}

test('[PROF-4] a bar puts a filter between its step and what follows, as one step of undo', async () => {
  const { byCarrier, filters, ways, undo, pipeline } = await open()
  const filter = byCarrier(aa)
  expect(filters()).toHaveLength(1)
  expect(filters()[0]?.settings).toMatchObject({
    conditions: [
      { column: 'carrier', operator: 'equals', value: 'AA', against: 'value', group: '' },
    ],
  })
  expect(ways()).toContainEqual([source, filter, 'in'])
  expect(ways()).toContainEqual([filter, sort, 'in'])
  expect(ways()).toHaveLength(2)
  expect(filter && pipeline().positions[filter]).toBeDefined()
  await undo()
  expect(filters()).toEqual([])
  expect(ways()).toEqual([[source, sort, 'in']])
})

test('a step nothing follows gets a filter after it', async () => {
  const { editor, ways } = await open()
  const filter = editor.filterByBars({ step: sort, column: 'carrier', conditions: aa })
  expect(ways()).toContainEqual([sort, filter, 'in'])
})

test('[PROF-4] another bar goes on in the same filter: the same column is written anew, another one is added', async () => {
  const { byCarrier, editor, filters, pipeline } = await open()
  const filter = byCarrier(aa)
  expect(byCarrier([{ operator: 'one-of', value: 'AA, DL' }])).toBe(filter)
  editor.filterByBars({
    step: source,
    column: 'distance',
    conditions: [
      { operator: 'greater-or-equal', value: '100' },
      { operator: 'less', value: '200' },
    ],
  })
  expect(filters()).toHaveLength(1)
  expect(barConditionsAfter(pipeline(), source, 'carrier')).toMatchObject([
    { operator: 'one-of', value: 'AA, DL' },
  ])
  expect(barConditionsAfter(pipeline(), source, 'distance')).toHaveLength(2)
})

test('[PROF-4] taking the last bar back takes the filter out, and the flow is whole again', async () => {
  const { byCarrier, filters, ways } = await open()
  byCarrier(aa)
  expect(byCarrier([])).toBeNull()
  expect(filters()).toEqual([])
  expect(ways()).toEqual([[source, sort, 'in']])
})

test('a filter somebody wrote keeps what they wrote, and stays', async () => {
  const written = step('filter', {
    conditions: [
      {
        id: 'it_aaaaaaaaaa',
        column: 'carrier',
        operator: 'not-equals',
        value: 'B6',
        against: 'value',
        group: '',
      },
    ],
  })
  const { byCarrier, filters, read } = await open(written)
  expect(byCarrier(aa)).toBe('st_filter0000')
  expect(filters()).toHaveLength(1)
  expect(read('filter').settings.conditions).toHaveLength(2)
  expect(byCarrier([])).toBe('st_filter0000')
  expect(read('filter').settings.conditions).toMatchObject([{ operator: 'not-equals' }])
})

test('[PROF-4] a filter of which any condition is enough is not narrowed by one more: a new one goes before it', async () => {
  const { byCarrier, filters, ways, pipeline } = await open(step('filter', { match: 'any' }))
  expect(filterAfter(pipeline(), source)).toBeNull()
  const filter = byCarrier(aa)
  expect(filters()).toHaveLength(2)
  expect(ways()).toContainEqual([filter, 'st_filter0000', 'in'])
})

test('a step with several inputs keeps their order', async () => {
  const { editor, byCarrier, pipeline } = await open(step('union'))
  editor.connect({
    from: editor.addStep({ kind: 'dataset' }) ?? source,
    to: 'st_union00000',
    port: 'in',
  })
  const filter = byCarrier(aa)
  const order = pipeline().edges.filter(({ to }) => to === 'st_union00000')
  expect(order.map(({ from }) => from)[0]).toBe(filter)
})

test('whoever may not edit changes nothing', async () => {
  const { byCarrier, filters } = await open(step('sort'), { canEdit: false })
  expect(byCarrier(aa)).toBeNull()
  expect(filters()).toEqual([])
})
