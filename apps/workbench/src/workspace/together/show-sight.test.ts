import { expect, test } from 'vitest'
import { sightOf, viewportFor } from './show-sight.ts'

const range = { least: 0.2, most: 1.75 }

test('[TOGETHER-4] who follows has all in sight that the followed one has, in a frame of any size', () => {
  const theirs = sightOf({ x: -300, y: 40, zoom: 0.8 }, { width: 1200, height: 700 })
  const frame = { width: 700, height: 900 }
  const mine = sightOf(viewportFor(theirs, frame, range), frame)
  expect(mine.x).toBeLessThanOrEqual(theirs.x + 0.001)
  expect(mine.y).toBeLessThanOrEqual(theirs.y + 0.001)
  expect(mine.x + mine.width).toBeGreaterThanOrEqual(theirs.x + theirs.width - 0.001)
  expect(mine.y + mine.height).toBeGreaterThanOrEqual(theirs.y + theirs.height - 0.001)
})

test('[TOGETHER-1] a sight of any size moves the canvas within its own bounds only', () => {
  const frame = { width: 800, height: 600 }
  for (const sight of [
    { x: 0, y: 0, width: 1, height: 1 },
    { x: -1e7, y: 1e7, width: 1e7, height: 1 },
  ]) {
    const { zoom, x, y } = viewportFor(sight, frame, range)
    expect(zoom).toBeGreaterThanOrEqual(range.least)
    expect(zoom).toBeLessThanOrEqual(range.most)
    expect(Number.isFinite(x + y)).toBe(true)
  }
})
