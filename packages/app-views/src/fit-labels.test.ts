import { expect, test } from 'vitest'
import { fitLabels } from './fit-labels.ts'

const room = { widthPx: 500, heightPx: 260 }
const names = (count: number) =>
  Array.from({ length: count }, (_, n) => `A rather long name ${'x'.repeat(n)}`)

test('short names stand side by side, all of them', () => {
  expect(fitLabels(['AA', 'UA', 'DL'], room)).toMatchObject({
    rotate: 0,
    showAll: true,
    lieWell: false,
  })
})

test('long names are read best beside lying bars, while there is a line for each', () => {
  expect(fitLabels(names(10), room).lieWell).toBe(true)
  expect(fitLabels(names(30), room).lieWell).toBe(false)
})

test('where bars cannot lie, names stand aslant, and none is dropped while there is room', () => {
  expect(fitLabels(names(10), { widthPx: 500, heightPx: 120 })).toMatchObject({
    rotate: 40,
    showAll: true,
  })
  expect(fitLabels(names(300), room).showAll).toBe(false)
})

test('days stay level: some may be left out between others', () => {
  const days = Array.from({ length: 90 }, (_, n) => `2024-01-${String(n).padStart(2, '0')}`)
  expect(fitLabels(days, room)).toMatchObject({ rotate: 0, showAll: false, lieWell: false })
})

test('Chinese names count twice a letter', () => {
  const six = [
    '东方航空公司',
    '南方航空公司',
    '四川航空公司',
    '海南航空公司',
    '厦门航空公司',
    '深圳航空公司',
  ]
  expect(fitLabels(six, room)).toMatchObject({ rotate: 40 })
})
