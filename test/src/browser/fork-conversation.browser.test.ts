import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { addStep, canvas, canvasStep } from '../../support/pipeline-page.ts'
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

const workspace = 'ws_demolate01'
const known = 'Late by more than 15 minutes, Computed columns'
const panel = (page: Page) => page.getByRole('complementary', { name: 'Conversation' })

test('[TALK-54] a thread on what only a fork has is told in the workspace and on the proposal, and leads into the fork', async () => {
  const lin = await visitors.signIn('Lin Yue')
  const amara = await visitors.signIn('Amara Okafor')
  await lin.goto(`${space.url}/workspaces/${workspace}/proposals`)
  await lin.getByRole('button', { name: 'Propose changes' }).first().click()
  const dialog = lin.getByRole('dialog', { name: 'Propose changes' })
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Say why fifteen')
  await dialog.getByRole('button', { name: 'Start editing' }).click()
  await lin.waitForURL(/proposals\/pr_\w+\/edit\/pipeline/)
  const proposal = /pr_\w+/.exec(lin.url())?.[0] ?? ''

  await canvasStep(lin, known).waitFor()
  await addStep(lin, 'Note', 'Only here')
  const note = canvasStep(lin, 'Only here, Note')
  await note.click()
  await lin.keyboard.press('c')
  await panel(lin).getByRole('textbox', { name: 'New comment' }).fill('Is this the rule?')
  await panel(lin).getByRole('button', { name: 'Send' }).click()
  await panel(lin).getByRole('article').getByText('Is this the rule?').waitFor()
  const pin = (page: Page) =>
    canvas(page).getByRole('button', { name: '1 open thread about “Only here”' })
  await pin(lin).waitFor()

  // In the workspace, where there is no such step, it is not told to be about something removed.
  await amara.goto(`${space.url}/workspaces/${workspace}/proposals/${proposal}`)
  const told = amara.getByRole('region', { name: 'What is said about it' })
  await told.getByText('Is this the rule?').waitFor()
  await amara.getByRole('button', { name: /^Conversation/ }).click()
  await panel(amara)
    .getByRole('button', { name: /Only here/ })
    .waitFor()
  expect(await panel(amara).getByText('On something removed').count()).toBe(0)

  // Opening it leads to where the step is, and an answer arrives there.
  await told.getByRole('button', { name: /Only here/ }).click()
  await amara.waitForURL(new RegExp(`${proposal}/edit/pipeline`))
  await pin(amara).waitFor()
  await panel(amara).getByRole('textbox', { name: 'Answer' }).fill('It is.')
  await panel(amara).getByRole('button', { name: 'Send' }).click()
  await panel(lin).getByText('It is.').waitFor()
  expect(visitors.errors).toEqual([])
})
