import { decimalShape, plainNumber, readScaled } from './decimals.ts'
import { readDays, readMicros } from './moments.ts'

/** A value as the Arrow writer takes it. */
export type Value = string | number | bigint | boolean

/** Reads the text of a cell as a value, or gives undefined when it is none. */
export type ValueReader = (text: string) => Value | undefined

const yes = new Set(['true', 'yes', '是', '真'])
const no = new Set(['false', 'no', '否', '假'])
const leastWhole = -(2n ** 63n)
const mostWhole = 2n ** 63n - 1n

function readBoolean(text: string): boolean | undefined {
  const folded = text.toLowerCase()
  if (yes.has(folded)) return true
  return no.has(folded) ? false : undefined
}

function readWhole(text: string): bigint | undefined {
  const plain = plainNumber(text)
  if (plain === undefined || !/^[+-]?\d{1,20}$/.test(plain)) return undefined
  const value = BigInt(plain.replace('+', ''))
  return value >= leastWhole && value <= mostWhole ? value : undefined
}

function readDouble(text: string): number | undefined {
  const plain = plainNumber(text)
  const value = plain === undefined ? Number.NaN : Number(plain)
  return Number.isFinite(value) ? value : undefined
}

/** How the text of a cell becomes a value of each type that needs no further words. */
export const valueReaders = {
  BOOLEAN: readBoolean,
  BIGINT: readWhole,
  DOUBLE: readDouble,
  DATE: readDays,
  TIMESTAMP: readMicros,
  VARCHAR: (text: string) => text,
} satisfies Readonly<Record<string, ValueReader>>

/** The types a column can be given, as they are offered; any DECIMAL(width,scale) too. */
export const tableTypes: readonly string[] = [
  'VARCHAR',
  'BIGINT',
  'DOUBLE',
  'DECIMAL(18,2)',
  'BOOLEAN',
  'DATE',
  'TIMESTAMP',
]

/** The reader of a type, or null when a table cannot have it. */
export function readerOf(type: string): ValueReader | null {
  const shape = decimalShape(type)
  if (shape) return (text) => readScaled(text, shape.width, shape.scale)
  const readers: Readonly<Record<string, ValueReader>> = valueReaders
  return Object.hasOwn(readers, type) ? (readers[type] ?? null) : null
}

const words = new Set(['na', 'n/a', '#n/a', 'null', 'nan', 'none'])

/** Whether a cell that is no value says in words that there is none. */
export function saysNothing(text: string): boolean {
  return text === '' || words.has(text.toLowerCase())
}
