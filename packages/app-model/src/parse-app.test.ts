import { expect, test } from 'vitest'
import { appLimits } from './app-limits.ts'
import { parseApp } from './parse-app.ts'
import { widgetKinds, widgetSpecs } from './widget-specs.ts'

const page = 'pg_aaaaaaaaaa'
const widgetId = (index: number) => `wi_${String(index).padStart(10, 'a')}`

function widget(index: number, patch: object = {}): object {
  return {
    id: widgetId(index),
    kind: 'text',
    page,
    title: {},
    place: { x: 0, y: index, w: 12, h: 2 },
    settings: { text: { en: 'hello' } },
    ...patch,
  }
}

function app(widgets: readonly object[], patch: object = {}): unknown {
  const keyed = Object.fromEntries(widgets.map((entry, index) => [widgetId(index), entry]))
  return {
    title: { en: 'Delays' },
    summary: {},
    pages: [{ id: page, title: {}, order: 'a0' }],
    widgets: keyed,
    ...patch,
  }
}

test('an app with every kind of widget in its initial settings is read', () => {
  const widgets = widgetKinds.map((kind, index) =>
    widget(index, { kind, settings: widgetSpecs[kind].initial }),
  )
  const parsed = parseApp(app(widgets))
  expect(parsed.ok && Object.keys(parsed.value.widgets)).toHaveLength(widgetKinds.length)
})

test('pages come out in their order', () => {
  const pages = [
    { id: 'pg_bbbbbbbbbb', title: {}, order: 'a1' },
    { id: page, title: {}, order: 'a0' },
  ]
  const parsed = parseApp(app([], { pages }))
  expect(parsed.ok && parsed.value.pages.map((entry) => entry.id)).toEqual([page, 'pg_bbbbbbbbbb'])
})

test.each([
  ['nothing', null],
  ['a text', 'app'],
  ['a list', []],
  ['an empty object', {}],
])('%s is refused', (_, value) => {
  expect(parseApp(value)).toMatchObject({ ok: false, failure: { code: 'app.unreadable' } })
})

test('prototype keys are refused or dropped, and never reach a prototype', () => {
  const text = JSON.stringify(app([widget(0)]))
  const asWidget = text.replace(`"${widgetId(0)}":{`, '"__proto__":{')
  const parsed = parseApp(JSON.parse(asWidget))
  expect(parsed.ok && Object.keys(parsed.value.widgets)).toEqual([])
  expect(parsed.ok && Object.getPrototypeOf(parsed.value.widgets)).toBe(Object.prototype)
  const asSetting = text.replace('"text":{"en"', '"__proto__":{"polluted":true},"text":{"en"')
  expect(JSON.stringify(parseApp(JSON.parse(asSetting)))).not.toContain('polluted')
  expect('polluted' in {}).toBe(false)
})

test.each([
  ['a huge text', widget(0, { settings: { text: { en: 'x'.repeat(appLimits.textLength + 1) } } })],
  ['a widget beyond the grid', widget(0, { place: { x: 8, y: 0, w: 6, h: 2 } })],
  ['a fraction of a cell', widget(0, { place: { x: 0.5, y: 0, w: 6, h: 2 } })],
  ['a widget of no page', widget(0, { page: 'pg_cccccccccc' })],
  ['a widget under another key', widget(1)],
  ['an unknown kind', widget(0, { kind: 'script' })],
  ['a text that is a function call', widget(0, { settings: { text: { en: { call: 'alert' } } } })],
])('%s is refused with the place where it stands', (_, entry) => {
  const parsed = parseApp(app([entry]))
  expect(!parsed.ok && parsed.failure.code).toBe('app.unreadable')
  expect(!parsed.ok && String(parsed.failure.args.path)).toContain('widgets')
})

test('too many widgets are refused by their number alone', () => {
  const widgets = Array.from({ length: appLimits.widgets + 1 }, (_, index) => widget(index))
  expect(parseApp(app(widgets))).toMatchObject({
    failure: { code: 'app.too-many-widgets', args: { count: appLimits.widgets + 1 } },
  })
})

test('a refusal names its place in few words, however long the key is', () => {
  const parsed = parseApp(app([], { widgets: { ['k'.repeat(100_000)]: widget(0) } }))
  expect(JSON.stringify(parsed).length).toBeLessThan(500)
})
