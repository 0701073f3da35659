import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { addStep, canvasStep, settings } from '../../support/pipeline-page.ts'
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

async function openPipeline(page: Page): Promise<void> {
  await page.goto(`${space.url}/workspaces/ws_demolate01/pipeline`)
  await page.getByText('Saved', { exact: true }).waitFor()
}
const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the workspace' }).getByRole('link', { name })
const versionRow = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Versions' }).getByRole('button', { name })

test('[HIST-10] [HIST-15] [HIST-16] [HIST-18] two people edit, history tells who did what, a version is looked at, restored in part and whole, and undo takes it back', async () => {
  const [lin, other] = await Promise.all([
    visitors.signIn('Lin Yue', { viewport: { width: 1280, height: 800 } }),
    visitors.signIn('Amara Okafor', { viewport: { width: 1280, height: 800 } }),
  ])
  await Promise.all([openPipeline(lin), openPipeline(other)])
  await addStep(lin, 'Table by hand', 'Of Lin')
  await addStep(other, 'Table by hand', 'Of Amara')
  await canvasStep(lin, 'Of Amara, Table by hand').waitFor()
  await canvasStep(other, 'Of Lin, Table by hand').waitFor()

  await part(lin, 'History').click()
  await lin.getByRole('button', { name: 'Keep a version now' }).click()
  await lin.getByRole('textbox', { name: 'Name of the version' }).fill('Both were here')
  await lin.getByRole('button', { name: 'Save', exact: true }).click()
  await versionRow(lin, 'Both were here').waitFor()

  // Who did what.
  await lin.getByRole('radio', { name: 'Activity' }).click()
  await lin.getByText(/^Lin Yue of .* added the step “Of Lin”/).waitFor()
  await lin.getByText(/^Amara Okafor of .* added the step “Of Amara”/).waitFor()
  await lin.getByRole('radio', { name: 'Contributions' }).click()
  await lin.getByRole('rowheader', { name: /Lin Yue/ }).waitFor()

  // As it was, with the rows of then.
  await lin.getByRole('radio', { name: 'Versions' }).click()
  await versionRow(lin, 'Both were here').click()
  const then = lin.getByRole('region', { name: 'Drawing of the version' })
  await then
    .getByRole('button', { name: /, Dataset$/ })
    .first()
    .click()
  const cell = lin.getByRole('grid', { name: 'Rows then' }).getByRole('gridcell').first()
  await expect.poll(() => cell.textContent(), { timeout: 20_000 }).toMatch(/^\s*\w/)

  // The other one removes both steps; one comes back alone, then everything.
  for (const name of ['Of Lin', 'Of Amara']) {
    await canvasStep(other, `${name}, Table by hand`).click()
    await other.keyboard.press('Delete')
    await canvasStep(other, `${name}, Table by hand`).waitFor({ state: 'detached' })
  }
  await lin.getByRole('radio', { name: 'Compared with now' }).click()
  const list = lin.getByRole('listbox', { name: 'All changes' })
  await list.getByRole('option', { name: /Of Lin/ }).click()
  await lin.getByRole('button', { name: 'Restore “Of Lin” alone' }).click()
  await lin.getByText(/This adds 1, removes 0 and changes 0 parts/).waitFor()
  await lin.getByRole('button', { name: 'Restore', exact: true }).click()
  await canvasStep(other, 'Of Lin, Table by hand').waitFor()
  expect(await canvasStep(other, 'Of Amara, Table by hand').count()).toBe(0)

  await lin.getByRole('button', { name: 'Restore this version' }).click()
  await lin.getByRole('button', { name: 'Restore', exact: true }).click()
  await canvasStep(other, 'Of Amara, Table by hand').waitFor()
  await versionRow(lin, 'Restored').waitFor()

  await lin.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await canvasStep(other, 'Of Amara, Table by hand').waitFor({ state: 'detached' })
  expect(await canvasStep(other, 'Of Lin, Table by hand').count()).toBe(1)

  // Who wrote the step that is left.
  await canvasStep(other, 'Of Lin, Table by hand').click()
  await settings(other).getByText('Who wrote this').click()
  await settings(other)
    .getByText(/Lin Yue of/)
    .first()
    .waitFor()
  expect(visitors.errors).toEqual([])
})
