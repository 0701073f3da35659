import type { Failure } from './failure.ts'

/** What an expected operation gives back: a value, or a coded refusal. Bugs are thrown instead. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** Wraps a value as a success. */
export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

/** Wraps a failure code and the words that complete its sentence as a refusal. */
export function refuse(
  code: string,
  args: Readonly<Record<string, string | number>> = {},
): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, args } }
}
