import type { Failure } from '@weft/kernel'

/** Ends the reading of a file from deep inside; the front door turns it into a refusal. */
export class RefusedFile extends Error {
  readonly failure: Failure

  constructor(what: string, args: Failure['args'] = {}) {
    super(what)
    this.name = 'RefusedFile'
    this.failure = { code: `table-file.${what}`, args }
  }
}

/** A file whose bytes are not what its format asks for. */
export function brokenFile(reason: string): RefusedFile {
  return new RefusedFile('broken', { reason: reason.slice(0, 200) })
}
