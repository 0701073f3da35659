import { widgetSpecs, type App, type Widget } from '@weft/app-model'
import { accept, refuse, type Language, type Outcome } from '@weft/kernel'
import type { Cell, ResultTable } from '@weft/query-engine'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick, type VNode } from 'vue'
import type { AppContext, WidgetQuestion } from './app-context.ts'
import AppPage from './AppPage.vue'
import ChartFigures from './ChartFigures.vue'

const page = 'pg_aaaaaaaaaa'
const mounted: { unmount(): void }[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

function tableOf(names: readonly string[], rows: readonly (readonly Cell[])[]): ResultTable {
  return {
    schema: names.map((name) => ({ name, type: 'VARCHAR' })),
    rows: rows.length,
    cell: (row, column) => rows[row]?.[column] ?? null,
  }
}

function widget(index: number, kind: Widget['kind'], settings: object): Widget {
  return {
    id: `wi_000000000${index}`,
    kind,
    page,
    title: { en: `Widget ${index}`, zh: `组件 ${index}` },
    place: { x: 0, y: index * 3, w: 6, h: 3 },
    settings: { ...widgetSpecs[kind].initial, ...settings },
  } as unknown as Widget
}

function mount(render: () => VNode): HTMLElement {
  const root = document.body.appendChild(document.createElement('div'))
  const vue = createApp({ render })
  vue.mount(root)
  mounted.push(vue)
  return root
}

async function show(
  widgets: readonly Widget[],
  answer: (question: WidgetQuestion) => Outcome<ResultTable>,
  language: Language = 'en',
): Promise<HTMLElement> {
  const app: App = {
    title: {},
    summary: {},
    pages: [{ id: page, title: {}, order: 'a0' }],
    widgets: Object.fromEntries(widgets.map((entry) => [entry.id, entry])),
  }
  const context: AppContext = {
    app,
    outputs: { delays: { table: 'w_1', schema: [{ name: 'carrier', type: 'VARCHAR' }] } },
    port: { query: (question) => Promise.resolve(answer(question)) },
    filters: {},
    active: [],
    language,
    failures: {
      'engine.statement': { status: 422, en: 'Broken: {message}', zh: '出错:{message}' },
    },
    choose: () => undefined,
  }
  const root = mount(() => h(AppPage, { context, page }))
  await new Promise((resolve) => setTimeout(resolve, 5))
  await nextTick()
  return root
}

test('a figure shows the number its port gave', async () => {
  const root = await show([widget(1, 'kpi', { output: 'delays' })], () =>
    accept(tableOf(['value', 'row_count'], [[1234567n, 3n]])),
  )
  expect(root.querySelector('.app-kpi')?.textContent.trim()).toBe('1,234,567')
})

test('a widget without an output says what to do, in the reader’s language', async () => {
  const root = await show([widget(1, 'kpi', {})], () => refuse('never'), 'zh')
  expect(root.textContent).toContain('请选择一个输出')
  expect(root.textContent).toContain('组件 1')
})

test('a refused question is told with a way to try again', async () => {
  const root = await show([widget(1, 'table', { output: 'delays' })], () =>
    refuse('engine.statement', { message: 'no' }),
  )
  expect(root.querySelector('[role=alert]')?.textContent).toContain('Broken: no')
  expect(root.querySelector('[role=alert] button')).not.toBe(null)
})

test('a table shows its rows as text, and an empty result says so', async () => {
  const rows = [['<img src=x onerror=alert(1)>']]
  const root = await show([widget(1, 'table', { output: 'delays' })], () =>
    accept(tableOf(['carrier'], rows)),
  )
  expect(root.querySelector('td')?.textContent.trim()).toBe('<img src=x onerror=alert(1)>')
  expect(root.querySelector('img')).toBe(null)
  const empty = await show([widget(1, 'table', { output: 'delays' })], () =>
    accept(tableOf(['carrier'], [])),
  )
  expect(empty.textContent).toContain('No rows match.')
})

test('fractions of a column stand below each other with equally many decimals', async () => {
  const table = {
    ...tableOf(
      ['share', 'year'],
      [
        [0.123456789, 2024],
        [0.5, 2025],
      ],
    ),
    schema: [
      { name: 'share', type: 'DOUBLE' },
      { name: 'year', type: 'INTEGER' },
    ],
  }
  const root = await show([widget(1, 'table', { output: 'delays' })], () => accept(table))
  const cells = [...root.querySelectorAll('td')]
  expect(cells.map((cell) => cell.textContent.trim())).toEqual(['0.1235', '2024', '0.5000', '2025'])
  expect(cells[0]?.title).toBe('0.123456789')
})

test('text becomes elements, hostile links stay words', async () => {
  const text = { en: '# Hello\n[bad](javascript:alert(1)) and [good](https://example.org)' }
  const root = await show([widget(1, 'text', { text })], () => refuse('never'))
  expect(root.querySelector('h2')?.textContent).toBe('Hello')
  const links = [...root.querySelectorAll('a')]
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://example.org'])
  expect(links[0]?.getAttribute('rel')).toContain('noopener')
})

test('a chart’s figures are told to people who do not see the drawing', () => {
  const figures = {
    places: ['AK', 'WA'],
    series: [{ name: '', values: [3, null] }],
  }
  const settings = { ...widgetSpecs.chart.initial, x: 'state' }
  const root = mount(() =>
    h(ChartFigures, { figures, settings, language: 'zh', label: '图表数据:晚到' }),
  )
  const rows = [...root.querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()),
  )
  expect(rows).toEqual([
    ['state', '数值'],
    ['AK', '3'],
    ['WA', '–'],
  ])
  expect(root.querySelector('table')?.getAttribute('aria-label')).toBe('图表数据:晚到')
})
