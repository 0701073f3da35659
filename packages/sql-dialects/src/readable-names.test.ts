import type { StepId } from '@weft/pipeline-model'
import type { CompiledPipeline } from '@weft/pipeline-sql'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readableNames, type NameLetters } from './readable-names.ts'

/** Tables of a pipeline whose steps have these titles, and the name each is given. */
function namesOf(titles: readonly string[], letters: NameLetters): readonly string[] {
  const id = (at: number) => `st_${String(at).padStart(10, '0')}` as const
  const tables = titles.map((_, at) => ({ table: `w_${String(at)}`, step: id(at), port: 'main' }))
  const compiled = { outputs: [], steps: {}, tables } as unknown as CompiledPipeline
  const titleOf = (step: StepId) => titles[Number(step.slice(3))] ?? ''
  return [...readableNames(compiled, [], titleOf, letters).values()]
}

test('names say what the titles say, in the letters of any language', () => {
  expect(namesOf(['Late flights!', '航线 合计', 'Ärzte', '2nd try', '—'], 'any')).toEqual([
    'late_flights',
    '航线_合计',
    'ärzte',
    't_2nd_try',
    't',
  ])
})

test('where a tool takes only plain letters, the others are left out', () => {
  expect(namesOf(['航线', '航线 by day', '合计', 'Con'], 'ascii')).toEqual([
    't',
    'by_day',
    't_2',
    't_con',
  ])
})

describe.each(['any', 'ascii'] as const)('names of %s letters', (letters) => {
  test('are one each, whatever the titles, and fit where names are longest cut off', () => {
    const title = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom('a', 'A'))
    fc.assert(
      fc.property(fc.array(title, { maxLength: 12 }), (titles) => {
        const names = namesOf(titles, letters)
        expect(names).toHaveLength(titles.length)
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
        for (const name of names) {
          expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63)
          expect(name).toMatch(letters === 'any' ? /^\p{L}[\p{L}\p{N}_]*$/u : /^[a-z][a-z0-9_]*$/)
        }
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})
