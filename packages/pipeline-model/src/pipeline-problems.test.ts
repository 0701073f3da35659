import { expect, test } from 'vitest'
import { pipelineProblems } from './pipeline-problems.ts'

const places = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).toSorted()

test.each(Object.entries(pipelineProblems))(
  '%s is said in both languages with the same places',
  (_, entry) => {
    expect(entry.en.trim()).not.toBe('')
    expect(entry.zh).toMatch(/[一-鿿]/)
    expect(places(entry.zh)).toEqual(places(entry.en))
  },
)
