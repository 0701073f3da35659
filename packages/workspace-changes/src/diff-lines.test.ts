import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from './diff-lines.ts'

const text = fc
  .array(fc.constantFrom('SELECT *', 'FROM a', '', 'WHERE x > 1', '-- 注释'))
  .map((lines) => lines.join('\n'))

const linesOf = (words: string) => (words === '' ? [] : words.replace(/\n$/, '').split('\n'))

test('[CHG-4] the lines of either text stand in the comparison in their order', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after)
      const left = lines.filter(({ change }) => change !== 'added').map(({ line }) => line)
      const right = lines.filter(({ change }) => change !== 'removed').map(({ line }) => line)
      expect(left).toEqual(linesOf(before))
      expect(right).toEqual(linesOf(after))
    }),
  )
})

test('[CHG-4] equal texts have no added and no removed line', () => {
  expect(diffLines('a\nb', 'a\nb\n').every(({ change }) => change === 'same')).toBe(true)
})
