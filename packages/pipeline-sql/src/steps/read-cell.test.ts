import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listParts, writeListPart } from './read-cell.ts'

test('a list is cut at commas of both languages, and what is empty between them is left out', () => {
  expect(listParts(' a, b c，,d ,')).toEqual(['a', 'b c', 'd'])
  expect(listParts('')).toEqual([])
})

test('a part in double quotes may have commas, spaces at its ends, and nothing in it', () => {
  expect(listParts('"a, b",  " c " , "", "say ""so"""')).toEqual(['a, b', ' c ', '', 'say "so"'])
})

test('a quote that does not close, or goes on, is a sign like any other', () => {
  expect(listParts('5" pipe, "half, x"y')).toEqual(['5" pipe', '"half', 'x"y'])
})

test('every text can be written as a part and is read as itself', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (values) => {
      expect(listParts(values.map(writeListPart).join(', '))).toEqual(values)
    }),
  )
})
