import { describe, expect, test } from 'vitest'
import { paddedMean, scoreApp, startingMean, type Vote } from './score.ts'

const vote = (organisation: string, stars: number, more: Partial<Vote> = {}): Vote => ({
  app: 'a',
  organisation,
  person: `person of ${organisation}`,
  stars,
  releasedAt: 1,
  counts: true,
  ...more,
})
const many = (count: number, stars: number) =>
  Array.from({ length: count }, (_, index) => vote(`og${index}`, stars))

describe('the score', () => {
  test('[RATE-1] golden: one voice moves it a little, ten move it half way', () => {
    expect(paddedMean([5], startingMean)).toBeCloseTo(3.6364, 4)
    expect(scoreApp('a', many(1, 5)).value).toBeCloseTo(3.6364, 4)
    expect(scoreApp('a', many(10, 5)).value).toBe(4.25)
    expect(scoreApp('a', many(10, 1)).value).toBe(2.25)
  })

  test('[RATE-2] it is null while no rating counts', () => {
    expect(scoreApp('a', []).value).toBeNull()
    expect(scoreApp('a', [vote('og', 5, { counts: false })])).toEqual({
      value: null,
      counted: 0,
      total: 1,
      distribution: [0, 0, 0, 0, 0],
    })
  })

  test('[RATE-3] an organisation has one voice, however many people it sends', () => {
    const crowd = Array.from({ length: 50 }, (_, index) => vote('og', 5, { person: `p${index}` }))
    expect(scoreApp('a', crowd).value).toBeCloseTo(3.6364, 4)
    expect(scoreApp('a', crowd).counted).toBe(50)
  })

  test('[RATE-4] a person’s voice is their rating of the newest release they rated', () => {
    const votes = [vote('og', 1), vote('og', 5, { releasedAt: 2 })]
    expect(scoreApp('a', votes).distribution).toEqual([0, 0, 0, 0, 1])
  })

  test('[RATE-5] the mean it is padded with is that of the space’s other apps', () => {
    const votes = [vote('x', 5), ...many(3, 2).map((entry) => ({ ...entry, app: 'b' }))]
    expect(scoreApp('a', votes).value).toBeCloseTo((10 * 2 + 5) / 11, 10)
  })
})
