import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addWidget } from '../../support/app-page.ts'
import { openBrowser } from '../../support/open-browser.ts'
import { addDataset, addStep, canvasStep, settings } from '../../support/pipeline-page.ts'
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

const berths = 'berth,ship,wait_h\nB1,Ada,1.5\nB1,Bea,2.5\nB2,Cat,4\n'
const quays = 'quay,vessel,duration,memo\nQ1,Una,3,x\nQ2,Val,5,y\nQ2,Wim,6,z\nQ3,Xia,0.5,w\n'

/** Waits by berth, worked out from a file itself. */
function waitsIn(csv: string, figure: 'sum' | 'mean'): string[] {
  const groups = new Map<string, number[]>()
  for (const line of csv.trim().split('\n').slice(1)) {
    const [berth = '', , wait] = line.split(',')
    groups.set(berth, [...(groups.get(berth) ?? []), Number(wait)])
  }
  return [...groups].map(([berth, waits]) => {
    const sum = waits.reduce((a, b) => a + b, 0)
    return `${berth} ${figure === 'sum' ? sum : sum / waits.length}`
  })
}

/** Offers a file as a dataset; roles by column. */
async function offer(page: Page, title: string, csv: string, roles: object): Promise<void> {
  const status = await page.evaluate(
    async ({ csv: text, title: name, roles: given }) => {
      const send = (path: string, type: string, body: string) =>
        fetch(`/api${path}`, { method: 'POST', headers: { 'content-type': type }, body })
      const sent = (await (await send('/uploads', 'text/csv', text)).json()) as {
        id: string
        columns: { name: string; type: string }[]
      }
      const draft = {
        upload: sent.id,
        sector: 'logistics',
        title: { en: name },
        description: {},
        licence: { spdx: 'CC0-1.0', statement: '', attribution: name },
        columns: sent.columns.map((column) => ({
          ...column,
          unit: null,
          description: {},
          role: (given as Record<string, string | undefined>)[column.name] ?? null,
        })),
      }
      return (await send('/datasets', 'application/json', JSON.stringify(draft))).status
    },
    { csv, title, roles },
  )
  expect(status).toBe(200)
}

/** Groups Lin's berths and shows them in a table of the app. */
async function buildWaits(page: Page): Promise<void> {
  await addDataset(page, 'Calls', /^Berth calls/)
  await canvasStep(page, 'Calls, Dataset').getByText('3 rows').waitFor()
  await addStep(page, 'Group', 'By berth')
  await settings(page).getByRole('button', { name: 'Add column' }).click()
  await choose(settings(page).getByRole('combobox', { name: 'One row per' }), 'berth')
  await settings(page).getByRole('button', { name: 'Add figure' }).click()
  await choose(settings(page).getByRole('combobox', { name: 'Figure' }), 'Sum')
  await choose(settings(page).getByRole('combobox', { name: 'of' }).last(), 'wait_h')
  await addStep(page, 'Output', 'Waits')
  await page.getByRole('link', { name: 'App', exact: true }).click()
  await addWidget(page, 'Table', 'Every berth')
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Pipeline', exact: true }).click()
}

/** The rows the preview of a step shows, each as its cells. */
async function previewOf(page: Page, step: string): Promise<string[]> {
  await canvasStep(page, step).click()
  const rows = page.getByRole('grid').getByRole('row')
  const texts = await rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent.trim()).join(' '),
    ),
  )
  return texts.filter(Boolean).sort()
}

/** Waits until the preview of the group shows these rows, and no other. */
async function showsWaits(page: Page, rows: readonly string[]): Promise<void> {
  const shown = () => previewOf(page, 'By berth, Group')
  await expect.poll(shown, { timeout: 20_000 }).toEqual(rows)
}

async function makeTemplate(page: Page, go: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Make a template…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('3 columns expected').waitFor()
  if (go === 'Make the version') {
    await dialog.getByRole('textbox', { name: 'What is new' }).fill('The mean wait')
  } else {
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Waits by berth')
    await dialog.getByText('The whole space').click()
  }
  await dialog.getByRole('button', { name: go }).click()
  await page.getByRole('heading', { name: 'Waits by berth', level: 1 }).waitFor()
}

test('[TPL-6] a template is made, started with other columns by another organisation, and updated by a proposal', async () => {
  const lin = await visitors.signIn('Lin Yue')
  const jonas = await visitors.signIn('Jonas Weber')
  await offer(lin, 'Berth calls', berths, { berth: 'dimension', wait_h: 'measure' })
  await offer(jonas, 'Quay visits', quays, { quay: 'dimension' })

  // Lin builds, looks at what is taken out, and makes the template.
  await lin.goto(`${space.url}/scenarios`)
  await lin.getByRole('main').getByRole('link').filter({ hasText: /./ }).nth(1).click()
  await lin.getByRole('button', { name: 'Start a workspace' }).click()
  await lin.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click()
  await lin.waitForURL(/\/workspaces\/ws_\w+\/pipeline$/)
  const upstream = lin.url()
  await buildWaits(lin)
  await showsWaits(lin, waitsIn(berths, 'sum'))
  await makeTemplate(lin, 'Make the template')

  // Jonas, of another organisation, finds it; one column is matched by its role, one by hand.
  await jonas.goto(`${space.url}/workspaces`)
  await jonas.getByRole('link', { name: 'Start from a template' }).click()
  await jonas.getByRole('searchbox', { name: 'Search templates' }).fill('berth')
  await jonas.getByRole('link', { name: /Waits by berth/ }).click()
  await jonas.getByRole('link', { name: 'Start a workspace' }).click()
  await choose(jonas.getByRole('combobox', { name: 'Dataset' }), 'Quay visits')
  const berth = jonas.getByRole('combobox', { name: 'Column for berth' })
  await berth.getByText('quay').waitFor()
  const wait = jonas.getByRole('combobox', { name: 'Column for wait_h' })
  await jonas.getByText('A step or widget needs this column.').waitFor()
  await choose(wait, /duration/)
  await jonas.getByRole('textbox', { name: 'Title of the workspace' }).fill('Waits by quay')
  await jonas.getByRole('button', { name: 'Start the workspace' }).click()
  await jonas.waitForURL(/\/workspaces\/ws_\w+\/pipeline$/)
  await showsWaits(jonas, waitsIn(quays, 'sum'))
  await jonas.getByRole('link', { name: 'App', exact: true }).click()
  await jonas.getByRole('button', { name: 'Every berth', exact: true }).waitFor()
  await jonas.getByRole('button', { name: /^Made from Waits by berth by/ }).waitFor()

  // Upstream changes: Jonas is told, and merges it as a proposal.
  await lin.goto(upstream)
  await canvasStep(lin, 'By berth, Group').click()
  await choose(settings(lin).getByRole('combobox', { name: 'Figure' }), 'Average')
  await lin.getByText('Saved', { exact: true }).waitFor()
  await makeTemplate(lin, 'Make the version')
  await jonas.reload()
  await jonas.getByRole('button', { name: 'Update available' }).click()
  const dialog = jonas.getByRole('dialog', { name: 'Update from “Waits by berth”' })
  await dialog.getByText('The mean wait').waitFor()
  await dialog.getByRole('button', { name: 'Open the proposal' }).click()
  await jonas.getByRole('heading', { name: 'Update from “Waits by berth”, version 2' }).waitFor()
  await jonas.getByRole('button', { name: 'Merge', exact: true }).click()
  await jonas.getByRole('button', { name: 'Merge now' }).click()
  await jonas.getByText(/merged by Jonas Weber/).waitFor()
  await jonas.getByRole('link', { name: 'Pipeline', exact: true }).click()
  await showsWaits(jonas, waitsIn(quays, 'mean'))
  expect(visitors.errors).toEqual([])
})
