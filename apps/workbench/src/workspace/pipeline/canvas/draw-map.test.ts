import { stepSpecs, type Step } from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { drawMap, type PlacedStep } from './draw-map.ts'
import { mapSize } from './map-corner.ts'

const placed = (id: string, kind: 'filter' | 'frame', x: number, y: number): PlacedStep => ({
  step: { id: `st_${id}`, kind, title: {}, settings: stepSpecs[kind].initial } as unknown as Step,
  x,
  y,
  width: 184,
  height: 60,
})
const sight = { x: 0, y: 0, width: 800, height: 400 }

test('the overview holds every step and all that is in sight, in its own shape', () => {
  const far = placed('b', 'filter', 3000, 50)
  const { frame } = drawMap([placed('a', 'filter', -200, 0), far], sight)
  expect(frame.x).toBeLessThan(-200)
  expect(frame.x + frame.width).toBeGreaterThan(3184)
  expect(frame.y).toBeLessThan(0)
  expect(frame.y + frame.height).toBeGreaterThan(400)
  expect(frame.width / frame.height).toBeCloseTo(mapSize.width / mapSize.height)
})

test('steps of one colour are one shape, and frames lie below them all', () => {
  const { paths } = drawMap(
    [placed('a', 'filter', 0, 0), placed('b', 'frame', 0, 0), placed('c', 'filter', 300, 0)],
    sight,
  )
  expect(paths.map(({ path }) => path)).toEqual([
    'M0 0h184v60h-184z',
    'M0 0h184v60h-184zM300 0h184v60h-184z',
  ])
})
