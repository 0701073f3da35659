import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askFiles } from '../../support/ask-files.ts'
import { keyboardOf, type Keyboard } from '../../support/keyboard.ts'
import { openBrowser } from '../../support/open-browser.ts'
import { canvasStep, settings } from '../../support/pipeline-page.ts'
import { openVisitors, type Visitors } from '../../support/space-visitor.ts'
import { newFolder, startSpace, type SpaceProcess } from '../../support/start-space.ts'

const data = newFolder()
let space: SpaceProcess
let browser: Browser
let visitors: Visitors

beforeAll(async () => {
  ;[space, browser] = await Promise.all([startSpace({ WEFT_DATA: data.path }), openBrowser()])
  visitors = openVisitors(browser, space)
})
afterAll(async () => {
  await browser.close()
  await space.stop()
  data.remove()
})

/** Does one thing by its name, from wherever the focus is. */
async function command(keys: Keyboard, page: Page, words: string): Promise<void> {
  await keys.press('ControlOrMeta+k')
  await keys.awaitFocus(page.getByRole('combobox', { name: 'Find or do anything' }))
  await keys.type(words)
  await page.getByRole('option', { name: words }).and(page.locator('[data-highlighted]')).waitFor()
  await keys.press('Enter')
}

/** Gives the step that has the focus a title and opens its settings. */
async function nameStep(keys: Keyboard, page: Page, kind: string, title: string): Promise<void> {
  await keys.awaitFocus(canvasStep(page, `${kind}, ${kind}`))
  await keys.press('F2')
  await keys.awaitFocus(settings(page).getByRole('textbox', { name: 'Title of the step' }))
  await keys.type(title)
  await keys.press('Enter')
  await keys.awaitFocus(canvasStep(page, `${title}, ${kind}`))
  await keys.press('Enter')
}

/** Adds a step after the one with the focus, from the list that A opens there. */
async function addAfter(keys: Keyboard, page: Page, kind: string, title: string): Promise<void> {
  await keys.press('a')
  await keys.awaitFocus(page.getByRole('combobox', { name: 'Find a step' }))
  await keys.type(kind)
  await keys.press('Enter')
  await nameStep(keys, page, kind, title)
}

/** Leaves the settings for the step they belong to. */
async function leave(keys: Keyboard, page: Page, step: string): Promise<void> {
  await keys.press('Escape')
  await keys.awaitFocus(canvasStep(page, step))
}

async function addDataset(
  keys: Keyboard,
  page: Page,
  title: string,
  dataset: string,
): Promise<void> {
  await command(keys, page, 'Add: Dataset')
  await nameStep(keys, page, 'Dataset', title)
  await keys.awaitFocus(settings(page).getByRole('searchbox'))
  await keys.type(dataset)
  await keys.press('Enter')
  await keys.awaitFocus(settings(page).getByRole('button', { name: 'Change' }))
  await leave(keys, page, `${title}, Dataset`)
}

async function joinAndNarrow(keys: Keyboard, page: Page): Promise<void> {
  const panel = settings(page)
  await addAfter(keys, page, 'Join', 'With origin')
  await keys.pick(panel.getByRole('combobox', { name: 'Right table' }), 'Airports')
  await keys.reach(panel.getByRole('button', { name: 'Add pair' }))
  await keys.press('Enter')
  const left = panel.getByRole('combobox', { name: 'Left column' })
  await keys.awaitFocus(left)
  await keys.pick(left, 'origin')
  await keys.pick(panel.getByRole('combobox', { name: 'Right column' }), 'iata')
  await leave(keys, page, 'With origin, Join')

  await addAfter(keys, page, 'Filter rows', 'Long flights')
  await keys.reach(panel.getByRole('button', { name: 'Add condition' }))
  await keys.press('Enter')
  const column = panel.getByRole('combobox', { name: 'Column' })
  await keys.awaitFocus(column)
  await keys.pick(column, 'distance_mi')
  await keys.pick(panel.getByRole('combobox', { name: 'Comparison' }), 'is at least')
  await keys.write(panel.getByRole('textbox', { name: 'Value' }), '500')
  await leave(keys, page, 'Long flights, Filter rows')
}

async function addColumns(keys: Keyboard, page: Page): Promise<void> {
  const panel = settings(page)
  await addAfter(keys, page, 'Computed columns', 'Hours')
  await keys.reach(panel.getByRole('button', { name: 'Add column' }))
  await keys.press('Enter')
  const name = panel.getByRole('textbox', { name: 'Name', exact: true })
  await keys.awaitFocus(name)
  await keys.write(name, 'late_hours')
  await keys.write(panel.getByLabel('Expression', { exact: true }), 'arr_delay_min / 60.0 ')
  await leave(keys, page, 'Hours, Computed columns')

  await addAfter(keys, page, 'Conditional column', 'Verdict')
  await keys.write(panel.getByRole('textbox', { name: 'Name', exact: true }), 'verdict')
  await keys.reach(panel.getByRole('button', { name: 'Add to “Cases”' }))
  await keys.press('Enter')
  const when = panel.getByRole('group', { name: 'When', exact: true })
  await keys.reach(when.getByRole('radio', { name: 'Conditions' }))
  await keys.press('ArrowRight')
  await keys.write(when.getByRole('textbox', { name: 'When' }), 'arr_delay_min > 15 ')
  await keys.write(panel.getByLabel('Then', { exact: true }), "'late' ")
  await keys.write(panel.getByLabel('Otherwise', { exact: true }), "'on time' ")
  await leave(keys, page, 'Verdict, Conditional column')
}

async function countAndOrder(keys: Keyboard, page: Page): Promise<void> {
  const panel = settings(page)
  await addAfter(keys, page, 'Group', 'By state')
  for (const column of ['state', 'verdict']) {
    await keys.reach(panel.getByRole('button', { name: 'Add column' }))
    await keys.press('Enter')
    const by = panel.getByRole('combobox', { name: 'One row per' }).last()
    await keys.awaitFocus(by)
    await keys.pick(by, column)
  }
  for (const figure of ['Count', 'Sum']) {
    await keys.reach(panel.getByRole('button', { name: 'Add figure' }))
    await keys.press('Enter')
    const control = panel.getByRole('combobox', { name: 'Figure' }).last()
    await keys.awaitFocus(control)
    if (figure === 'Count') continue
    await keys.pick(control, figure)
    await keys.pick(panel.getByRole('combobox', { name: 'of', exact: true }), 'late_hours')
  }
  await leave(keys, page, 'By state, Group')

  await addAfter(keys, page, 'Sort and top N', 'Most flights')
  const orders = [
    ['count', 'Descending'],
    ['state', 'Ascending'],
    ['verdict', 'Ascending'],
  ] as const
  for (const [column, direction] of orders) {
    await keys.reach(panel.getByRole('button', { name: 'Add column' }))
    await keys.press('Enter')
    const key = panel.getByRole('combobox', { name: 'Column' }).last()
    await keys.awaitFocus(key)
    await keys.pick(key, column)
    await keys.pick(panel.getByRole('combobox', { name: 'Direction' }).last(), direction)
  }
  await keys.reach(panel.getByRole('switch', { name: 'Keep only the first rows' }))
  await keys.press('Space')
  await keys.write(panel.getByRole('spinbutton', { name: 'Number of rows' }), '12')
  await leave(keys, page, 'Most flights, Sort and top N')
}

async function finish(keys: Keyboard, page: Page): Promise<void> {
  const panel = settings(page)
  await addAfter(keys, page, 'Choose columns', 'Names')
  await keys.reach(panel.getByRole('button', { name: 'Add column' }))
  await keys.press('Enter')
  const column = panel.getByRole('combobox', { name: 'Column' })
  await keys.awaitFocus(column)
  await keys.pick(column, 'count')
  await keys.write(panel.getByRole('textbox', { name: 'New name of count' }), 'flights')
  await leave(keys, page, 'Names, Choose columns')

  await addAfter(keys, page, 'Output', 'Busy states')
  await keys.write(panel.getByRole('textbox', { name: 'Name', exact: true }), 'busy_states')
  await leave(keys, page, 'Busy states, Output')
}

/** The rows of the selected step, as the grid below the canvas shows them. */
function readRows(page: Page): Promise<string[][]> {
  return page
    .getByRole('grid', { name: 'Rows' })
    .getByRole('row')
    .evaluateAll((rows) =>
      rows
        .map((row) => [...row.querySelectorAll('[role="gridcell"]')])
        .filter((cells) => cells.length > 0)
        .map((cells) => cells.map((cell) => cell.textContent.trim())),
    )
}

const known = `
  WITH long AS (
    SELECT state, arr_delay_min / 60.0 AS late_hours,
           CASE WHEN arr_delay_min > 15 THEN 'late' ELSE 'on time' END AS verdict
    FROM flights JOIN airports ON origin = iata WHERE distance_mi >= 500)
  SELECT count(*)::INTEGER AS flights, state, verdict, sum(late_hours)::DOUBLE AS sum
  FROM long GROUP BY ALL ORDER BY flights DESC, state, verdict LIMIT 12`

test('[KEY-1] a person builds a pipeline of ten steps by keyboard alone, and it gives what the files say', async () => {
  const page = await visitors.signIn('Lin Yue', { viewport: { width: 1440, height: 1200 } })
  await page.goto(`${space.url}/workspaces/ws_demolate01/pipeline`)
  await page.getByText('Saved', { exact: true }).waitFor()
  const keys = keyboardOf(page)
  await command(keys, page, 'Select everything')
  await keys.press('Delete')
  await page.getByText('Start with a dataset').waitFor()

  await addDataset(keys, page, 'Airports', 'airports with coordinates')
  await keys.press('Escape')
  await addDataset(keys, page, 'Flights', 'flights with delay')
  await joinAndNarrow(keys, page)
  await addColumns(keys, page)
  await countAndOrder(keys, page)
  await finish(keys, page)

  await canvasStep(page, 'Busy states, Output').getByText('12 rows').waitFor()
  await expect.poll(() => readRows(page).then(({ length }) => length), { timeout: 20_000 }).toBe(12)
  const figure = (text: string | undefined) => Number(text?.replaceAll(',', ''))
  const shown = await readRows(page)
  const rows = await askFiles(known)
  expect(shown.map(([flights, state, verdict]) => [figure(flights), state, verdict])).toEqual(
    rows.map(({ flights, state, verdict }) => [flights, state, verdict]),
  )
  for (const [index, cells] of shown.entries()) {
    expect(figure(cells[3])).toBeCloseTo(Number(rows[index]?.sum), 3)
  }
  expect(visitors.errors).toEqual([])
})
