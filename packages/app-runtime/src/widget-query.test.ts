import { widgetSpecs, type Widget, type WidgetKind, type WidgetSettings } from '@weft/app-model'
import { expect, test } from 'vitest'
import { checkWidget } from './check-widget.ts'
import { decodeFilters, encodeFilters } from './filter-address.ts'
import { activeFilters, withFilter, type FilterState } from './filter-state.ts'
import { firstStatements } from './first-statements.ts'
import { formatFigure } from './format-figure.ts'
import type { Outputs } from './outputs.ts'
import { repairBinding } from './repair-binding.ts'
import { suggestPage } from './suggest-page.ts'
import { isFigure, widgetQuery } from './widget-query.ts'

const outputs: Outputs = {
  delays: {
    table: 'w_1',
    schema: [
      { name: 'carrier', type: 'VARCHAR' },
      { name: 'day', type: 'DATE' },
      { name: 'arr_delay', type: 'DOUBLE' },
      { name: 'he said "x"', type: 'INTEGER' },
    ],
  },
  airports: { table: 'w_2', schema: [{ name: 'name', type: 'VARCHAR' }] },
}

function widget<K extends WidgetKind>(
  kind: K,
  settings: Partial<WidgetSettings[K]>,
  id = 'wi_aaaaaaaaaa',
): Widget {
  return {
    id,
    kind,
    page: 'pg_aaaaaaaaaa',
    title: {},
    place: { x: 0, y: 0, w: 3, h: 3 },
    settings: { ...widgetSpecs[kind].initial, output: 'delays', ...settings },
  } as unknown as Widget
}

function sqlOf(figure: Widget, state: FilterState = {}, filters: Widget[] = []): string {
  if (!isFigure(figure)) throw new Error('not a figure')
  const widgets = Object.fromEntries(filters.map((entry) => [entry.id, entry]))
  const app = { title: {}, summary: {}, pages: [], widgets }
  const query = widgetQuery(figure, outputs, activeFilters(app, outputs, state))
  return query.ok ? query.value.sql : query.failure.code
}

const select = widget('select-filter', { column: 'carrier' }, 'wi_select0000')
const days = widget('date-filter', { column: 'day' }, 'wi_days000000')

test('a filter acts on every widget whose output has its column, and on no other', () => {
  const state: FilterState = withFilter({}, 'wi_select0000', {
    kind: 'one-of',
    values: ["O'Hare", null],
  })
  expect(sqlOf(widget('kpi', {}), state, [select])).toContain(
    `(CAST(t."carrier" AS VARCHAR) IN ('O''Hare') OR t."carrier" IS NULL)`,
  )
  expect(sqlOf(widget('kpi', { output: 'airports' }), state, [select])).not.toContain('WHERE')
})

test('a span of days filters by whole days, and a text that is no day is not used', () => {
  const state = withFilter({}, 'wi_days000000', {
    kind: 'days',
    from: '2024-02-29',
    to: "x' OR 1=1",
  })
  const sql = sqlOf(widget('kpi', {}), state, [days])
  expect(sql).toContain(`WHERE (CAST(t."day" AS DATE) >= DATE '2024-02-29')`)
  expect(sql).not.toContain('1=1')
})

test('names are quoted, ties are broken and limits stay within bounds', () => {
  const sql = sqlOf(
    widget('table', {
      columns: ['he said "x"'],
      sort: { column: 'carrier', direction: 'descending' },
      limit: 1e9,
    }),
  )
  expect(sql).toBe(
    'SELECT t."he said ""x"""\nFROM "w_1" AS t\nORDER BY t."carrier" DESC NULLS LAST, t.rowid\nLIMIT 10000',
  )
})

test('the first statements of an app are asked once each, and a broken widget asks none', () => {
  const twins = [widget('kpi', {}), widget('kpi', {}, 'wi_twin000000')]
  const broken = widget('chart', { x: 'gone' }, 'wi_broken0000')
  const widgets = [...twins, broken, widget('text', {}, 'wi_text000000'), select, days]
  const app = {
    title: {},
    summary: {},
    pages: [],
    widgets: Object.fromEntries(widgets.map((entry) => [entry.id, entry])),
  }
  const asked = firstStatements(app, outputs)
  expect(asked.map((one) => one.widget.kind)).toEqual(['kpi', 'select-filter', 'date-filter'])
  expect(asked[0]?.sql).toBe(sqlOf(widget('kpi', {})))
})

test('a chart without a column to draw along asks for it', () => {
  expect(sqlOf(widget('chart', {}))).toBe('widget.column-unchosen')
})

test('a renamed column is found again by its closest name, and one click writes it', () => {
  const broken = widget('kpi', { measure: { function: 'average', column: 'arrdelay' } })
  const [found] = checkWidget(broken, outputs)
  expect(found).toMatchObject({ code: 'widget.column-missing', args: { closest: 'arr_delay' } })
  expect(found && repairBinding(broken, found)).toEqual({
    key: 'measure',
    value: { function: 'average', column: 'arr_delay' },
  })
})

test('a text column gives no average, and a number no span of days', () => {
  const average = widget('kpi', { measure: { function: 'average', column: 'carrier' } })
  expect(checkWidget(average, outputs)[0]?.code).toBe('widget.column-not-number')
  expect(checkWidget(widget('date-filter', { column: 'arr_delay' }), outputs)[0]?.code).toBe(
    'widget.column-not-day',
  )
})

test('an output that only a prototype knows is missing', () => {
  expect(checkWidget(widget('kpi', { output: 'constructor' }), outputs)[0]?.setting).toBe('output')
})

test('filter choices survive an address, and rubbish in one is left out', () => {
  const state: FilterState = {
    wi_select0000: { kind: 'one-of', values: ['a&b=c', '北京', null] },
    wi_days000000: { kind: 'days', from: '2024-01-01', to: null },
  }
  expect(decodeFilters(encodeFilters(state))).toEqual(state)
  expect(
    decodeFilters('__proto__=vx&wi_days000000=d2024-13-45~&x=%E0%A4%A&wi_select0000=q'),
  ).toEqual({})
})

test.each([
  [1234567.891, { style: 'plain', decimals: null, unit: '' }, 'en', '1,234,567.9'],
  [0.1234, { style: 'percent', decimals: null, unit: '' }, 'en', '12.3%'],
  [1234567, { style: 'compact', decimals: null, unit: '' }, 'zh', '123.5万'],
  ['12.30', { style: 'plain', decimals: 1, unit: '$' }, 'en', '$12.3'],
  [12n, { style: 'plain', decimals: null, unit: '分钟' }, 'zh', '12分钟'],
  ['2024-01-31', { style: 'plain', decimals: null, unit: '' }, 'en', '2024-01-31'],
  [null, { style: 'plain', decimals: null, unit: 'min' }, 'en', '–'],
] as const)('%s is written for a reader', (value, format, language, text) => {
  expect(formatFigure(value, format, language)).toBe(text)
})

test('a suggested page binds every widget without a problem and overlaps nowhere', () => {
  const drafts = suggestPage('delays', outputs.delays?.schema ?? [])
  for (const [index, draft] of drafts.entries()) {
    const made = { ...draft, id: `wi_${String(index).padStart(10, '0')}`, page: 'pg_aaaaaaaaaa' }
    expect(checkWidget(made as Widget, outputs)).toEqual([])
    expect(draft.place.x + draft.place.w).toBeLessThanOrEqual(12)
  }
  expect(new Set(drafts.map((draft) => draft.kind)).size).toBe(5)
})
