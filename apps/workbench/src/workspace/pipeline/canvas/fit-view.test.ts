import { expect, test } from 'vitest'
import { fitView, isInSight, isPartlyInSight, letterScale } from './fit-view.ts'
import { stepHeight, stepWidth } from './step-size.ts'

const frame = { width: 1044, height: 700 }
const size = { width: stepWidth, height: stepHeight }
const line = [0, 1, 2, 3, 4, 5].map((rank) => ({ x: rank * 232, y: 0, ...size }))

test('Six steps in a row are wholly in sight of a window of 1280 pixels with the list of steps open', () => {
  const view = fitView(line, frame, 0.2)
  expect(view && line.every((place) => isInSight(place, view, frame))).toBe(true)
  expect(view?.zoom).toBeGreaterThan(0.7)
})

test('A single step is not enlarged, and stands in the middle', () => {
  expect(fitView([{ x: 400, y: 400, ...size }], frame, 0.2)).toMatchObject({ zoom: 1 })
})

test('Nothing to show, or no room, gives no view', () => {
  expect(fitView([], frame, 0.2)).toBeNull()
  expect(fitView(line, { width: 20, height: 700 }, 0.2)).toBeNull()
})

test('A step that is cut off at the right is not in sight', () => {
  expect(isInSight({ x: 1000, y: 100, ...size }, { x: 0, y: 0, zoom: 1 }, frame)).toBe(false)
})

test('A part in sight is told from nothing in sight', () => {
  const view = { x: 0, y: 0, zoom: 1 }
  expect(isPartlyInSight({ x: 1000, y: 100, ...size }, view, frame)).toBe(true)
  expect(isPartlyInSight({ x: 1100, y: 100, ...size }, view, frame)).toBe(false)
  expect(isPartlyInSight({ x: -500, y: -500, width: 3000, height: 3000 }, view, frame)).toBe(true)
})

test('Letters keep their size at 100 %, and grow against the canvas when it shrinks', () => {
  expect(letterScale(1)).toBe(1)
  expect(letterScale(0.6) * 0.6).toBeCloseTo(0.9)
})
