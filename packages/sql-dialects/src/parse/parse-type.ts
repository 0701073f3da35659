import { Uncarried } from '../uncarried.ts'
import type { Value } from './sql-tree.ts'
import type { TokenCursor } from './token-cursor.ts'

const aliases: Readonly<Record<string, string>> = {
  TEXT: 'VARCHAR',
  STRING: 'VARCHAR',
  CHAR: 'VARCHAR',
  INT: 'INTEGER',
  INT4: 'INTEGER',
  INT8: 'BIGINT',
  LONG: 'BIGINT',
  INT2: 'SMALLINT',
  SHORT: 'SMALLINT',
  INT1: 'TINYINT',
  BOOL: 'BOOLEAN',
  REAL: 'FLOAT',
  FLOAT4: 'FLOAT',
  FLOAT8: 'DOUBLE',
  DATETIME: 'TIMESTAMP',
  DECIMAL: 'DECIMAL(18,3)',
  NUMERIC: 'DECIMAL(18,3)',
}

/** Reads the name of a type, in the engine's spelling. */
export function parseType(cursor: TokenCursor): string {
  const word = cursor.name().toUpperCase()
  if (word === 'DOUBLE') cursor.take('PRECISION')
  if (cursor.isAt('WITH', 'TIME', 'ZONE')) cursor.fail()
  const size = cursor.isSign('(')
    ? cursor.inBrackets(() => cursor.list(() => cursor.next().value))
    : []
  const sized = size.length > 0 && ['DECIMAL', 'NUMERIC'].includes(word)
  let type = sized ? `DECIMAL(${size[0] ?? ''},${size[1] ?? '0'})` : (aliases[word] ?? word)
  while (cursor.takeSign('[')) {
    cursor.needSign(']')
    type += '[]'
  }
  return type
}

const units: Readonly<Record<string, readonly [string, number]>> = {
  YEAR: ['YEAR', 1],
  QUARTER: ['MONTH', 3],
  MONTH: ['MONTH', 1],
  WEEK: ['DAY', 7],
  DAY: ['DAY', 1],
  HOUR: ['HOUR', 1],
  MINUTE: ['MINUTE', 1],
  SECOND: ['SECOND', 1],
}

/** Reads what stands after INTERVAL: a whole number of one unit. */
export function parseInterval(cursor: TokenCursor): Value {
  const first = cursor.next()
  const [amount = '', inside] = first.value.trim().split(/\s+/)
  const written = inside ?? cursor.name()
  const unit = units[written.toUpperCase().replace(/S$/, '')]
  if (!unit || !/^-?\d{1,9}$/.test(amount) || !['text', 'number'].includes(first.kind))
    throw new Uncarried('dialect.syntax', `INTERVAL ${first.value}`)
  return { kind: 'interval', amount: Number(amount) * unit[1], unit: unit[0] }
}
