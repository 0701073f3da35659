import { openBrowser } from '../../support/open-browser.ts'
import { openVisitors } from '../../support/space-visitor.ts'
import { newFolder, startSpace } from '../../support/start-space.ts'
import { goalOf, type ComparisonCase, type ComparisonRow } from '../comparison.ts'
import { openCrowd, type Crowd } from '../presence/crowd.ts'
import { watchFrames, type FrameFigures } from '../presence/frames.ts'
import type { Page } from 'playwright-core'

const seconds = 6

/** Opens a workspace of the demo space with a crowd before it, and closes everything after. */
async function withCrowd<T>(work: (page: Page, crowd: Crowd) => Promise<T>): Promise<T> {
  const data = newFolder()
  const [space, browser] = await Promise.all([startSpace({ WEFT_DATA: data.path }), openBrowser()])
  try {
    const page = await openVisitors(browser, space).signIn('Lin Yue')
    const crowd = await openCrowd(page)
    await page.goto(`${space.url}/workspaces/ws_demolate01/pipeline`)
    await page.locator('.canvas-step').first().waitFor()
    return await work(page, crowd)
  } finally {
    await browser.close()
    await space.stop()
    data.remove()
  }
}

function rowsOf(
  subject: string,
  busy: FrameFigures,
  baseline: string,
  quiet: FrameFigures,
): readonly ComparisonRow[] {
  const row = (measure: string, unit: string, of: (figures: FrameFigures) => number) => ({
    measure,
    unit,
    figures: { [subject]: of(busy), [baseline]: of(quiet) },
    goals: [
      goalOf(of(busy), Math.max(of(quiet), 0.5), { against: baseline, bound: 'most', limit: 2 }),
    ],
  })
  return [
    row('time between frames, median', 'ms', ({ p50Ms }) => p50Ms),
    row('time between frames, 95 of 100', 'ms', ({ p95Ms }) => p95Ms),
    row('frames not drawn', '%', ({ droppedPercent }) => droppedPercent),
  ]
}

/** Waits until what was added is drawn and computed. */
const settle = (page: Page) => page.waitForTimeout(6000)

const fifty: ComparisonCase = {
  name: 'presence: a canvas of 200 steps, with 50 moving people and with none',
  compare: () =>
    withCrowd(async (page, crowd) => {
      const steps = crowd.addSteps(200)
      await settle(page)
      const quiet = await watchFrames(page, seconds)
      const stop = crowd.move(50, steps)
      await page.locator('.live-cursor').nth(49).waitFor({ state: 'attached' })
      await page.waitForTimeout(1000)
      const busy = await watchFrames(page, seconds)
      stop()
      return rowsOf('50 people', busy, 'nobody', quiet)
    }),
}

const dragging: ComparisonCase = {
  name: 'presence: a canvas of 500 steps, with three people dragging and with none',
  compare: () =>
    withCrowd(async (page, crowd) => {
      const steps = crowd.addSteps(500)
      await settle(page)
      const quiet = await watchFrames(page, seconds)
      const stops = [crowd.move(3, steps), crowd.drag(3, steps)]
      await page.waitForTimeout(1000)
      const busy = await watchFrames(page, seconds)
      for (const stop of stops) stop()
      return rowsOf('3 dragging', busy, 'nobody', quiet)
    }),
}

export const cases: readonly ComparisonCase[] = [fifty, dragging]
