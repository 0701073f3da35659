/** What a column's type means to a reader. */
export type ColumnFamily = 'text' | 'integer' | 'number' | 'date' | 'moment' | 'truth' | 'other'

const families: readonly (readonly [RegExp, ColumnFamily])[] = [
  [/^VARCHAR/, 'text'],
  [/^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/, 'integer'],
  [/^(?:FLOAT|DOUBLE|DECIMAL.*)$/, 'number'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP/, 'moment'],
  [/^BOOLEAN$/, 'truth'],
]

/** The family of an engine type such as `DECIMAL(10,2)`. */
export function columnFamily(type: string): ColumnFamily {
  return families.find(([pattern]) => pattern.test(type))?.[1] ?? 'other'
}

/** Whether values of this type are figures, which stand flush right. */
export function isFigure(type: string): boolean {
  return ['integer', 'number'].includes(columnFamily(type))
}

/** Whether a profile of this type cuts a range into bins instead of counting values. */
export function hasBins(type: string): boolean {
  return ['integer', 'number', 'date', 'moment'].includes(columnFamily(type))
}
