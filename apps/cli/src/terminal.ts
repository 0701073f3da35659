import { sayFailure, type Failure, type FailureCatalogue, type Language } from '@weft/kernel'
import { pipelineProblems } from '@weft/pipeline-model'
import { dialectFailures } from '@weft/sql-dialects'
import { cliFailures } from './cli-failures.ts'

/** Where a command's words go: results to `out`, everything about them to `err`. */
export interface Terminal {
  readonly language: Language
  out(text: string): void
  err(text: string): void
}

const catalogue: FailureCatalogue = {
  ...Object.fromEntries(
    Object.entries(pipelineProblems).map(([code, words]) => [code, { status: 1, ...words }]),
  ),
  ...dialectFailures,
  ...cliFailures,
}

/** A refusal or a piece of news as a sentence. */
export function say(language: Language, failure: Failure): string {
  return sayFailure(catalogue, failure, language)
}

/** Tells a refusal and gives the exit code that goes with it: 1 for the pipeline's fault, 2 for the call's. */
export function fail(terminal: Terminal, failure: Failure): number {
  terminal.err(say(terminal.language, failure))
  return catalogue[failure.code]?.status ?? 1
}
