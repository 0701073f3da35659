import type { Failure } from '@weft/kernel'

/** A refusal on its way out of a place that can only throw. */
export class RefusedError extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.code)
    this.name = 'RefusedError'
    this.failure = failure
  }
}
