import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { addStep, canvas, canvasStep } from '../../support/pipeline-page.ts'
import { openVisitors, type Visitors } from '../../support/space-visitor.ts'
import { freePort, newFolder, startSpace, type SpaceProcess } from '../../support/start-space.ts'

const data = newFolder()
let port: string
let space: SpaceProcess
let browser: Browser
let visitors: Visitors
let lin: Page
let amara: Page
let workspace: string
let airports: string

const start = () => startSpace({ WEFT_DATA: data.path, PORT: port })

beforeAll(async () => {
  port = String(await freePort())
  ;[space, browser] = await Promise.all([start(), openBrowser()])
  visitors = openVisitors(browser, space)
  ;[lin, amara] = await Promise.all([visitors.signIn('Lin Yue'), visitors.signIn('Amara Okafor')])
  const scenarios = await lin.request.get(`${space.url}/api/scenarios`)
  const [scenario] = (await scenarios.json()) as { id: string }[]
  const started = await lin.request.post(`${space.url}/api/workspaces`, {
    data: { scenario: scenario?.id, title: { en: 'Away' }, invite: ['evergreen-airports'] },
    headers: { origin: space.url },
  })
  const { id } = (await started.json()) as { id: string }
  workspace = `${space.url}/workspaces/${id}`
  await Promise.all([lin, amara].map((page) => page.goto(`${workspace}/pipeline`)))
  await amara.getByRole('button', { name: 'Join the workspace' }).click()
  await lin.getByRole('list', { name: '2 here now' }).waitFor()
  const read = await lin.request.get(`${space.url}/api/workspaces/${id}`)
  const { organisations } = (await read.json()) as { organisations: { id: string; name: object }[] }
  airports = organisations.find(({ name }) => JSON.stringify(name).includes('vergreen'))?.id ?? ''
})
afterAll(async () => {
  await browser.close()
  await space.stop()
  data.remove()
})

/** The server is back, and the pages learn at once that the network is: nobody waits for a timer. */
async function bringBack(): Promise<void> {
  space = await start()
  const wake = () => window.dispatchEvent(new Event('online'))
  const pages = browser.contexts().flatMap((context) => context.pages())
  await Promise.all(pages.map((page) => page.evaluate(wake)))
}

const states = {
  saved: 'Saved',
  // Without anchors: an expression sees the white space around the words.
  waiting: /Offline, \d+ edits? waiting/,
} as const
const seeState = (page: Page, state: keyof typeof states) =>
  page.getByRole('status').getByText(states[state]).first().waitFor()

test('[SYNC-84] two tabs of one person meet while the server is away, and others get it once it is back', async () => {
  const second = await amara.context().newPage()
  await second.goto(`${workspace}/pipeline`)
  await seeState(second, 'saved')
  await space.stop()
  await addStep(amara, 'Filter rows', 'Without the server')
  await canvasStep(second, 'Without the server, Filter rows').waitFor()
  await Promise.all([amara, second].map((page) => seeState(page, 'waiting')))
  // Another person in the same browser would be in another channel; in another browser nothing arrives.
  expect(await canvasStep(lin, 'Without the server, Filter rows').count()).toBe(0)
  await bringBack()
  await canvasStep(lin, 'Without the server, Filter rows').waitFor()
  await Promise.all([amara, second, lin].map((page) => seeState(page, 'saved')))
  for (const page of [amara, second, lin]) {
    expect(
      await canvas(page)
        .getByRole('group', { name: /^Without the server/ })
        .count(),
    ).toBe(1)
  }
  await second.close()
  expect(visitors.errors).toEqual([])
})

test('[SYNC-87] edits that lost their rights are downloaded, brought in by somebody else, and discarded', async () => {
  await seeState(amara, 'saved')
  await space.stop()
  await addStep(amara, 'Sort and top N', 'Kept aside')
  await seeState(amara, 'waiting')
  await amara.goto('about:blank')
  await bringBack()
  await seeState(lin, 'saved')
  const removed = await lin.request.delete(
    `${workspace.replace('/workspaces', '/api/workspaces')}/organisations/${airports}`,
    { headers: { origin: space.url } },
  )
  expect(removed.ok()).toBe(true)

  await amara.goto(`${workspace}/pipeline`)
  const note = amara.getByRole('region', { name: 'Waiting edits' })
  await note.getByText('Your access to this workspace was taken away').waitFor()
  if (process.env['WEFT_SHOTS'])
    await amara.screenshot({ path: `${process.env['WEFT_SHOTS']}/lost.png` })
  const downloading = amara.waitForEvent('download')
  await note.getByRole('button', { name: 'Download the edits' }).click()
  const file = await readFile(await (await downloading).path())

  await lin.getByRole('button', { name: 'More', exact: true }).click()
  await lin.getByRole('menuitem', { name: 'Bring in edits from a file…' }).click()
  const dialog = lin.getByRole('dialog', { name: 'Bring in edits from a file' })
  const choose = (buffer: Buffer) =>
    dialog
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'edits.json', mimeType: 'application/json', buffer })
  await choose(Buffer.from('{"format":"something else"}'))
  await dialog.getByRole('alert').waitFor()
  expect(await dialog.getByRole('button', { name: 'Bring them in' }).isDisabled()).toBe(true)
  await choose(file)
  await dialog.getByText('added the step “Kept aside”').waitFor()
  expect(await canvasStep(lin, 'Kept aside, Sort and top N').count()).toBe(0)
  if (process.env['WEFT_SHOTS'])
    await lin.screenshot({ path: `${process.env['WEFT_SHOTS']}/preview.png` })
  await dialog.getByRole('button', { name: 'Bring them in' }).click()
  await canvasStep(lin, 'Kept aside, Sort and top N').waitFor()
  await seeState(lin, 'saved')

  await note.getByRole('button', { name: 'Discard' }).click()
  const question = amara.getByRole('dialog', { name: /^Discard/ })
  const answers = question.getByRole('contentinfo')
  await answers.getByRole('button', { name: 'Keep them' }).click()
  await note.waitFor()
  await note.getByRole('button', { name: 'Discard' }).click()
  await answers.getByRole('button', { name: 'Discard for good' }).click()
  await note.waitFor({ state: 'detached' })
  await amara.reload()
  await amara.getByRole('alert').first().waitFor()
  expect(await note.count()).toBe(0)
  expect(visitors.errors).toEqual([])
})
