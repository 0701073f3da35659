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
  if (raw instanceof Uint8Array || typeof raw === 'string' || typeof raw === 'bigint') return raw
  return typeof raw === 'number' || typeof raw === 'boolean' ? raw : JSON.stringify(raw)
}

function timeReader(type: DataType): CellReader | null {
  if (type.typeId === Type.Date) return (raw) => dateText(Number(raw))
  if (type.typeId === Type.Interval) {
    return (raw) => intervalText(Array.from(raw as Iterable<number>))
  }
  if (type.typeId !== Type.Timestamp && type.typeId !== Type.Time) return null
  const perSecond = unitsPerSecond[type.unit]
  const write = type.typeId === Type.Time ? timeText : timestampText
  return (raw) => write(whole(raw), perSecond)
}

function nestedReader(type: DataType): CellReader | null {
  if (type.typeId === Type.Struct) return structReader(type.children)
  if (type.typeId === Type.Map) return mapReader(type.children[0].type)
  const isList =
    type.typeId === Type.List ||
    type.typeId === Type.LargeList ||
    type.typeId === Type.FixedSizeList
  return isList ? listReader(type.children[0].type) : null
}

function readerOfValue(type: DataType): CellReader {
  if (type.typeId === Type.Decimal) return decimalReader(type.scale)
  if (type.typeId === Type.Dictionary) return cellReader(type.dictionary)
  return timeReader(type) ?? nestedReader(type) ?? plain
}

/** The reader for an Arrow type, nested types included. */
export function cellReader(type: DataType): CellReader {
  const read = readerOfValue(type)
  return (raw) => (raw === null || raw === undefined ? null : read(raw))
}
