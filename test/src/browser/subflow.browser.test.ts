import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askFiles } from '../../support/ask-files.ts'
import { openBrowser } from '../../support/open-browser.ts'
import {
  addComputed,
  addDataset,
  addStep,
  canvasStep,
  palette,
  settings,
} from '../../support/pipeline-page.ts'
import { choose, openVisitors, type Visitors } from '../../support/space-visitor.ts'
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

/** The rows of the selected step, as the grid below the canvas shows them. */
function readRows(page: Page): Promise<string> {
  return page
    .getByRole('grid', { name: 'Rows' })
    .getByRole('row')
    .evaluateAll((rows) =>
      rows
        .map((row) => [...row.querySelectorAll('[role="gridcell"]')])
        .filter((cells) => cells.length > 0)
        .map((cells) => cells.map((cell) => cell.textContent.trim().replaceAll(',', '')).join(' '))
        .sort()
        .join(', '),
    )
}

async function expected(limit: number): Promise<string> {
  const rows = await askFiles(
    `SELECT (distance_mi > ${String(limit)})::VARCHAR AS far, count(*)::INTEGER AS n FROM flights GROUP BY ALL`,
  )
  const words = rows.map(({ far, n }) => `${String(far)} ${String(n)}`)
  return words.sort().join(', ')
}

async function build(page: Page): Promise<void> {
  await addStep(page, 'Parameter', 'Limit')
  await settings(page).getByRole('textbox', { name: 'Name', exact: true }).fill('limit')
  await choose(settings(page).getByRole('combobox', { name: 'Type' }), 'whole number')
  await settings(page).getByRole('textbox', { name: 'Value' }).fill('500')
  await addDataset(page, 'Flights', /flights with delay/i)
  await addStep(page, 'Computed columns', 'Far')
  await addComputed(page, 'far', 'distance_mi > $limit', 0)
  await addStep(page, 'Group', 'Count')
  await settings(page).getByRole('button', { name: 'Add column' }).click()
  await choose(settings(page).getByRole('combobox', { name: 'One row per' }), 'far')
  await settings(page).getByRole('button', { name: 'Add figure' }).click()
}

test('[SUB-3] [SUB-4] a selection becomes a subflow, is used twice with values of its own, and gives the rows the files say', async () => {
  const page = await visitors.signIn('Lin Yue', { viewport: { width: 1440, height: 1000 } })
  await page.goto(`${space.url}/workspaces/ws_demolate01/pipeline`)
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('region', { name: 'Pipeline canvas' }).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  await page.getByText('Start with a dataset').waitFor()
  await build(page)

  await canvasStep(page, 'Far, Computed columns').click()
  await canvasStep(page, 'Count, Group').click({ modifiers: ['Shift'] })
  await page.keyboard.press('ControlOrMeta+g')
  const first = canvasStep(page, 'Subflow 1, Subflow')
  await first.getByText('2 × 2').waitFor()
  await expect.poll(() => readRows(page), { timeout: 20_000 }).toBe(await expected(500))

  await canvasStep(page, 'Flights, Dataset').click()
  await palette(page).getByRole('button', { name: 'Add “Subflow 1”' }).press('Enter')
  await choose(settings(page).getByRole('combobox', { name: 'How “limit” is given' }), 'A value')
  await settings(page).getByRole('textbox', { name: 'Value of “limit”' }).fill('1000')
  await expect.poll(() => readRows(page), { timeout: 20_000 }).toBe(await expected(1000))

  // Inside are the rows of the use one came from, and the trail leads back to it.
  await settings(page).getByRole('button', { name: 'Open', exact: true }).click()
  await canvasStep(page, 'Count, Group').click()
  await expect.poll(() => readRows(page), { timeout: 20_000 }).toBe(await expected(1000))
  await page.keyboard.press('Shift+Enter')
  await expect
    .poll(() => canvasStep(page, 'Subflow 1, Subflow').count(), { timeout: 20_000 })
    .toBe(2)
  expect(visitors.errors).toEqual([])
})
