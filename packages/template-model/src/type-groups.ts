import { canCast } from '@weft/pipeline-sql'

const groups: readonly (readonly [RegExp, string])[] = [
  [/^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/, 'number'],
  [/^VARCHAR/, 'text'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP/, 'moment'],
  [/^TIME/, 'time'],
  [/^BOOLEAN$/, 'truth'],
]

const groupOf = (type: string): string =>
  groups.find(([pattern]) => pattern.test(type))?.[1] ?? type

/** How values of one type become what another one expects: as they are, by a conversion, or not at all. */
export type TypeFit = 'same' | 'converted' | 'never'

/** Whether a column of one type can stand for an expected one; numbers of all widths are alike. */
export function typeFit(offered: string, expected: string): TypeFit {
  if (groupOf(offered) === groupOf(expected)) return 'same'
  return canCast(offered, expected) ? 'converted' : 'never'
}
