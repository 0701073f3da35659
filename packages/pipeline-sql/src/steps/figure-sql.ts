import type { AggregateFunction, Column } from '@weft/pipeline-model'
import { castSql, decimalShape, decimalType, familyOf, isNumeric } from '../column-types.ts'
import { quoteName, quoteText } from '../quoting.ts'

/** A figure over several rows, in SQL. */
export interface Figure {
  readonly sql: string
  readonly type: string
}

/** What some figures need to know beside their column. */
export interface FigureOptions {
  readonly share: number
  readonly separator: string
  /** An ORDER BY without two possibilities. */
  readonly order: string
  /** The same order backwards. */
  readonly reverse: string
}

const huge = new Set(['HUGEINT', 'UHUGEINT', 'UBIGINT'])

// SUM of whole numbers is HUGEINT, which arrives in JavaScript as a decimal; BIGINT is exact and refuses to overflow.
function sumType(type: string): string {
  const shape = decimalShape(type)
  if (shape) return decimalType(38, shape.scale)
  if (familyOf(type) === 'float') return 'DOUBLE'
  return huge.has(type) ? 'HUGEINT' : 'BIGINT'
}

/** A figure as it is written before FILTER and OVER, the type it is then cast to, and the type the engine gives. */
interface Written {
  readonly call: string
  readonly type: string
  readonly needsCast?: boolean
}

type Writer = (name: string, type: string, options: FigureOptions) => Written

const double = (name: string, type: string) => castSql(name, type, 'DOUBLE')
const overDouble =
  (call: string): Writer =>
  (name, type) => ({ call: `${call}(${double(name, type)})`, type: 'DOUBLE' })

const exact: ReadonlySet<string> = new Set(['integer', 'decimal'])

const writers: Readonly<Record<AggregateFunction, Writer>> = {
  count: (name) => ({ call: `count(${name})`, type: 'BIGINT' }),
  'count-distinct': (name) => ({ call: `count(DISTINCT ${name})`, type: 'BIGINT' }),
  sum: (name, type) => ({ call: `sum(${name})`, type: sumType(type), needsCast: true }),
  // Whole numbers and DECIMALs are summed exactly before the one division.
  average: (name, type) => ({
    call: `avg(${exact.has(familyOf(type)) ? name : double(name, type)})`,
    type: 'DOUBLE',
  }),
  median: overDouble('median'),
  quantile: (name, type, { share }) => ({
    call: `quantile_cont(${double(name, type)}, ${String(share)})`,
    type: 'DOUBLE',
  }),
  min: (name, type) => ({ call: `min(${name})`, type }),
  max: (name, type) => ({ call: `max(${name})`, type }),
  first: (name, type, { order }) => ({ call: `first(${name} ${order})`, type }),
  last: (name, type, { reverse }) => ({ call: `first(${name} ${reverse})`, type }),
  stddev: overDouble('stddev_samp'),
  variance: overDouble('var_samp'),
  mode: (name, type) => ({ call: `mode(${name} ORDER BY ${name})`, type }),
  'join-texts': (name, type, { separator }) => {
    const text = castSql(name, type, 'VARCHAR')
    return {
      call: `string_agg(${text}, ${quoteText(separator)} ORDER BY ${text})`,
      type: 'VARCHAR',
    }
  },
}

const numeric = new Set<AggregateFunction>([
  'sum',
  'average',
  'median',
  'quantile',
  'stddev',
  'variance',
])

/** Whether a figure can be worked out over values of this type. */
export function figureFits(name: AggregateFunction, type: string): boolean {
  if (numeric.has(name)) return isNumeric(type)
  // Lists and the like have no order to be least, greatest or most frequent in.
  return name === 'count' || familyOf(type) !== 'other'
}

/** SQL of a figure over a column; `after` is its FILTER or OVER. */
export function figureSql(
  name: AggregateFunction,
  column: Column,
  after = '',
  options: FigureOptions = { share: 0.5, separator: ', ', order: '', reverse: '' },
): Figure {
  const { call, type, needsCast } = writers[name](quoteName(column.name), column.type, options)
  const whole = `${call}${after}`
  return { sql: needsCast ? `CAST(${whole} AS ${type})` : whole, type }
}
