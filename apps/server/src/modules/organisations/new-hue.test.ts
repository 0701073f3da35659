import { expect, test } from 'vitest'
import { newHue } from './new-hue.ts'

test('a new organisation gets the middle of the widest gap between the hues in use', () => {
  expect(newHue([])).toBe(215)
  expect(newHue([0])).toBe(180)
  expect(newHue([10, 100, 200])).toBe(285)
  expect(newHue([350, 10, 180])).toBe(95)
})
