import type { Page } from 'playwright-core'

/** How evenly a page drew for a while. */
export interface FrameFigures {
  readonly p50Ms: number
  readonly p95Ms: number
  /** Frames that were due and not drawn, of a hundred that were due. */
  readonly droppedPercent: number
}

const dueMs = 1000 / 60

/** The figures of the times between frames. */
export function figuresOf(gaps: readonly number[]): FrameFigures {
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
  const found = []
  const begun = performance.now()
  let last = begun
  requestAnimationFrame(function frame() {
    const now = performance.now()
    found.push(now - last)
    last = now
    if (now - begun < ${forMs}) requestAnimationFrame(frame)
    else resolve(found.slice(1))
  })
})`

/** Watches the frames of a page for some seconds. */
export async function watchFrames(page: Page, seconds: number): Promise<FrameFigures> {
  const gaps = await page.evaluate<number[]>(watching(seconds * 1000))
  return figuresOf(gaps)
}
