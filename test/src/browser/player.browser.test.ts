import { tableFromArrays, tableToIPC } from '@uwdata/flechette'
import { widgetSpecs, type App, type Widget, type WidgetId } from '@weft/app-model'
import { firstStatements } from '@weft/app-runtime'
import type { LocalText } from '@weft/kernel'
import type { Pipeline } from '@weft/pipeline-model'
import { writeBundle, type BundleAnswer } from '@weft/release-model'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { openPlayerPage, type PlayerPage } from '../../support/player-page.ts'

const page = 'pg_aaaaaaaaaa'
const hostile =
  '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">[x](javascript:window.pwned=1)'

const schema = [
  { name: 'city', type: 'VARCHAR' },
  { name: 'delay', type: 'DOUBLE' },
]

/** The answer to the figure alone: everything else needs the engine. */
function answersOf(app: App): BundleAnswer[] {
  const asked = firstStatements(app, { delays: { table: 'w_1', schema } })
  const table = tableFromArrays({ value: Float64Array.of(780), row_count: BigInt64Array.of(40n) })
  const bytes = tableToIPC(table, { format: 'stream' })
  const columns = [
    { name: 'value', type: 'DOUBLE' },
    { name: 'row_count', type: 'BIGINT' },
  ]
  return asked
    .filter(({ widget }) => widget.kind === 'kpi')
    .map(({ sql }) => ({ sql, schema: columns, bytes: bytes ?? new Uint8Array() }))
}

function bundleOf(words: string): Uint8Array {
  const text: LocalText = { en: words, zh: words }
  const cities = ['Graz', '上海', 'Lyon', words]
  const day = Array.from({ length: 40 }, (_, index) => cities[index % 4] ?? '')
  const delays = Float64Array.from(day, (_, index) => index)
  const bytes = tableToIPC(tableFromArrays({ city: day, delay: delays }), { format: 'stream' })
  if (!bytes) throw new Error('no bytes')
  const widgets: Omit<Widget, 'id' | 'page' | 'title'>[] = [
    { kind: 'text', place: { x: 0, y: 0, w: 12, h: 2 }, settings: { text } },
    {
      kind: 'select-filter',
      place: { x: 0, y: 2, w: 3, h: 2 },
      settings: { output: 'delays', column: 'city', multiple: true },
    },
    {
      kind: 'kpi',
      place: { x: 0, y: 4, w: 3, h: 3 },
      settings: {
        ...widgetSpecs.kpi.initial,
        output: 'delays',
        measure: { function: 'sum', column: 'delay' },
      },
    },
    {
      kind: 'chart',
      place: { x: 3, y: 4, w: 9, h: 7 },
      settings: {
        ...widgetSpecs.chart.initial,
        output: 'delays',
        x: 'city',
        measure: { function: 'average', column: 'delay' },
        series: 'city',
      },
    },
    {
      kind: 'table',
      place: { x: 0, y: 11, w: 12, h: 8 },
      settings: { ...widgetSpecs.table.initial, output: 'delays' },
    },
  ]
  const made = widgets.map((widget, index) => {
    const id = `wi_000000000${index}` as WidgetId
    return [id, { ...widget, id, page, title: text } as Widget] as const
  })
  const app: App = {
    title: text,
    summary: text,
    pages: [{ id: page, title: text, order: 'a0' }],
    widgets: Object.fromEntries(made),
  }
  const pipeline: Pipeline = {
    id: 'pl_aaaaaaaaaa',
    title: text,
    steps: {},
    edges: [],
    positions: {},
  }
  return writeBundle({
    about: {
      app: 'ap_aaaaaaaaaa',
      version: '1.0.0',
      title: text,
      notes: text,
      publishedAt: '2026-01-02T03:04:05.000Z',
      datasets: [],
      contributors: [],
      settled: [],
    },
    pipeline,
    app,
    answers: answersOf(app),
    outputs: [
      {
        name: 'delays',
        table: 'w_1',
        schema,
        rows: 40,
        bytes,
      },
    ],
  }).bytes
}

let browser: Browser
let player: PlayerPage

beforeAll(async () => {
  ;[browser, player] = await Promise.all([openBrowser(), openPlayerPage()])
})
afterAll(async () => {
  await browser.close()
  await player.dispose()
})

async function run(
  bytes: Uint8Array,
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<{ around: Page; inside: Frame }> {
  const around = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await prepare(around)
  await around.goto(player.address)
  await around.waitForFunction('window.news.some((one) => one.kind === "ready")')
  const base64 = Buffer.from(bytes).toString('base64')
  await around.evaluate(
    `window.open_(${JSON.stringify(base64)}, { language: 'en', theme: 'light' })`,
  )
  const inside = around.frames().find((frame) => frame !== around.mainFrame())
  if (!inside) throw new Error('no frame')
  return { around, inside }
}

test('a released app shows its numbers from its bundle alone and says when it has', async () => {
  const { around, inside } = await run(bundleOf('Berlin'))
  await inside.locator('.app-kpi', { hasText: /^\s*780\s*$/ }).waitFor()
  await around.waitForFunction('window.news.some((one) => one.kind === "shown")')
  await inside.waitForSelector('.app-table tbody td')
  expect(await inside.locator('canvas').count()).toBe(1)
  const strange = player.asked.filter((path) => path !== '/' && !path.startsWith('/player/'))
  expect(strange.filter((path) => path !== '/favicon.ico')).toEqual([])
  await inside.locator('.app-filter-button').click()
  await inside.locator('.app-options-list').getByText('Graz', { exact: true }).click()
  await inside.locator('.app-kpi', { hasText: /^\s*180\s*$/ }).waitFor()
  await around.close()
})

test('[REL-4] the first numbers need no engine, and one that cannot be had is told', async () => {
  const { around, inside } = await run(bundleOf('Berlin'), (page) =>
    page.route('**/*.wasm', (route) => route.abort()),
  )
  await inside.locator('.app-kpi', { hasText: /^\s*780\s*$/ }).waitFor()
  await around.waitForFunction('window.news.some((one) => one.kind === "shown")')
  await inside.locator('.player-trouble[role=alert]').waitFor()
  expect(await inside.locator('.app-kpi').textContent()).toContain('780')
  await around.close()
})

test('the frame reaches no network, no cookie, no storage and no parent', async () => {
  const { around, inside } = await run(bundleOf('Berlin'))
  await inside.waitForSelector('.app-kpi')
  const reached = await inside.evaluate(async () => {
    const tried = async (what: () => unknown) => {
      try {
        await what()
        return 'reached'
      } catch {
        return 'refused'
      }
    }
    return {
      origin: globalThis.origin,
      api: await tried(() => fetch('/api/session')),
      page: await tried(() => fetch('/player/index.html')),
      abroad: await tried(() => fetch('http://127.0.0.1:9/')),
      cookie: await tried(() => document.cookie),
      storage: await tried(() => localStorage.length),
      parent: await tried(() => parent.document.title),
      top: await tried(() => {
        ;(top ?? parent).location.href = 'about:blank'
      }),
    }
  })
  expect(reached).toEqual({
    origin: 'null',
    api: 'refused',
    page: 'refused',
    abroad: 'refused',
    cookie: 'refused',
    storage: 'refused',
    parent: 'refused',
    top: 'refused',
  })
  expect(player.asked).not.toContain('/api/session')
  expect(around.url()).toBe(`${player.address}/`)
  await around.close()
})

test('a hostile bundle is shown as words and runs nothing', async () => {
  const { around, inside } = await run(bundleOf(hostile))
  await inside.locator('.app-kpi', { hasText: /^\s*780\s*$/ }).waitFor()
  await inside.waitForSelector('.app-table tbody td')
  await inside.locator('.app-filter-button').click()
  await inside.waitForSelector('.app-options-list li')
  expect(await inside.evaluate(() => 'pwned' in globalThis)).toBe(false)
  expect(await inside.locator('img, a[href^="javascript"], main script').count()).toBe(0)
  expect(await inside.locator('h1').textContent()).toBe(hostile)
  await around.close()
})

test('a damaged bundle is refused before anything of it is shown', async () => {
  const bytes = bundleOf('Berlin')
  bytes.fill(0, 200, 260)
  const { around, inside } = await run(bytes)
  await inside.waitForSelector('[role=alert]')
  await around.waitForFunction('window.news.some((one) => one.kind === "failed")')
  expect(await inside.locator('.app-page').count()).toBe(0)
  await around.close()
})
