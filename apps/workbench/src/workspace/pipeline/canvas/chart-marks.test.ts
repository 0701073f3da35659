import { expect, test } from 'vitest'
import { barBoxes, pointPlaces, readMarks } from './chart-marks.ts'

test('bars stand on the zero line, up and down', () => {
  const marks = readMarks([
    ['a', '0', '3', '9'],
    ['b', '0', '-1', '9'],
  ])
  expect(marks.total).toBe(9)
  const [up, down] = barBoxes(marks)
  expect(up).toMatchObject({ y: 0, height: 0.75 })
  expect(down).toMatchObject({ y: 0.75, height: 0.25 })
})

test('the empty ranges of a histogram stay empty', () => {
  const marks = readMarks([
    ['0', '0', '3', '2'],
    ['46', '23', '1', '2'],
  ])
  const [first, last] = barBoxes(marks, true)
  expect(first?.x).toBeCloseTo(0.1 / 24)
  expect(last?.x).toBeCloseTo(23.1 / 24)
})

test('points stand where their place and their figure say, a single one in the middle', () => {
  const rows = [
    ['1', '1', '10', '3'],
    ['2', '2', '30', '3'],
    ['5', '5', '20', '3'],
  ]
  const places = pointPlaces(readMarks(rows)).map(({ x, y }) => [x, y])
  expect(places).toEqual([
    [0, 1],
    [0.25, 0],
    [1, 0.5],
  ])
  expect(pointPlaces(readMarks(rows.slice(0, 1)))[0]).toMatchObject({ x: 0.5, y: 0.5 })
})

test('an empty figure is not drawn as zero', () => {
  expect(readMarks([['a', '0', '', '1']]).marks).toEqual([])
  expect(readMarks([]).total).toBe(0)
})
