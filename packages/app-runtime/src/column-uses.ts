import type { Measure } from '@weft/app-model'
import { isNumeric } from '@weft/pipeline-sql'

/** What a widget wants of a column. */
export type ColumnUse = 'number' | 'ordered' | 'day' | 'category' | 'any'

/** Values that cannot be told apart, ordered or written as text by core functions alone. */
const unwieldy = /\]$|^(STRUCT|MAP|UNION|BLOB|BIT|NULL|TIMESTAMP WITH TIME ZONE|TIMESTAMPTZ)\b/

/** Whether a column of this type can serve the use. */
export function canServe(type: string, use: ColumnUse): boolean {
  switch (use) {
    case 'number':
      return isNumeric(type)
    case 'day':
      return /^(DATE|TIMESTAMP(_S|_MS|_NS)?)$/.test(type)
    case 'ordered':
    case 'category':
      return !unwieldy.test(type)
    case 'any':
      return true
  }
}

/** What a measure wants of its column; charts draw numbers only. */
export function measureUse(measure: Measure, drawn: boolean): ColumnUse {
  switch (measure.function) {
    case 'count':
    case 'count-distinct':
      return 'any'
    case 'min':
    case 'max':
      return drawn ? 'number' : 'ordered'
    case 'sum':
    case 'average':
    case 'median':
      return 'number'
  }
}
