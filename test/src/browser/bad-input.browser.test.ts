import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { openLine, type Line } from '../../support/open-line.ts'
import { addDataset, addStep, canvas, canvasStep, settings } from '../../support/pipeline-page.ts'
import { choose, openVisitors, type Visitors } from '../../support/space-visitor.ts'
import { newFolder, startSpace, type SpaceProcess } from '../../support/start-space.ts'

const data = newFolder()
let space: SpaceProcess
let browser: Browser
let line: Line
let visitors: Visitors
let onLine: Visitors
/** Lin reads English and has a line of their own; Amara, of another organisation, reads Chinese. */
let lin: Page
let amara: Page
let workspace: string

beforeAll(async () => {
  ;[space, browser] = await Promise.all([startSpace({ WEFT_DATA: data.path }), openBrowser()])
  line = await openLine(space.url)
  visitors = openVisitors(browser, space)
  onLine = openVisitors(browser, line)
  ;[lin, amara] = await Promise.all([
    onLine.signIn('Lin Yue'),
    visitors.signIn('阿玛拉', { locale: 'zh-CN' }),
  ])
})
afterAll(async () => {
  await browser.close()
  line.close()
  await space.stop()
  data.remove()
})

/** Every test has a workspace of its own, open on both screens; how people make one is proven by the loop. */
beforeEach(async () => {
  const scenarios = await lin.request.get(`${line.url}/api/scenarios`)
  const [scenario] = (await scenarios.json()) as { id: string }[]
  const started = await lin.request.post(`${line.url}/api/workspaces`, {
    data: { scenario: scenario?.id, title: { en: 'Trouble' }, invite: ['evergreen-airports'] },
    headers: { origin: line.url },
  })
  workspace = ((await started.json()) as { id: string }).id
  await Promise.all([
    lin.goto(`${line.url}/workspaces/${workspace}/pipeline`),
    amara.goto(`${space.url}/workspaces/${workspace}/pipeline`),
  ])
  await amara.getByRole('button', { name: '加入共创空间' }).click()
  await lin.getByRole('list', { name: '2 here now' }).waitFor()
})
afterEach(() => {
  line.mend()
  expect([...visitors.errors, ...onLine.errors]).toEqual([])
})

/** The same step on Amara's screen, where kinds have Chinese names. */
const amaraStep = (title: string) =>
  amara
    .getByRole('region', { name: '数据流水线画布' })
    .getByRole('group', { name: new RegExp(`^${title}`) })

async function addFlights(): Promise<void> {
  await addDataset(lin, 'Flights', /^Flights with delay/)
  await canvasStep(lin, 'Flights, Dataset').getByText('20,000 rows').waitFor()
}

async function writeSql(text: string): Promise<void> {
  const editor = settings(lin).getByRole('textbox', { name: 'SQL of the step' })
  await editor.focus()
  await lin.keyboard.press('Control+A')
  await lin.keyboard.insertText(text)
}

const saved = () => lin.getByRole('status').getByText('Saved', { exact: true }).waitFor()

test('broken SQL is told on its step in both languages; the text and the steps before it stay', async () => {
  await addFlights()
  await addStep(lin, 'SQL', 'Mine')
  await writeSql('DROP TABLE input_1')
  const mine = canvasStep(lin, 'Mine, SQL')
  await mine.getByText('Only one SELECT is allowed', { exact: false }).waitFor()
  await amaraStep('Mine').getByText('只允许一条查询语句', { exact: false }).waitFor()

  await writeSql('SELECT nothing_of_that_name FROM input_1')
  await mine.getByText('The engine refuses the SQL', { exact: false }).waitFor()
  await amaraStep('Mine').getByText('引擎拒绝了该 SQL', { exact: false }).waitFor()
  await lin
    .getByRole('region', { name: 'Rows of Mine' })
    .getByText('nothing_of_that_name', { exact: false })
    .waitFor()
  await canvasStep(lin, 'Flights, Dataset').getByText('20,000 rows').waitFor()

  await saved()
  await lin.reload()
  await mine.click()
  await settings(lin).getByText('nothing_of_that_name', { exact: false }).first().waitFor()
  await writeSql('SELECT * FROM input_1')
  await mine.getByText('20,000 rows').waitFor()
})

test('a step whose source was deleted says what it lacks, keeps its settings and comes back with it', async () => {
  await addFlights()
  await addStep(lin, 'Computed columns', 'Late')
  await settings(lin).getByRole('button', { name: 'Add column' }).click()
  await settings(lin).getByRole('textbox', { name: 'Name' }).fill('late')
  await settings(lin)
    .getByLabel('Expression', { exact: true })
    .fill('case when arr_delay_min > 15 then 1 else 0 end')
  await canvasStep(lin, 'Late, Computed columns').getByText('20,000 rows').waitFor()

  await amaraStep('Flights').click()
  await amara.keyboard.press('Delete')
  await canvasStep(lin, 'Late, Computed columns')
    .getByText('Connect a step to this input.')
    .waitFor()
  await amaraStep('Late').getByText('请把一个步骤连接到此输入。').waitFor()
  expect(await settings(lin).getByLabel('Expression', { exact: true }).inputValue()).toContain(
    'arr_delay_min',
  )

  await amara.keyboard.press('Control+Z')
  await canvasStep(lin, 'Late, Computed columns').getByText('20,000 rows').waitFor()
})

test('a connection that would make a circle is refused with a reason, and nothing is rewired', async () => {
  await addFlights()
  await addStep(lin, 'Filter rows', 'First')
  await addStep(lin, 'Sort and top N', 'Second')
  await canvasStep(lin, 'Second, Sort and top N').getByText('20,000 rows').waitFor()
  await canvasStep(lin, 'First, Filter rows').click()
  await choose(settings(lin).getByRole('combobox', { name: 'Input' }), /Second/)
  await lin.getByText('would make a step feed itself', { exact: false }).first().waitFor()
  await canvasStep(lin, 'First, Filter rows').getByText('20,000 rows').waitFor()
  expect(await settings(lin).getByRole('combobox', { name: 'Input' }).textContent()).toContain(
    'Flights',
  )

  await amaraStep('First').click()
  const input = amara.getByRole('complementary', { name: '设置' }).getByRole('combobox', {
    name: '输入',
  })
  await choose(input, /Second/)
  await amara.getByText('此连接会使步骤的结果流回自身', { exact: false }).first().waitFor()
})

test('a circle that two people made apart is opened the same way for both, and they are told', async () => {
  await addFlights()
  await lin.keyboard.press('Escape')
  await addStep(lin, 'Filter rows', 'First')
  await lin.keyboard.press('Escape')
  await canvasStep(lin, 'Flights, Dataset').click()
  await addStep(lin, 'Sort and top N', 'Second')
  await amaraStep('Second').waitFor()
  await saved()

  // First after Second, and Second after First: each is sound alone.
  line.cut()
  await lin.getByRole('status').getByText('Offline', { exact: false }).first().waitFor()
  await canvasStep(lin, 'First, Filter rows').click()
  await choose(settings(lin).getByRole('combobox', { name: 'Input' }), /Second/)
  await amaraStep('Second').click()
  const input = amara.getByRole('complementary', { name: '设置' }).getByRole('combobox', {
    name: '输入',
  })
  await choose(input, /First/)
  line.mend()

  await lin.getByText('Connections formed a circle', { exact: false }).waitFor()
  await amara.getByText('连接形成了环', { exact: false }).waitFor()
  for (const title of ['Flights, Dataset', 'First, Filter rows', 'Second, Sort and top N']) {
    await canvasStep(lin, title).waitFor()
  }
  expect(await canvas(lin).locator('.vue-flow__edge').count()).toBe(1)
  await lin.getByRole('button', { name: 'Dismiss', exact: true }).click()
  await amara.getByText('连接形成了环', { exact: false }).waitFor({ state: 'hidden' })
})

test('a dropped line is told truthfully, editing goes on, and nothing of either side is lost', async () => {
  await addFlights()
  await amaraStep('Flights').waitFor()
  await saved()

  line.cut()
  await lin.getByRole('status').getByText('Offline', { exact: true }).waitFor()
  await addStep(lin, 'Filter rows', 'Made offline')
  await lin.getByText(/Offline, [1-9]\d* edits? waiting/).waitFor()
  await amaraStep('Flights').click()
  await amara
    .getByRole('complementary', { name: '步骤' })
    .getByRole('button', { name: '排序与前 N 行' })
    .press('Enter')
  expect(await amaraStep('Made offline').count()).toBe(0)

  line.mend()
  await saved()
  await amaraStep('Made offline').waitFor()
  await canvas(lin)
    .getByRole('group', { name: /^Sort and top N/ })
    .waitFor()
  await lin.reload()
  await canvasStep(lin, 'Made offline, Filter rows').getByText('20,000 rows').waitFor()
})

test('a file or a text that is too large is refused with the limit, and what was typed stays', async () => {
  const big = join(data.path, 'big.csv')
  const file = await open(big, 'w')
  await file.truncate(32 * 1024 * 1024 + 1)
  await file.close()
  await lin.goto(`${line.url}/datasets/new`)
  await lin.getByLabel('File', { exact: false }).first().setInputFiles(big)
  await lin
    .getByRole('alert')
    .getByText('The file is larger than 32 MB', { exact: false })
    .waitFor()
  await amara.goto(`${space.url}/datasets/new`)
  await amara.locator('input[type=file]').setInputFiles(big)
  await amara.getByRole('alert').getByText('文件超过 32 MB', { exact: false }).waitFor()
  await rm(big)

  await lin.goto(`${line.url}/scenarios/new`)
  await lin.getByRole('textbox', { name: 'Title', exact: true }).fill('A very long need')
  const problem = lin.getByRole('textbox', { name: 'Problem' })
  const long = 'x'.repeat(1024 * 1024 + 1)
  await problem.evaluate((box: HTMLTextAreaElement, text) => {
    box.value = text
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }, long)
  await lin.getByRole('button', { name: 'Post', exact: true }).click()
  await lin
    .getByRole('alert')
    .getByText('The request is larger than 1024 KB', { exact: false })
    .waitFor()
  expect(await problem.inputValue()).toBe(long)
  expect(await lin.getByRole('textbox', { name: 'Title', exact: true }).inputValue()).toBe(
    'A very long need',
  )
})

test('who has no rights gets a reason and a way on, at every address, and changes nothing', async () => {
  await addFlights()
  await saved()
  const [sofia, gulnaz] = await Promise.all([
    visitors.signIn('Sofia'),
    visitors.signIn('韩波', { locale: 'zh-CN' }),
  ])
  for (const part of ['pipeline', 'releases']) {
    await sofia.goto(`${space.url}/workspaces/${workspace}/${part}`)
    await sofia
      .getByRole('alert')
      .getByText('your organisation is not part of it', { exact: false })
      .waitFor()
  }
  await gulnaz.goto(`${space.url}/workspaces/${workspace}/pipeline`)
  await gulnaz.getByRole('alert').getByText('您的机构未参与其中', { exact: false }).waitFor()

  const answer = await sofia.request.post(`${space.url}/api/workspaces/${workspace}/releases`, {
    data: { version: '1.0.0', notes: { en: 'Mine now' }, settles: [] },
    headers: { origin: space.url },
  })
  expect(answer.status()).toBe(404)
  expect(await answer.text()).toContain('workspace.not-found')
  await sofia.getByRole('link', { name: 'Back to the workspaces' }).click()
  await sofia.waitForURL(/\/workspaces$/)

  const visitor = await browser.newPage({ locale: 'en-GB' })
  await visitor.goto(`${space.url}/workspaces/${workspace}/pipeline`)
  await visitor.waitForURL(/\/sign-in\?next=/)
  await visitor.close()
  await lin.reload()
  await canvasStep(lin, 'Flights, Dataset').getByText('20,000 rows').waitFor()
  await lin.getByRole('link', { name: 'Releases', exact: true }).click()
  await lin.getByText('Nothing is released yet').waitFor()
})

test('[SYNC-80] edits made while the line is down outlive the page they were made in', async () => {
  await addFlights()
  await saved()
  line.cut()
  await lin.getByRole('status').getByText('Offline', { exact: true }).waitFor()
  await addStep(lin, 'Filter rows', 'Made offline')
  await lin.getByText(/Offline, [1-9]\d* edits? waiting/).waitFor()
  const context = lin.context()
  await lin.close()

  line.mend()
  lin = await context.newPage()
  expect(await amaraStep('Made offline').count()).toBe(0)
  await lin.goto(`${line.url}/workspaces/${workspace}/pipeline`)
  await canvasStep(lin, 'Made offline, Filter rows').getByText('20,000 rows').waitFor()
  await amaraStep('Made offline').waitFor()
  await saved()
})
