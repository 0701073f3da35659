import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { newFolder, startSpace, type SpaceProcess } from '../../support/start-space.ts'

const packs = fileURLToPath(new URL('../../../sandbox/packs', import.meta.url))
const data = newFolder()
let space: SpaceProcess
let browser: Browser

beforeAll(async () => {
  space = await startSpace({ WEFT_DATA: data.path })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await space.stop()
  data.remove()
})

/** A browser of its own, signed in as a person of the demo space; fails the test on an error in the page. */
async function signIn(person: string, errors: string[]): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(`${person}: ${error.message}`))
  await page.goto(`${space.url}/sign-in`)
  await page.getByRole('button', { name: new RegExp(person) }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  return page
}

/** Calls the API as the person of a page; resolves to the identifier of what was made. */
async function post(page: Page, path: string, body: unknown): Promise<string> {
  const answer = await page.request.post(`${space.url}/api${path}`, {
    data: body,
    headers: { origin: space.url },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return ((await answer.json()) as { id: string }).id
}

const palette = (page: Page) => page.getByRole('complementary', { name: 'Steps' })
const settings = (page: Page) => page.getByRole('complementary', { name: 'Settings' })
const canvasStep = (page: Page, title: string) =>
  page.getByRole('region', { name: 'Pipeline canvas' }).getByRole('group', { name: title })

/** Adds a step by keyboard, after the selected one where there is one, and gives it a title. */
async function addStep(page: Page, kind: string, title: string): Promise<void> {
  await palette(page).getByRole('button', { name: kind, exact: true }).press('Enter')
  const field = settings(page).getByRole('textbox', { name: 'Title of the step' })
  await field.fill(title)
  await field.press('Enter')
}

/** Chooses an option of a select or a combobox. */
async function choose(page: Page, control: Locator, option: string | RegExp): Promise<void> {
  // While a list is open, what lies behind it is hidden from assistive technology and from this test.
  const isTyped = (await control.evaluate((box) => box.tagName)) === 'INPUT'
  await control.click()
  if (isTyped && typeof option === 'string') await control.fill(option)
  await page.getByRole('option', { name: option }).first().click()
}

async function matchColumns(page: Page, left: string, right: string, pair: number): Promise<void> {
  const suggestion = settings(page).getByRole('button', { name: `Match ${left} with ${right}` })
  if (await suggestion.isVisible()) {
    await suggestion.click()
    return
  }
  await settings(page).getByRole('button', { name: 'Add pair' }).click()
  await choose(page, settings(page).getByRole('combobox', { name: 'Left column' }).nth(pair), left)
  await choose(
    page,
    settings(page).getByRole('combobox', { name: 'Right column' }).nth(pair),
    right,
  )
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

/** Asks native DuckDB over the CSV files of the pack. */
async function askFiles(sql: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const table of ['flights', 'airports', 'routes']) {
    const file = join(packs, 'logistics', `${table}.csv`)
    await connection.run(`CREATE VIEW ${table} AS SELECT * FROM read_csv('${file}', header = true)`)
  }
  const rows = (await connection.runAndReadAll(sql)).getRowObjects()
  connection.closeSync()
  instance.closeSync()
  return rows
}

const question = `
  FROM flights JOIN airports ON origin = iata
  JOIN routes ON routes.origin = flights.origin AND routes.destination = flights.destination`

describe('the whole loop, by two people of two organisations and a user of a third', () => {
  test('need, co-build, release, run, rate, next release', async () => {
    const errors: string[] = []
    const [lin, amara, sofia] = await Promise.all(
      ['Lin Yue', 'Amara Okafor', 'Sofia'].map((person) => signIn(person, errors)),
    )
    if (!lin || !amara || !sofia) throw new Error('nobody signed in')

    // Need: Lin posts a scenario and starts a workspace from it, inviting Amara's organisation.
    const scenario = await post(lin, '/scenarios', {
      sector: 'logistics',
      title: { en: 'Late flights by state' },
      problem: { en: 'Nobody sees in which states flights leave that arrive late.' },
      users: {},
      value: {},
      dataWanted: {},
      acceptance: [{ en: 'Every state with its share of late flights.' }],
      deadline: null,
    })
    const started = await post(lin, '/workspaces', {
      scenario,
      title: { en: 'Late flights by state' },
      invite: ['evergreen-airports'],
    })
    const workspace = `${space.url}/workspaces/${started}`
    await lin.goto(`${workspace}/pipeline`)

    // Together: Amara joins; both see each other.
    await amara.goto(`${workspace}/pipeline`)
    await amara.getByRole('button', { name: 'Join the workspace' }).click()
    await lin.getByRole('list', { name: '2 here now' }).waitFor()

    // Co-build: each brings the dataset of their own organisation, a third comes from the catalogue.
    await addStep(amara, 'Dataset', 'Airports')
    await settings(amara)
      .getByRole('button', { name: /^Airports with coordinates/ })
      .click()
    await canvasStep(amara, 'Airports, Dataset').getByText('3,376 rows').waitFor()
    await lin.keyboard.press('Escape')
    await addStep(lin, 'Dataset', 'Routes')
    await settings(lin)
      .getByRole('button', { name: /^Routes with yearly flights/ })
      .click()
    await lin.keyboard.press('Escape')
    await addStep(lin, 'Dataset', 'Flights')
    await settings(lin)
      .getByRole('button', { name: /^Flights with delay/ })
      .click()
    await canvasStep(lin, 'Flights, Dataset').getByText('20,000 rows').waitFor()
    await addStep(lin, 'Join', 'With airports')
    await choose(lin, settings(lin).getByRole('combobox', { name: 'Right table' }), /Airports/)
    await matchColumns(lin, 'origin', 'iata', 0)
    await addStep(lin, 'Join', 'With routes')
    await choose(lin, settings(lin).getByRole('combobox', { name: 'Right table' }), /Routes/)
    await matchColumns(lin, 'origin', 'origin', 0)
    await matchColumns(lin, 'destination', 'destination', 1)
    await addStep(lin, 'Computed columns', 'Late')
    await settings(lin).getByRole('button', { name: 'Add column' }).click()
    await settings(lin).getByRole('textbox', { name: 'Name' }).fill('late')
    await settings(lin)
      .getByLabel('Expression', { exact: true })
      .fill('case when arr_delay_min > 15 then 1 else 0 end')
    await addStep(lin, 'Group', 'By state')
    await settings(lin).getByRole('button', { name: 'Add column' }).click()
    await choose(lin, settings(lin).getByRole('combobox', { name: 'One row per' }), 'state')
    await settings(lin).getByRole('button', { name: 'Add figure' }).click()
    await settings(lin).getByRole('button', { name: 'Add figure' }).click()
    await choose(lin, settings(lin).getByRole('combobox', { name: 'Figure' }).nth(1), 'Average')
    await choose(lin, settings(lin).getByRole('combobox', { name: 'of' }).last(), 'late')
    await addStep(lin, 'Output', 'States')
    const [foretold] = await askFiles(
      `SELECT count(DISTINCT coalesce(state, '')) AS groups, count(*) AS flights ${question}`,
    )
    const groups = String(foretold?.groups)
    await canvasStep(amara, 'States, Output').getByText(`${groups} rows`).waitFor()

    // The app: Amara lets the workbench suggest a page from the output.
    await amara.getByRole('link', { name: 'App', exact: true }).click()
    await amara.getByRole('textbox', { name: 'Title of the app' }).fill('Late flights by state')
    await amara
      .getByRole('textbox', { name: /What it answers/ })
      .fill('In which states flights leave that arrive more than 15 minutes late.')
    await amara.getByRole('button', { name: /Suggest widgets from/ }).click()
    await amara.getByText('Saved').waitFor()

    // Release: the space computes it from the document; the app appears in the store.
    await publish(lin, workspace, 'First release: late flights by state.')
    await sofia.goto(`${space.url}/store`)
    await sofia.getByRole('link', { name: /Late flights by state/ }).click()
    await sofia.getByRole('link', { name: 'Run', exact: true }).first().click()

    // Run: what the sealed app shows is what the files say.
    const player = sofia.frameLocator('iframe')
    const table = player.getByRole('table').first()
    await table.getByRole('row').nth(5).waitFor()
    const shown = await table
      .getByRole('row')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim())),
      )
    const expected = await askFiles(
      `SELECT state, count(*)::INTEGER AS flights, avg(CASE WHEN arr_delay_min > 15 THEN 1 ELSE 0 END) AS late
       ${question} GROUP BY state`,
    )
    const cells = shown.filter(([state]) => state !== undefined && state !== '')
    expect(cells.length).toBeGreaterThan(5)
    for (const [state, flights, late] of cells) {
      const row = expected.find((one) => one.state === state)
      expect(row, `the files know the state ${state}`).toBeDefined()
      expect(Number(flights?.replaceAll(',', ''))).toBe(row?.flights)
      expect(Number(late)).toBeCloseTo(Number(row?.late), 2)
    }

    // Rate: only now, after a real run.
    await sofia.getByRole('link', { name: 'Rate this release' }).click()
    await sofia.getByRole('radio', { name: '3, fair' }).click()
    await sofia.getByRole('textbox', { name: /What helped/ }).fill('Please add a filter by state.')
    await sofia.getByRole('button', { name: 'Send the rating' }).click()
    await sofia.getByText('Please add a filter by state.').last().waitFor()

    // Next release: the team plans the item, the release names it, its author is told.
    await amara.goto(`${workspace}/feedback`)
    await amara.getByRole('button', { name: 'Plan', exact: true }).click()
    await amara.getByText('Planned').first().waitFor()
    await publish(lin, workspace, 'A filter by state.', 'Please add a filter by state.')
    await sofia.reload()
    await sofia
      .getByText(/^Settled in \d/)
      .first()
      .waitFor()
    await sofia.goto(`${space.url}/inbox`)
    await sofia
      .getByText(/Late flights by state/)
      .first()
      .waitFor()
    expect(errors).toEqual([])
  })
})
