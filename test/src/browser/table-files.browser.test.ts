import { makeXlsx } from '@weft/table-files/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { addStep, settings } from '../../support/pipeline-page.ts'
import { choose, openVisitors, type Visitors } from '../../support/space-visitor.ts'
import { newFolder, startSpace, type SpaceProcess } from '../../support/start-space.ts'

const data = newFolder()
let space: SpaceProcess
let browser: Browser
let visitors: Visitors
/** Lin reads English; Amara, of another organisation, reads Chinese. */
let lin: Page
let amara: Page

beforeAll(async () => {
  ;[space, browser] = await Promise.all([startSpace({ WEFT_DATA: data.path }), openBrowser()])
  visitors = openVisitors(browser, space)
  ;[lin, amara] = await Promise.all([
    visitors.signIn('Lin Yue', { viewport: { width: 1280, height: 800 } }),
    visitors.signIn('阿玛拉', { locale: 'zh-CN', viewport: { width: 1920, height: 1080 } }),
  ])
})
afterAll(async () => {
  await browser.close()
  await space.stop()
  data.remove()
})

beforeEach(async () => {
  const scenarios = await lin.request.get(`${space.url}/api/scenarios`)
  const [scenario] = (await scenarios.json()) as { id: string }[]
  const started = await lin.request.post(`${space.url}/api/workspaces`, {
    data: { scenario: scenario?.id, title: { en: 'Files' }, invite: ['evergreen-airports'] },
    headers: { origin: space.url },
  })
  const { id } = (await started.json()) as { id: string }
  const address = `${space.url}/workspaces/${id}/pipeline`
  await Promise.all([lin.goto(address), amara.goto(address)])
  await amara.getByRole('button', { name: '加入共创空间' }).click()
  await lin.getByRole('list', { name: '2 here now' }).waitFor()
})

const csv = Buffer.from(
  `城市,床位,日期\n${['甲,1', '乙,2', '丙,约 3', '丁,4', '戊,5', '己,6']
    .map((row) => `${row},2024-01-31\n`)
    .join('')}`,
)

function workbook(): Buffer {
  const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`
  const text = (words: string) => `<c t="str"><v>${words}</v></c>`
  const rows = [45_292, 45_293, 45_294].map((day, index) =>
    row(
      index + 2,
      `${text(`gate ${index}`)}<c s="1"><v>${day}</v></c><c><v>${index * 1.5}</v></c>`,
    ),
  )
  const head = row(1, ['gate', 'day', 'hours'].map(text).join(''))
  return Buffer.from(makeXlsx({ rows: `${head}${rows.join('')}` }))
}

test('[TABLE-1] a person brings an Excel workbook, renames and skips columns, and everybody sees the rows', async () => {
  await addStep(lin, 'Table from a file', 'Gates')
  await settings(lin)
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'gates.xlsx', mimeType: '', buffer: workbook() })
  const dialog = lin.getByRole('dialog', { name: 'What is in gates.xlsx' })
  await dialog.getByRole('combobox', { name: 'Type of column day' }).getByText('date').waitFor()
  await dialog.getByText('Every cell fits.').waitFor()
  await dialog.getByRole('textbox', { name: 'Name of column gate' }).fill('door')
  await dialog.getByRole('checkbox', { name: 'Keep column hours' }).uncheck()
  await dialog.getByText('2 of 3 columns').waitFor()
  await dialog.getByRole('button', { name: 'Use this table' }).click()
  await dialog.waitFor({ state: 'detached' })
  await lin.getByRole('gridcell', { name: 'gate 2' }).waitFor()
  const columns = settings(lin).getByRole('listitem')
  expect(await columns.allTextContents()).toEqual(['door text', 'day date'])

  const theirs = amara.getByRole('group', { name: /^Gates/ })
  await theirs.click()
  await amara.getByRole('gridcell', { name: 'gate 2' }).waitFor()
  expect(visitors.errors).toEqual([])
})

test('[TABLE-8] a CSV with one wrong cell shows it by row; with the type fixed the cell is kept', async () => {
  const steps = amara.getByRole('complementary', { name: '步骤' })
  await steps.getByRole('button', { name: '文件中的表', exact: true }).press('Enter')
  const panel = amara.getByRole('complementary', { name: '设置' })
  await panel
    .getByLabel('文件', { exact: true })
    .setInputFiles({ name: '床位.csv', mimeType: 'text/csv', buffer: csv })
  const dialog = amara.getByRole('dialog', { name: '床位.csv 的内容' })
  await dialog.getByText('第 4 行“床位”：“约 3”不是整数，该单元格将留空。').waitFor()
  await dialog.getByRole('button', { name: '使用此表，1 个单元格留空' }).waitFor()
  await choose(dialog.getByRole('combobox', { name: '列“床位”的类型' }), '文本')
  await dialog.getByText('所有单元格均符合类型。').waitFor()
  await dialog.getByRole('button', { name: '使用此表', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await amara.getByRole('gridcell', { name: '约 3' }).waitFor()
  expect(visitors.errors).toEqual([])
})

test('a damaged file is refused in words, and the step keeps what it had', async () => {
  await addStep(lin, 'Table from a file', 'Broken')
  await settings(lin)
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'x.xlsx', mimeType: '', buffer: workbook().subarray(0, 900) })
  const dialog = lin.getByRole('dialog', { name: 'What is in x.xlsx' })
  await dialog.getByText('The file is damaged or incomplete', { exact: false }).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).last().click()
  await dialog.waitFor({ state: 'detached' })
  await settings(lin).getByText('Choose a file to bring its table').waitFor()
  expect(visitors.errors).toEqual([])
})

test('[TABLE-7] a dataset is offered from a workbook with the type its owner has fixed', async () => {
  await lin.goto(`${space.url}/datasets/new`)
  await lin
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'gate_hours.xlsx', mimeType: '', buffer: workbook() })
  const dialog = lin.getByRole('dialog', { name: 'What is in gate_hours.xlsx' })
  await choose(dialog.getByRole('combobox', { name: 'Type of column hours' }), 'decimal 18,2')
  await dialog.getByText('Every cell fits.').waitFor()
  await dialog.getByRole('button', { name: 'Use this table' }).click()
  await lin.getByText('3 rows in 3 columns', { exact: false }).waitFor()
  await choose(lin.getByRole('combobox', { name: 'Sector' }), 'Logistics')
  await choose(lin.getByRole('combobox', { name: 'Licence' }), /^CC BY 4.0/)
  await lin.getByRole('button', { name: 'Offer the dataset' }).click()
  await lin.getByRole('heading', { name: 'Gate hours', level: 1 }).waitFor()
  const id = new URL(lin.url()).pathname.split('/').at(-1) ?? ''
  const page = await lin.request.get(`${space.url}/api/datasets/${id}`)
  expect(await page.json()).toMatchObject({
    rows: 3,
    columns: [{ type: 'VARCHAR' }, { type: 'DATE' }, { type: 'DECIMAL(18,2)' }],
    firstRows: [['gate 0', '2024-01-01', '0.00'], {}, {}],
  })
  expect(visitors.errors).toEqual([])
})
