import type { FrameEnd, OrderTerm, Value, Window } from './sql-tree.ts'
import type { ValueParser } from './parse-value.ts'

function frameEnd(parser: ValueParser): FrameEnd {
  const { cursor } = parser
  for (const words of ['UNBOUNDED PRECEDING', 'UNBOUNDED FOLLOWING', 'CURRENT ROW'] as const)
    if (cursor.take(...words.split(' '))) return { words, size: null }
  const size = parser.value()
  const words = (['PRECEDING', 'FOLLOWING'] as const).find((word) => cursor.take(word))
  return words ? { words, size } : cursor.fail()
}

function orderTerms(parser: ValueParser): readonly OrderTerm[] {
  const { cursor } = parser
  return cursor.take('ORDER', 'BY') ? cursor.list(() => parser.order()) : []
}

function frameOf(parser: ValueParser): Window['frame'] {
  const { cursor } = parser
  const unit = ['ROWS', 'RANGE'].find((word) => cursor.take(word))
  if (unit === undefined) return null
  if (!cursor.take('BETWEEN'))
    return { unit, start: frameEnd(parser), end: { words: 'CURRENT ROW', size: null } }
  const start = frameEnd(parser)
  cursor.need('AND')
  return { unit, start, end: frameEnd(parser) }
}

function windowOf(parser: ValueParser): Window | null {
  const { cursor } = parser
  if (!cursor.take('OVER')) return null
  return cursor.inBrackets(() => {
    const partition = cursor.take('PARTITION', 'BY') ? cursor.list(() => parser.value()) : []
    return { partition, order: orderTerms(parser), frame: frameOf(parser) }
  })
}

/** EXTRACT(unit FROM value) is a call of date_part. */
function extracted(parser: ValueParser): Value {
  const { cursor } = parser
  return cursor.inBrackets((): Value => {
    const unit: Value = { kind: 'text', value: cursor.next().value.toLowerCase() }
    cursor.need('FROM')
    return { ...plain, name: 'date_part', args: [unit, parser.value()] }
  })
}

const plain = {
  kind: 'call',
  distinct: false,
  order: [],
  filter: null,
  ignoresNulls: false,
  over: null,
} as const

/** Reads a call: its arguments, FILTER and OVER. */
export function parseCall(parser: ValueParser): Value {
  const { cursor } = parser
  const name = cursor.name().toLowerCase()
  if (name === 'extract') return extracted(parser)
  const inside = cursor.inBrackets(() => {
    const distinct = cursor.take('DISTINCT')
    const args = cursor.isSign(')') ? [] : cursor.list(() => parser.value())
    const order = orderTerms(parser)
    const ignoresNulls = cursor.take('IGNORE', 'NULLS')
    return { distinct, args, order, ignoresNulls }
  })
  const filter = cursor.take('FILTER')
    ? cursor.inBrackets(() => {
        cursor.take('WHERE')
        return parser.value()
      })
    : null
  return { kind: 'call', name, ...inside, filter, over: windowOf(parser) }
}
