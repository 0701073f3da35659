import { expect, test } from 'vitest'
import { mapCorner } from './map-corner.ts'

const frame = { width: 1000, height: 600 }
const view = { x: 0, y: 0, zoom: 1 }
const box = (x: number, y: number) => ({ x, y, width: 184, height: 60 })

test('the overview covers no step: it stands below, or else above, or else not at all', () => {
  expect(mapCorner([box(0, 0)], view, frame)).toBe('bottom-right')
  expect(mapCorner([box(800, 500)], view, frame)).toBe('top-right')
  expect(mapCorner([box(800, 500), box(800, 40)], view, frame)).toBeNull()
})

test('a step that was moved away with the canvas is in nobody’s way', () => {
  expect(mapCorner([box(800, 500)], { x: -600, y: 0, zoom: 1 }, frame)).toBe('bottom-right')
})
