import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyboardOf } from '../../support/keyboard.ts'
import { openBrowser } from '../../support/open-browser.ts'
import { addStep, canvas, canvasStep, settings } from '../../support/pipeline-page.ts'
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
const step = 'Late by more than 15 minutes, Computed columns'
const panel = (page: Page) => page.getByRole('complementary', { name: 'Conversation' })

async function open(page: Page): Promise<void> {
  await page.goto(`${space.url}/workspaces/${workspace}/pipeline`)
  await canvasStep(page, step).waitFor()
}

/** Gives an organisation another role, as a person of the organisation that started the workspace. */
async function setRole(page: Page, organisation: string, role: string): Promise<void> {
  const status = await page.evaluate(
    async ([id, of, wanted]) => {
      const answer = await fetch(`/api/workspaces/${id}/organisations/${of}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role: wanted }),
      })
      return answer.status
    },
    [workspace, organisation, role],
  )
  expect(status).toBe(200)
}

test('[TALK-50] three organisations talk about a step: a mention reaches an inbox, answers come live, a viewer only reads', async () => {
  const lin = await visitors.signIn('Lin Yue')
  const amara = await visitors.signIn('Amara Okafor')
  const jonas = await visitors.signIn('Jonas Weber')
  await open(lin)
  await setRole(lin, 'clearsky-slots', 'commenter')
  await open(jonas)

  // A commenter, by keyboard alone, with a mention across organisations.
  await canvasStep(jonas, step).click()
  const keys = keyboardOf(jonas)
  await keys.press('c')
  await keys.awaitFocus(panel(jonas).getByRole('textbox', { name: 'New comment' }))
  await keys.type('Is **15** right, @Ama')
  await panel(jonas)
    .getByRole('option', { name: /Amara Okafor/ })
    .waitFor()
  await keys.press('Enter')
  await keys.type('? See https://example.org/rule <b>x</b>')
  await keys.press('ControlOrMeta+Enter')
  const shown = panel(jonas).getByRole('article', { name: 'Comment of Jonas Weber' })
  await shown.getByText('@Amara Okafor').waitFor()
  expect(await shown.locator('strong', { hasText: '15' }).count()).toBe(1)
  expect(await shown.locator('b').count()).toBe(0)
  const link = shown.getByRole('link', { name: 'https://example.org/rule' })
  expect(await link.getAttribute('rel')).toContain('noopener')

  // Lin sees the pin and the unread mark without doing anything.
  await lin.getByRole('button', { name: /1 open thread about/ }).waitFor()
  await lin.getByRole('button', { name: /Conversation, 1 unread/ }).waitFor()

  // Amara follows her inbox to the very thread, and answers.
  await amara.goto(`${space.url}/inbox`)
  await amara.getByRole('link', { name: /Jonas Weber of .* mentions you/ }).click()
  await panel(amara).getByRole('article', { name: 'Comment of Jonas Weber' }).waitFor()
  expect(new URL(amara.url()).searchParams.get('thread')).toMatch(/^th_/)
  await panel(amara).getByRole('textbox', { name: 'Answer' }).fill('It is what the airports use.')
  await panel(amara).getByRole('button', { name: 'Send' }).click()
  await panel(jonas).getByText('It is what the airports use.').waitFor()

  // Lin opens it from the pin and resolves it; everybody sees that.
  await lin.getByRole('button', { name: /1 open thread about/ }).click()
  await panel(lin).getByText('It is what the airports use.').waitFor()
  await panel(lin).getByRole('button', { name: 'Resolve' }).click()
  await panel(jonas).getByText('Resolved by Lin Yue').waitFor()
  await lin.getByRole('button', { name: /open thread about/ }).waitFor({ state: 'detached' })

  // A viewer reads on, and what stood in the field is taken away at once.
  await setRole(lin, 'clearsky-slots', 'viewer')
  await panel(jonas).getByText('may read this conversation').waitFor()
  expect(await panel(jonas).getByRole('textbox', { name: 'Answer' }).count()).toBe(0)
  expect(visitors.errors).toEqual([])
})

test('[TALK-51] what is being written outlives a reload and a failure to send, and is sent once', async () => {
  const amara = await visitors.signIn('Amara Okafor')
  await open(amara)
  await canvasStep(amara, step).click()
  await amara.keyboard.press('c')
  const field = panel(amara).getByRole('textbox', { name: 'New comment' })
  await field.fill('Half a thought')
  await amara.reload()
  await field.waitFor()
  expect(await field.inputValue()).toBe('Half a thought')
  // The answer is lost, though the space has kept the comment.
  await amara.route('**/api/workspaces/*/threads', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await panel(amara).getByRole('button', { name: 'Send' }).click()
  await panel(amara).getByText('cannot be reached').waitFor()
  expect(await field.inputValue()).toBe('Half a thought')
  await amara.unroute('**/api/workspaces/*/threads')
  await panel(amara).getByRole('button', { name: 'Try again' }).click()
  await panel(amara).getByRole('article').waitFor()
  await panel(amara).getByRole('button', { name: 'Back to all threads' }).click()
  expect(
    await panel(amara)
      .getByRole('button', { name: /Half a thought/ })
      .count(),
  ).toBe(1)
})

test('[TALK-52] a thread about a removed step stays, under what it was', async () => {
  const lin = await visitors.signIn('Lin Yue')
  await open(lin)
  await canvasStep(lin, step).click()
  await lin.keyboard.press('Delete')
  await canvasStep(lin, step).waitFor({ state: 'detached' })
  await lin.getByRole('button', { name: /^Conversation/ }).click()
  await panel(lin).getByRole('heading', { name: 'On something removed' }).waitFor()
  await panel(lin)
    .getByRole('button', { name: /Late by more than 15 minutes/ })
    .waitFor()
  await lin.keyboard.press('ControlOrMeta+z')
  await canvasStep(lin, step).waitFor()
  await panel(lin)
    .getByRole('heading', { name: 'On something removed' })
    .waitFor({ state: 'detached' })
})

test('[TALK-55] a row of a preview, a frame and a chart show what is said about them, and open it', async () => {
  const lin = await visitors.signIn('Lin Yue')
  const say = async (text: string) => {
    await panel(lin).getByRole('textbox', { name: 'New comment' }).fill(text)
    await panel(lin).getByRole('button', { name: 'Send' }).click()
    await panel(lin).getByRole('article').getByText(text).waitFor()
    await panel(lin).getByRole('button', { name: 'Back to all threads' }).click()
  }
  await open(lin)
  await canvasStep(lin, step).click()
  await lin.getByRole('gridcell', { name: 'F00003' }).click()
  await lin.keyboard.press('c')
  await say('Is this row right?')
  await lin
    .getByRole('grid')
    .getByRole('button', { name: /1 open thread about “F00003/ })
    .click()
  await panel(lin).getByRole('article').getByText('Is this row right?').waitFor()
  await panel(lin).getByRole('button', { name: 'Close the conversation' }).click()
  for (const kind of ['Chart', 'Frame']) {
    await canvasStep(lin, step).click()
    await addStep(lin, kind, `One ${kind}`)
    await settings(lin)
      .getByRole('button', { name: `Comment on “One ${kind}”` })
      .click()
    await say(`About the ${kind}`)
    await panel(lin).getByRole('button', { name: 'Close the conversation' }).click()
    const pin = { name: `1 open thread about “One ${kind}”` }
    await canvas(lin).getByRole('button', pin).click()
    await panel(lin).getByRole('article').getByText(`About the ${kind}`).waitFor()
    await panel(lin).getByRole('button', { name: 'Close the conversation' }).click()
  }
  expect(visitors.errors).toEqual([])
})
