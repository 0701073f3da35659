import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/open-browser.ts'
import { addStep, canvas, canvasStep, settings } from '../../support/pipeline-page.ts'
import { roughNetwork, type RoughNetwork } from '../../support/rough-network.ts'
import { choose, openVisitors, type Visitors } from '../../support/space-visitor.ts'
import { newFolder, startSpace, type SpaceProcess } from '../../support/start-space.ts'

const data = newFolder()
let space: SpaceProcess
let browser: Browser
let visitors: Visitors
let lin: Page
let amara: Page
let jonas: Page
let network: RoughNetwork

const workspace = 'ws_demolate01'
const late = 'Late by more than 15 minutes, Computed columns'

async function open(page: Page): Promise<void> {
  await page.goto(`${space.url}/workspaces/${workspace}/pipeline`)
  // Three pages compute at once: a busy machine may take long.
  await canvasStep(page, late).waitFor({ timeout: 90_000 })
}

beforeAll(async () => {
  ;[space, browser] = await Promise.all([startSpace({ WEFT_DATA: data.path }), openBrowser()])
  visitors = openVisitors(browser, space)
  const people = ['Lin Yue', 'Amara Okafor', 'Jonas Weber'] as const
  const pages = await Promise.all(people.map((person) => visitors.signIn(person)))
  ;[lin, amara, jonas] = pages as [Page, Page, Page]
  // Amara is far away: everything is late both ways.
  network = await roughNetwork(amara, 150)
  await Promise.all(pages.map(open))
  await Promise.all(pages.map((page) => page.getByRole('list', { name: '3 here now' }).waitFor()))
})
afterAll(async () => {
  await browser.close()
  await space.stop()
  data.remove()
})

const cursorOf = (page: Page, name: string) =>
  canvas(page).locator('.live-cursor', { hasText: name })
const followButton = (page: Page, name: RegExp) => page.getByRole('button', { name })

/** The scale and the middle of what a page has in sight of the canvas. */
function sightOf(page: Page): Promise<{ zoom: number; x: number; y: number }> {
  return page.evaluate(() => {
    const pane = document.querySelector<HTMLElement>('.vue-flow__transformationpane')
    const frame = document.querySelector('.vue-flow')?.getBoundingClientRect()
    const { a, e, f } = new DOMMatrix(pane?.style.transform)
    const [width, height] = [frame?.width ?? 0, frame?.height ?? 0]
    return { zoom: a, x: (width / 2 - e) / a, y: (height / 2 - f) / a }
  })
}

async function expectSameSight(one: Page, other: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const [a, b] = [await sightOf(one), await sightOf(other)]
        return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) < 12
      },
      { timeout: 15_000 },
    )
    .toBe(true)
}

test('[TOGETHER-2] hands are seen where they are, and steps in hand are outlined with a name', async () => {
  const box = await canvas(lin).boundingBox()
  await lin.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 200)
  await lin.mouse.move((box?.x ?? 0) + 420, (box?.y ?? 0) + 260, { steps: 8 })
  const seen = cursorOf(amara, 'Lin Yue')
  await seen.waitFor()
  const there = await canvas(amara).boundingBox()
  await expect
    .poll(async () => {
      const at = await seen.boundingBox()
      return Math.hypot((at?.x ?? 0) - (there?.x ?? 0) - 420, (at?.y ?? 0) - (there?.y ?? 0) - 260)
    })
    .toBeLessThan(8)
  await canvasStep(lin, late).click()
  await canvasStep(jonas, late).locator('.step-visitor', { hasText: 'Lin Yue' }).waitFor()
  await settings(lin).getByRole('textbox', { name: 'Title of the step' }).focus()
  await canvasStep(jonas, late).getByText('Lin Yue is editing').waitFor()
})

test('[TOGETHER-4] who follows sees the same sight, step and part, follows a follower, and is free with any action', async () => {
  await lin.keyboard.press('Escape')
  await followButton(amara, /^Follow Lin Yue/).click()
  await amara.getByText('You see what Lin Yue sees').waitFor()
  await followButton(jonas, /^Follow Amara Okafor/).click()
  await jonas.getByText('You follow Amara Okafor, who follows Lin Yue').waitFor()

  await canvasStep(lin, late).click()
  await canvas(lin).getByRole('button', { name: 'Zoom in' }).click()
  const box = await canvas(lin).boundingBox()
  await lin.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 200)
  await lin.mouse.wheel(180, 90)
  await expectSameSight(amara, lin)
  await expectSameSight(jonas, lin)
  await settings(jonas).getByRole('textbox', { name: 'Title of the step' }).waitFor()

  await lin.getByRole('link', { name: 'App', exact: true }).click()
  await amara.waitForURL(/\/app/)
  await jonas.waitForURL(/\/app/)
  await lin.getByRole('link', { name: 'History', exact: true }).click()
  await lin.getByRole('radio', { name: 'Activity' }).click()
  await amara.waitForURL(/\/history\?part=activity/)
  await jonas.waitForURL(/\/history\?part=activity/)
  await lin.getByRole('link', { name: 'Proposals', exact: true }).click()
  await amara.waitForURL(/\/proposals$/)
  await lin.getByRole('link', { name: 'Pipeline', exact: true }).click()
  await amara.waitForURL(/\/pipeline/)
  await jonas.waitForURL(/\/pipeline/)

  await amara.keyboard.press('Escape')
  await amara.getByText('You see what').waitFor({ state: 'detached' })
  // Whom Amara no longer follows, Jonas does not see through her any more.
  await jonas.getByText('You see what Amara Okafor sees').waitFor()
  await jonas.mouse.wheel(0, 40)
  await jonas.getByText('You see what').waitFor({ state: 'detached' })
})

test('[TOGETHER-5] everybody is asked to come, and goes only by their own will', async () => {
  await lin.getByRole('link', { name: 'App', exact: true }).click()
  await lin.waitForURL(/\/app/)
  await lin.getByRole('button', { name: 'People', exact: true }).click()
  await lin.getByRole('button', { name: 'Bring everyone here' }).click()
  for (const page of [amara, jonas])
    await page.getByText('Lin Yue asks you to come.').first().waitFor()
  expect(new URL(amara.url()).pathname).toMatch(/pipeline$/)
  await amara.getByRole('button', { name: 'Go', exact: true }).click()
  await amara.waitForURL(/\/app/)
  await jonas.getByRole('button', { name: 'Not now' }).click()
  expect(new URL(jonas.url()).pathname).toMatch(/pipeline$/)
  expect(await lin.getByRole('button', { name: 'Bring everyone here' }).isDisabled()).toBe(true)
  await lin.keyboard.press('Escape')
  await amara.keyboard.press('Escape')
  await Promise.all([lin, amara].map(open))
})

test('[TOGETHER-3] who looks at another page is away, and is back with it', async () => {
  const show = (state: string) =>
    jonas.evaluate((wanted) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => wanted })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    }, state)
  await show('hidden')
  await followButton(lin, /^Follow Jonas Weber.*away from this page/).waitFor()
  await show('visible')
  await followButton(lin, /^Follow Jonas Weber.*in the pipeline/).waitFor()
})

test('[DOC-17] of two values written apart one stays, and its rival comes back with one click', async () => {
  const title = (page: Page) => settings(page).getByRole('textbox', { name: 'Title of the step' })
  await canvasStep(lin, late).click()
  await canvasStep(amara, late).click()
  network.stall()
  await title(lin).fill('Late, says Lin')
  await title(amara).fill('Late, says Amara')
  // What she does has not arrived, and it does not say so.
  await amara.getByText(/Saving \d+ edits?/).waitFor()
  expect(await amara.getByText('Saved', { exact: true }).count()).toBe(0)
  network.mend()
  await amara.getByText('Saved', { exact: true }).waitFor()
  const told = (page: Page) => page.getByRole('button', { name: /^Use mine:/ })
  await expect
    .poll(async () => (await told(lin).count()) + (await told(amara).count()), { timeout: 15_000 })
    .toBe(1)
  const loser = (await told(lin).count()) === 1 ? lin : amara
  const [mine, winner] = loser === lin ? ['Late, says Lin', amara] : ['Late, says Amara', lin]
  await told(loser).click()
  for (const page of [winner, jonas]) await canvasStep(page, `${mine}, Computed columns`).waitFor()
  expect(await told(loser).count()).toBe(0)
  expect(visitors.errors).toEqual([])
})

test('[DOC-18] of two connections drawn apart that close a circle one stays; those who drew them choose', async () => {
  for (const title of ['One', 'Two']) {
    await canvas(lin).focus()
    await lin.keyboard.press('Escape')
    await addStep(lin, 'Filter rows', title)
  }
  const step = (page: Page, title: string) => canvasStep(page, `${title}, Filter rows`)
  for (const page of [amara, jonas]) await step(page, 'Two').waitFor()
  const input = (page: Page) => settings(page).getByRole('combobox', { name: 'Input' })
  network.stall()
  await step(lin, 'Two').press('Enter')
  await choose(input(lin), 'One')
  await step(amara, 'One').press('Enter')
  await choose(input(amara), 'Two')
  network.mend()
  const choice = (page: Page) => page.getByRole('button', { name: 'Use this connection instead' })
  await choice(lin).waitFor()
  await choice(amara).waitFor()
  expect(await choice(jonas).count()).toBe(0)
  const edges = (page: Page) => canvas(page).locator('.vue-flow__edge').count()
  const before = await edges(lin)
  await choice(amara).click()
  await choice(lin).waitFor({ state: 'detached' })
  await choice(amara).waitFor({ state: 'detached' })
  for (const page of [lin, amara, jonas])
    await expect.poll(() => edges(page), { timeout: 15_000 }).toBe(before)
  await lin.getByText('Saved', { exact: true }).waitFor()
  expect(visitors.errors).toEqual([])
})

test('[SYNC-30] steps added through a lost connection and a spell offline reach everybody, once', async () => {
  const step = (page: Page, title: string) => canvasStep(page, `${title}, Sort and top N`)
  const begin = async (page: Page, title: string): Promise<void> => {
    await canvas(page).focus()
    await page.keyboard.press('Escape')
    await addStep(page, 'Sort and top N', title)
  }
  network.stall()
  await begin(amara, 'Before the loss')
  // What was on its way is lost with its connection, and sent again over the next one.
  await network.lose()
  network.mend()
  await step(jonas, 'Before the loss').waitFor()
  await network.goOffline()
  await amara
    .getByText(/Offline/)
    .first()
    .waitFor()
  await begin(amara, 'While offline')
  await begin(lin, 'Meanwhile')
  expect(await step(jonas, 'While offline').count()).toBe(0)
  await network.goOnline()
  await Promise.all(
    [lin, amara, jonas].flatMap((page) =>
      ['Before the loss', 'While offline', 'Meanwhile'].map((title) => step(page, title).waitFor()),
    ),
  )
  await amara.getByText('Saved', { exact: true }).waitFor()
  for (const page of [lin, amara, jonas]) expect(await step(page, 'While offline').count()).toBe(1)
  expect(visitors.errors).toEqual([])
})
