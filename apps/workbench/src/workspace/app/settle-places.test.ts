import { expect, test } from 'vitest'
import { fitPlace, settlePlaces } from './settle-places.ts'

const [a, b, c] = ['wi_aaaaaaaaaa', 'wi_bbbbbbbbbb', 'wi_cccccccccc'] as const

test('a widget dropped on another pushes it down, and that one pushes the next', () => {
  const places = {
    [a]: { x: 0, y: 0, w: 6, h: 2 },
    [b]: { x: 6, y: 0, w: 6, h: 2 },
    [c]: { x: 6, y: 2, w: 6, h: 2 },
  }
  expect(settlePlaces(places, a, { x: 6, y: 0, w: 6, h: 2 })).toEqual({
    [a]: { x: 6, y: 0, w: 6, h: 2 },
    [b]: { x: 6, y: 2, w: 6, h: 2 },
    [c]: { x: 6, y: 4, w: 6, h: 2 },
  })
})

test('a widget that stays where it is changes nothing', () => {
  const places = { [a]: { x: 0, y: 0, w: 6, h: 2 } }
  expect(settlePlaces(places, a, { x: 0, y: 0, w: 6, h: 2 })).toEqual({})
})

test('no place leaves the grid or gets too small', () => {
  expect(fitPlace({ x: 11, y: -3, w: 0, h: 0 }, { w: 3, h: 2 })).toEqual({ x: 9, y: 0, w: 3, h: 2 })
})
