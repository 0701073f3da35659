import { Type, type DataType } from '@uwdata/flechette'
import type { Cell } from './cell.ts'
import { dateText, intervalText, timestampText, timeText } from './time-text.ts'

/** Turns what the Arrow reader gives for one type into an exact cell. */
export type CellReader = (raw: unknown) => Cell

/** A whole number and its scale as decimal text: 1230, 2 → `12.30`. */
export function decimalText(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : ''
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  return `${sign}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`
}

function whole(raw: unknown): bigint {
  return typeof raw === 'bigint' ? raw : BigInt(Math.round(Number(raw)))
}

function decimalReader(scale: number): CellReader {
  // Scale 0 is HUGEINT's form as well as DECIMAL(n,0)'s: a whole number either way.
  return scale === 0 ? whole : (raw) => decimalText(whole(raw), scale)
}

/** Arrow's units in order: seconds, milliseconds, microseconds, nanoseconds. */
const unitsPerSecond = [1n, 1_000n, 1_000_000n, 1_000_000_000n] as const

function structReader(children: readonly { name: string; type: DataType }[]): CellReader {
  const readers = children.map(({ name, type }) => [name, cellReader(type)] as const)
  return (raw) =>
    Object.fromEntries(
      readers.map(([name, read]) => [name, read((raw as Record<string, unknown>)[name])]),
    )
}

function listReader(element: DataType | undefined): CellReader {
  const read = element ? cellReader(element) : plain
  return (raw) => Array.from(raw as Iterable<unknown>, read)
}

function mapReader(entry: DataType | undefined): CellReader {
  const [key, value] = entry?.typeId === Type.Struct ? entry.children : []
  const readKey = key ? cellReader(key.type) : plain
  const readValue = value ? cellReader(value.type) : plain
  return (raw) =>
    Array.from(raw as Iterable<[unknown, unknown]>, ([left, right]) => [
      readKey(left),
      readValue(right),
    ])
}

function plain(raw: unknown): Cell {
  if (raw instanceof Uint8Array) return raw
  switch (typeof raw) {
    case 'boolean':
    case 'number':
    case 'bigint':
    case 'string':
      return raw
    default:
      return JSON.stringify(raw)
  }
}

function readerOfValue(type: DataType): CellReader {
  switch (type.typeId) {
    case Type.Decimal:
      return decimalReader(type.scale)
    case Type.Date:
      return (raw) => dateText(Number(raw))
    case Type.Timestamp:
      return (raw) => timestampText(whole(raw), unitsPerSecond[type.unit])
    case Type.Time:
      return (raw) => timeText(whole(raw), unitsPerSecond[type.unit])
    case Type.Interval:
      return (raw) => intervalText(Array.from(raw as Iterable<number>))
    case Type.Dictionary:
      return cellReader(type.dictionary)
    case Type.Struct:
      return structReader(type.children)
    case Type.List:
    case Type.FixedSizeList:
    case Type.LargeList:
      return listReader(type.children[0]?.type)
    case Type.Map:
      return mapReader(type.children[0].type)
    default:
      return plain
  }
}

/** The reader for an Arrow type, nested types included. */
export function cellReader(type: DataType): CellReader {
  const read = readerOfValue(type)
  return (raw) => (raw === null || raw === undefined ? null : read(raw))
}
