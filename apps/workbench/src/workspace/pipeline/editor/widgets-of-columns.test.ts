import { widgetSpecs, type App, type Widget, type WidgetId, type WidgetKind } from '@weft/app-model'
import { expect, test } from 'vitest'
import { widgetsOfColumns } from './widgets-of-columns.ts'

function appOf(
  given: Readonly<Record<WidgetId, readonly [WidgetKind, object]>>,
): Pick<App, 'widgets'> {
  const widgets = Object.entries(given).map(([id, [kind, settings]]) => {
    const whole = { ...widgetSpecs[kind].initial, ...settings }
    return [id, { id, kind, title: {}, settings: whole } as unknown as Widget] as const
  })
  return { widgets: Object.fromEntries(widgets) }
}

const app = appOf({
  wi_axis: ['chart', { output: 'states', x: 'state' }],
  wi_measure: ['kpi', { output: 'states', measure: { function: 'sum', column: 'late' } }],
  wi_filter: ['select-filter', { output: 'states', column: 'state' }],
  wi_whole: ['table', { output: 'states' }],
  wi_part: ['table', { output: 'states', columns: ['haul'] }],
  wi_other: ['chart', { output: 'airports', x: 'state' }],
  wi_words: ['text', {}],
})
const found = (columns: readonly string[]) =>
  widgetsOfColumns(app, 'states', columns).map(({ id }) => id)

test('a column reaches the widgets that name it, and the tables that show everything', () => {
  expect(found(['state'])).toEqual(['wi_axis', 'wi_filter', 'wi_whole'])
  expect(found(['late'])).toEqual(['wi_measure', 'wi_whole'])
  expect(found(['late', 'haul'])).toEqual(['wi_measure', 'wi_whole', 'wi_part'])
})

test('a widget over another output is not reached', () => {
  expect(widgetsOfColumns(app, 'airports', ['state']).map(({ id }) => id)).toEqual(['wi_other'])
  expect(widgetsOfColumns(app, 'nowhere', ['state'])).toEqual([])
})
