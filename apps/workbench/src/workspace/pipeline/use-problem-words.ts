import { sayFailure, type Failure } from '@weft/kernel'
import { pipelineProblems, type Problem } from '@weft/pipeline-model'
import { failures } from '@weft/api-contract'
import { engineFailures } from '@weft/query-engine'
import { documentFailures } from '@weft/documents'
import { useWords } from '../../i18n/use-words.ts'

const asFailures = Object.fromEntries(
  Object.entries(pipelineProblems).map(([code, words]) => [code, { status: 0, ...words }]),
)
const everything = { ...failures, ...engineFailures, ...documentFailures, ...asFailures }

/** Sentences for the problems of steps and the refusals of the engine and the document. */
export function useProblemWords(): {
  sayProblem: (problem: Problem) => string
  sayRefusal: (failure: Failure) => string
} {
  const { language } = useWords()
  return {
    sayProblem: (problem) => sayFailure(asFailures, problem, language.value),
    sayRefusal: (failure) => sayFailure(everything, failure, language.value),
  }
}
