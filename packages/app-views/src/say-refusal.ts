import { widgetProblems } from '@weft/app-runtime'
import { sayFailure, type Failure, type FailureCatalogue, type Language } from '@weft/kernel'
import { sayWord } from './app-words.ts'

/** Says why a widget shows nothing: a problem of its own, a refusal of its port, or that it failed. */
export function sayRefusal(
  failure: Failure,
  failures: FailureCatalogue,
  language: Language,
): string {
  const problem = Object.hasOwn(widgetProblems, failure.code) ? widgetProblems[failure.code] : null
  if (problem) return sayFailure({ [failure.code]: { status: 422, ...problem } }, failure, language)
  if (Object.hasOwn(failures, failure.code)) return sayFailure(failures, failure, language)
  return sayWord(language, 'failed')
}
