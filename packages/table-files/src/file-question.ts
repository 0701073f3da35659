import type { ReadingPace } from './reading-pace.ts'
import type { TableLimits } from './table-limits.ts'

/** What a person says about a file; what is not said is found out. */
export interface FileAnswers {
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  readonly header?: boolean | undefined
  readonly sheet?: string | undefined
}

/** Everything a format's reader works with. */
export interface FileQuestion {
  readonly name: string
  readonly bytes: Uint8Array
  readonly answers: FileAnswers
  readonly limits: TableLimits
  readonly pace: ReadingPace
}
