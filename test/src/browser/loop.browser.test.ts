import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addWidget, readChart, readTable, setChoices } from '../../support/app-page.ts'
import { askFiles } from '../../support/ask-files.ts'
import { openBrowser } from '../../support/open-browser.ts'
import {
  addComputed,
  addDataset,
  addStep,
  canvasStep,
  matchColumns,
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

const name = 'Late flights by state'

/** Posts a scenario and starts a workspace from it; resolves to the workspace's address. */
async function postAndStart(page: Page, invite: string): Promise<string> {
  await page.getByRole('link', { name: 'Scenarios', exact: true }).click()
  await page.getByRole('link', { name: 'Post a scenario' }).first().click()
  await choose(page.getByRole('combobox', { name: 'Sector' }), 'Logistics')
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill(name)
  await page
    .getByRole('textbox', { name: 'Problem' })
    .fill('Nobody sees in which states flights leave that arrive late.')
  await page.getByRole('button', { name: 'Add a criterion' }).click()
  await page
    .getByRole('textbox', { name: 'Criterion 1' })
    .fill('Every state with its number of late flights.')
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Start a workspace' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox', { name: 'Find an organisation' }).fill(invite)
  await dialog.getByRole('checkbox', { name: new RegExp(invite) }).click()
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  await page.waitForURL(/\/workspaces\/ws_\w+\/pipeline$/)
  return page.url().replace(/\/pipeline$/, '')
}

/** Accepts the invitation that waits in the inbox. */
async function acceptInvitation(page: Page): Promise<void> {
  await page.goto(`${space.url}/inbox`)
  await page.getByRole('link', { name: `invites you into “${name}”` }).click()
  await page.getByRole('button', { name: 'Join the workspace' }).click()
  await page.getByRole('list', { name: '2 here now' }).waitFor()
}

/** Joins the three tables, works out what is late and counts it by state and length of flight. */
async function buildPipeline(lin: Page, amara: Page): Promise<void> {
  await addDataset(amara, 'Airports', /^Airports with coordinates/)
  await canvasStep(amara, 'Airports, Dataset').getByText('3,376 rows').waitFor()
  await addDataset(lin, 'Routes', /^Routes with yearly flights/)
  await addDataset(lin, 'Flights', /^Flights with delay/)
  await canvasStep(lin, 'Flights, Dataset').getByText('20,000 rows').waitFor()
  await addStep(lin, 'Join', 'With airports')
  await choose(settings(lin).getByRole('combobox', { name: 'Right table' }), /Airports/)
  await matchColumns(lin, 'origin', 'iata', 0)
  await addStep(lin, 'Join', 'With routes')
  await choose(settings(lin).getByRole('combobox', { name: 'Right table' }), /Routes/)
  await matchColumns(lin, 'origin', 'origin', 0)
  await matchColumns(lin, 'destination', 'destination', 1)
  await addStep(lin, 'Computed columns', 'Late')
  await addComputed(lin, 'late', 'case when arr_delay_min > 15 then 1 else 0 end', 0)
  await addComputed(lin, 'haul', "case when distance_mi >= 1000 then 'long' else 'short' end", 1)
  await addStep(lin, 'Group', 'By state and haul')
  for (const [index, column] of ['state', 'haul'].entries()) {
    await settings(lin).getByRole('button', { name: 'Add column' }).click()
    const by = settings(lin).getByRole('combobox', { name: 'One row per' }).nth(index)
    await choose(by, column)
  }
  for (const [index, figure] of ['Count', 'Average', 'Sum'].entries()) {
    await settings(lin).getByRole('button', { name: 'Add figure' }).click()
    if (figure === 'Count') continue
    await choose(settings(lin).getByRole('combobox', { name: 'Figure' }).nth(index), figure)
    await choose(settings(lin).getByRole('combobox', { name: 'of' }).last(), 'late')
  }
  await addStep(lin, 'Output', 'States')
}

/** Builds the app, two people at once: a filter and a table by the one, a chart by the other. */
async function buildApp(lin: Page, amara: Page): Promise<void> {
  await amara.getByRole('link', { name: 'App', exact: true }).click()
  await amara.getByRole('textbox', { name: 'Title of the app' }).fill(name)
  await amara
    .getByRole('textbox', { name: /What it answers/ })
    .fill('In which states flights leave that arrive more than 15 minutes late.')
  await setChoices(await addWidget(amara, 'Select filter', 'Length of flight'), { Column: 'haul' })
  await addWidget(amara, 'Table', 'Every state')
  await lin.getByRole('link', { name: 'App', exact: true }).click()
  await lin.getByRole('button', { name: 'Every state', exact: true }).waitFor()
  const chart = await addWidget(lin, 'Chart', 'Late flights')
  await setChoices(chart, {
    'Along the axis': 'state',
    Measure: 'Sum',
    'Column of the measure': 'sum_late',
  })
  await chart.getByRole('spinbutton', { name: 'At most' }).fill('100')
  await amara.getByRole('button', { name: 'Late flights', exact: true }).waitFor()
  await lin.getByText('Saved', { exact: true }).waitFor()
}

/** Publishes a release from the releases tab, naming a feedback item it settles where one is given. */
async function publish(
  page: Page,
  workspace: string,
  notes: string,
  settles?: string,
): Promise<void> {
  await page.goto(`${workspace}/releases`)
  await page.getByRole('button', { name: 'Publish a release' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Results that go into the bundle').waitFor()
  await dialog.getByRole('textbox', { name: 'What is new' }).fill(notes)
  if (settles !== undefined) await dialog.getByRole('checkbox', { name: settles }).click()
  await dialog.getByRole('button', { name: 'Publish a release' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

const question = `
  FROM (SELECT state,
               CASE WHEN distance_mi >= 1000 THEN 'long' ELSE 'short' END AS haul,
               CASE WHEN arr_delay_min > 15 THEN 1 ELSE 0 END AS late
        FROM flights JOIN airports ON origin = iata
        JOIN routes ON routes.origin = flights.origin AND routes.destination = flights.destination)`

/** What the files say: the rows of the table and the figures of the chart, of all flights or of some. */
async function askAnswers(where: string) {
  const [rows, marks] = await Promise.all([
    askFiles(`SELECT coalesce(state, '') AS state, haul, count(*)::INTEGER AS flights,
      avg(late) AS share, sum(late)::INTEGER AS late ${question} ${where} GROUP BY ALL`),
    askFiles(`SELECT coalesce(state, '(empty)') AS state, sum(late)::INTEGER AS late
      ${question} ${where} GROUP BY ALL`),
  ])
  return { rows, marks }
}

const figure = (text: string | undefined) => Number(text?.replaceAll(',', ''))
const byName = (a: readonly unknown[], b: readonly unknown[]) =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1

/** Compares every row of the table and every mark of the chart with the answers of the files. */
async function expectAnswers(player: FrameLocator, where: string): Promise<void> {
  const { rows, marks } = await askAnswers(where)
  expect(rows.length).toBeGreaterThan(20)
  // A chosen filter acts on every widget, each in its own time.
  await expect
    .poll(() => readChart(player, 'Late flights'), { timeout: 20_000 })
    .toSatisfy((shown: readonly string[][]) => {
      const drawn = shown.map(([state, late]) => [state, figure(late)]).toSorted(byName)
      const known = marks.map(({ state, late }) => [state, late]).toSorted(byName)
      expect(drawn).toEqual(known)
      return true
    })
  await player.getByText(`${rows.length} rows`, { exact: true }).waitFor()
  const shown = await readTable(player, 'Every state')
  const exact = shown.map(([state, haul, flights, , late]) => [
    state,
    haul,
    figure(flights),
    figure(late),
  ])
  const known = rows.map(({ state, haul, flights, late }) => [state, haul, flights, late])
  expect(exact.toSorted(byName)).toEqual(known.toSorted(byName))
  for (const [state, haul, , share] of shown) {
    const row = rows.find((one) => one.state === state && one.haul === haul)
    // Shares are written with four decimals; what they are made of is compared exactly above.
    expect(Math.abs(Number(share) - Number(row?.share))).toBeLessThan(0.000_051)
  }
}

describe('the whole loop, by two people of two organisations and a user of a third', () => {
  test('need, co-build, release, run, rate, next release', async () => {
    const [lin, amara, sofia] = await Promise.all([
      visitors.signIn('Lin Yue'),
      visitors.signIn('Amara Okafor'),
      visitors.signIn('Sofia'),
    ])

    // Need: Lin posts a scenario and starts a workspace from it, inviting Amara's organisation.
    const workspace = await postAndStart(lin, 'Evergreen Airport Operations Group')

    // Together: Amara accepts; both see each other, and build pipeline and app in one sitting.
    await acceptInvitation(amara)
    await lin.getByRole('list', { name: '2 here now' }).waitFor()
    await buildPipeline(lin, amara)
    const { rows } = await askAnswers('')
    await canvasStep(amara, 'States, Output').getByText(`${rows.length} rows`).waitFor()
    await buildApp(lin, amara)

    // Release: the space computes it from the document; the app appears in the store.
    await publish(lin, workspace, 'First release: late flights by state.')
    await sofia.goto(`${space.url}/store`)
    await sofia.getByRole('link', { name: new RegExp(name) }).click()
    await sofia.getByRole('link', { name: 'Run', exact: true }).first().click()

    // Run: what the sealed app shows is what the files say, before and after a choice in its filter.
    const player = sofia.frameLocator('iframe')
    await expectAnswers(player, '')
    const filter = player.getByRole('region', { name: 'Length of flight' })
    await filter.getByRole('button').click()
    await player.getByRole('checkbox', { name: /^long/ }).click()
    await sofia.keyboard.press('Escape')
    await expectAnswers(player, "WHERE haul = 'long'")

    // Rate: only now, after a real run.
    await sofia.getByRole('link', { name: 'Rate this release' }).click()
    await sofia.getByRole('radio', { name: '3, fair' }).click()
    await sofia.getByRole('textbox', { name: /What helped/ }).fill('Please add a filter by state.')
    await sofia.getByRole('button', { name: 'Send the rating' }).click()
    await sofia.getByText('Please add a filter by state.').last().waitFor()

    // Next release: the team adds the filter and plans the item, the release names it.
    await setChoices(await addWidget(amara, 'Select filter', 'State'), { Column: 'state' })
    await amara.getByText('Saved', { exact: true }).waitFor()
    await amara.getByRole('link', { name: /^Feedback/ }).click()
    await amara.getByRole('button', { name: 'Plan', exact: true }).click()
    await amara.getByText('Planned').first().waitFor()
    await publish(lin, workspace, 'A filter by state.', 'Please add a filter by state.')

    // Its author is told, and finds what was asked for.
    await sofia.goto(`${space.url}/inbox`)
    await sofia
      .getByRole('link', { name: new RegExp(`settles your feedback|“${name}”.*settles`) })
      .click()
    await sofia
      .getByText(/^Settled in \d/)
      .first()
      .waitFor()
    await sofia.getByRole('link', { name: 'Run', exact: true }).first().click()
    await player.getByRole('region', { name: 'State', exact: true }).getByRole('button').waitFor()
    expect(visitors.errors).toEqual([])
  })
})
