import type { Page } from 'playwright-core'

/** How evenly a page drew for a while. */
export interface FrameFigures {
  readonly p50Ms: number
  readonly p95Ms: number
  /** Frames that were due and not drawn, of a hundred that were due. */
  readonly droppedPercent: number
  /** Tasks of more than 50 ms, a second. */
  readonly longTasksPerSecond: number
  readonly longestTaskMs: number
  /** How long the page's own thread had the processor, of each second: what others do on the machine does not count. */
  readonly busyMsPerSecond: number
}

const dueMs = 1000 / 60

/** What a page saw of itself for a while. */
interface Watched {
  /** The times between frames. */
  readonly gaps: readonly number[]
  /** How long its long tasks took. */
  readonly tasks: readonly number[]
}

/** How evenly frames came, from the times between them. */
export function figuresOf(
  gaps: readonly number[],
): Pick<FrameFigures, 'p50Ms' | 'p95Ms' | 'droppedPercent'> {
  const sorted = gaps.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  const due = gaps.reduce((sum, gap) => sum + Math.max(1, Math.round(gap / dueMs)), 0)
  return {
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    droppedPercent: (100 * (due - gaps.length)) / due,
  }
}

/** Said as text: what the bench is started with rewrites functions, and a page has not what they would then need. */
const watching = (forMs: number): string => `new Promise((resolve) => {
  const gaps = []
  const tasks = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  const begun = performance.now()
  let last = begun
  requestAnimationFrame(function frame() {
    const now = performance.now()
    gaps.push(now - last)
    last = now
    if (now - begun < ${forMs}) return void requestAnimationFrame(frame)
    observer.disconnect()
    resolve({ gaps: gaps.slice(1), tasks })
  })
})`

/** Watches the frames of a page for some seconds. */
export async function watchFrames(page: Page, seconds: number): Promise<FrameFigures> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busyMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
  const before = await busyMs()
  const begun = performance.now()
  const { gaps, tasks } = await page.evaluate<Watched>(watching(seconds * 1000))
  const busy = (await busyMs()) - before
  const tookSeconds = (performance.now() - begun) / 1000
  await session.detach()
  return {
    ...figuresOf(gaps),
    longTasksPerSecond: tasks.length / tookSeconds,
    longestTaskMs: Math.max(0, ...tasks),
    busyMsPerSecond: busy / tookSeconds,
  }
}
