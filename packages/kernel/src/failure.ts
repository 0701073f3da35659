import type { Language, Localized } from './language.ts'

/** A coded refusal: `domain.what-happened`, with the words that complete its sentence. */
export interface Failure {
  readonly code: string
  readonly args: Readonly<Record<string, string | number>>
}

/** One entry of a failure catalogue: an HTTP status and a sentence in each language, with `{name}` for each argument. */
export interface FailureEntry extends Localized {
  readonly status: number
}

/** All failures of one domain, by code. */
export type FailureCatalogue = Readonly<Record<string, FailureEntry>>

/** Says a failure in a language; a code the catalogue does not know is shown as it is, never hidden. */
export function sayFailure(
  catalogue: FailureCatalogue,
  failure: Failure,
  language: Language,
): string {
  const entry = Object.hasOwn(catalogue, failure.code) ? catalogue[failure.code] : undefined
  if (!entry) return failure.code
  return entry[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(failure.args, name) ? String(failure.args[name]) : whole,
  )
}
