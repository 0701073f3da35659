import { openBrowser } from '../../support/open-browser.ts'
import { openVisitors } from '../../support/space-visitor.ts'
import { newFolder, startSpace } from '../../support/start-space.ts'
import { goalOf, type ComparisonCase, type ComparisonRow } from '../comparison.ts'
import { openCrowd, type Crowd } from '../presence/crowd.ts'
import { watchFrames, type FrameFigures } from '../presence/frames.ts'
import type { Page } from 'playwright-core'
import { cpus, loadavg } from 'node:os'

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
  const shown = (measure: string, unit: string, of: (figures: FrameFigures) => number) => ({
    ...row(measure, unit, of),
    goals: [],
  })
  return [
    row('time between frames, median', 'ms', ({ p50Ms }) => p50Ms),
    row('time between frames, 95 of 100', 'ms', ({ p95Ms }) => p95Ms),
    row('frames not drawn', '%', ({ droppedPercent }) => droppedPercent),
    shown('tasks over 50 ms', 'a second', ({ longTasksPerSecond }) => longTasksPerSecond),
    shown('longest task', 'ms', ({ longestTaskMs }) => longestTaskMs),
    shown('processor the page took', 'ms a second', ({ busyMsPerSecond }) => busyMsPerSecond),
  ]
}

/** Waits until what was added is drawn and computed, and the page has come to rest. */
async function settle(page: Page): Promise<void> {
  for (let tries = 0; tries < 6; tries++) {
    await page.waitForTimeout(1500)
    const { longTasksPerSecond } = await watchFrames(page, 1)
    if (longTasksPerSecond === 0) return
  }
}

/** What else the machine does: frames need a free core. */
function sayLoad(): void {
  const [load = 0] = loadavg()
  console.log(`load ${load.toFixed(1)} on ${cpus().length} cores`)
}

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
      sayLoad()
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
      sayLoad()
      return rowsOf('3 dragging', busy, 'nobody', quiet)
    }),
}

export const cases: readonly ComparisonCase[] = [fifty, dragging]
