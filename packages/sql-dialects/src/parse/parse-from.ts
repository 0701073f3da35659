import type { QueryParser } from './parse-query.ts'
import type { Called, From, JoinWord } from './sql-tree.ts'

function called(parser: QueryParser): Called {
  const alias = parser.alias()
  return { alias, columns: alias === null ? [] : parser.names() }
}

function source(parser: QueryParser): From {
  const { cursor } = parser
  if (cursor.isSign('(')) {
    const isQuery = ['SELECT', 'WITH', 'VALUES'].includes(cursor.peek(1).value.toUpperCase())
    if (!isQuery && !cursor.isSign('(', 1)) return cursor.inBrackets(() => parseFrom(parser))
    const query = cursor.inBrackets(() => parser.query())
    return { kind: 'derived', query, ...called(parser) }
  }
  const name = cursor.name()
  if (cursor.isSign('.')) cursor.fail()
  if (!cursor.isSign('(')) return { kind: 'table', name, ...called(parser) }
  const args = cursor.inBrackets(() => cursor.list(() => parser.values.value()))
  return { kind: 'series', name: name.toLowerCase(), args, ...called(parser) }
}

const words: readonly (readonly [readonly string[], JoinWord])[] = [
  [['ASOF', 'LEFT', 'JOIN'], 'ASOF LEFT'],
  [['ASOF', 'JOIN'], 'ASOF'],
  [['INNER', 'JOIN'], 'INNER'],
  [['LEFT', 'OUTER', 'JOIN'], 'LEFT'],
  [['LEFT', 'JOIN'], 'LEFT'],
  [['RIGHT', 'OUTER', 'JOIN'], 'RIGHT'],
  [['RIGHT', 'JOIN'], 'RIGHT'],
  [['FULL', 'OUTER', 'JOIN'], 'FULL'],
  [['FULL', 'JOIN'], 'FULL'],
  [['SEMI', 'JOIN'], 'SEMI'],
  [['ANTI', 'JOIN'], 'ANTI'],
  [['CROSS', 'JOIN'], 'CROSS'],
  [['JOIN'], 'INNER'],
]

/** Reads what a SELECT reads: tables, queries and their joins. */
export function parseFrom(parser: QueryParser): From {
  const { cursor } = parser
  let left = source(parser)
  for (;;) {
    if (cursor.takeSign(',')) {
      left = { kind: 'join', word: 'CROSS', left, right: source(parser), on: null, using: [] }
      continue
    }
    const word = words.find(([all]) => cursor.take(...all))?.[1]
    if (!word) return left
    const right = source(parser)
    const on = cursor.take('ON') ? parser.values.value() : null
    const using = cursor.take('USING') ? parser.names() : []
    if (word !== 'CROSS' && on === null && using.length === 0) cursor.fail()
    left = { kind: 'join', word, left, right, on, using }
  }
}
