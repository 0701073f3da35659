import type { Language, Localized } from '@weft/kernel'
import type { Problem } from './problem.ts'
import { kindProblems } from './problems/kind-problems.ts'
import { problemWords } from './problems/problem-words.ts'
import { stepProblems } from './problems/step-problems.ts'
import { subflowProblems } from './problems/subflow-problems.ts'
import { textProblems } from './problems/text-problems.ts'

/** The sentences of every problem of a pipeline and of every notice of its repair, by code. */
export const pipelineProblems: Readonly<Record<string, Localized>> = {
  ...stepProblems,
  ...kindProblems,
  ...textProblems,
  ...subflowProblems,
}

/** The arguments of a problem in a language: names of types and of what was expected are words, not code. */
export function problemArgs(args: Problem['args'], language: Language): Problem['args'] {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const words = typeof value === 'string' ? wordsOf(value) : null
      return [name, words?.[language] ?? value]
    }),
  )
}

function wordsOf(value: string): Localized | null {
  if (Object.hasOwn(problemWords, value)) return problemWords[value] ?? null
  return value.startsWith('DECIMAL(') ? (problemWords['DECIMAL'] ?? null) : null
}
