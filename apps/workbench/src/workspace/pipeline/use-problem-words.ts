import { sayFailure, type Failure } from '@weft/kernel'
import { pipelineProblems, problemArgs, type Problem } from '@weft/pipeline-model'
import { failures } from '@weft/api-contract'
import { engineFailures } from '@weft/query-engine'
import { documentFailures } from '@weft/documents'
import { useWords } from '../../i18n/use-words.ts'

const asFailures = Object.fromEntries(
  Object.entries(pipelineProblems).map(([code, words]) => [code, { status: 0, ...words }]),
)
const everything = { ...failures, ...engineFailures, ...documentFailures, ...asFailures }

/** The engine quotes the statement, which nobody here has written, after what is wrong. */
function withoutStatement({ code, args }: Failure): Failure {
  const { message } = args
  if (typeof message !== 'string') return { code, args }
  return { code, args: { ...args, message: message.replace(/\s*\n*LINE \d+:[\s\S]*$/, '') } }
}

/** A check that blocks speaks through the engine; its message becomes the sentence of the check. */
function plainRefusal(failure: Failure): Failure {
  const found = /weft:check-failed:(\d+)/.exec(JSON.stringify(failure.args))
  return found ? { code: 'check.failed', args: { rows: found[1] ?? '' } } : failure
}

/** Sentences for the problems of steps and the refusals of the engine and the document. */
export function useProblemWords(): {
  sayProblem: (problem: Problem) => string
  sayRefusal: (failure: Failure) => string
} {
  const { language } = useWords()
  return {
    sayProblem: ({ code, args }) =>
      sayFailure(asFailures, { code, args: problemArgs(args, language.value) }, language.value),
    sayRefusal: (failure) =>
      sayFailure(everything, withoutStatement(plainRefusal(failure)), language.value),
  }
}
