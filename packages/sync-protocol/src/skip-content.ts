import type { ByteCursor } from './byte-cursor.ts'
import { MalformedMessage } from './read-bytes.ts'

const deepestValue = 100

function skipVarInt(cursor: ByteCursor): void {
  for (let count = 0; count < 9; count++) if (cursor.byte() < 128) return
  throw new MalformedMessage('a number is too large')
}

function skipMany(cursor: ByteCursor, each: () => void): void {
  const count = cursor.number()
  if (count > cursor.left) throw new MalformedMessage('values are missing')
  for (let index = 0; index < count; index++) each()
}

const fixedSizes: Readonly<Record<number, number>> = {
  127: 0,
  126: 0,
  124: 4,
  123: 8,
  122: 8,
  121: 0,
  120: 0,
}

/** Skips one value as lib0 writes it. */
function skipAny(cursor: ByteCursor, depth: number): void {
  if (depth > deepestValue) throw new MalformedMessage('a value is too deep')
  const kind = cursor.byte()
  const size = fixedSizes[kind]
  if (size !== undefined) {
    cursor.skip(size)
    return
  }
  switch (kind) {
    case 125:
      skipVarInt(cursor)
      break
    case 119:
      cursor.skipText()
      break
    case 118:
      skipMany(cursor, () => {
        cursor.skipText()
        skipAny(cursor, depth + 1)
      })
      break
    case 117:
      skipMany(cursor, () => skipAny(cursor, depth + 1))
      break
    case 116:
      cursor.skip(cursor.number())
      break
    default:
      throw new MalformedMessage(`a value of kind ${kind} is unknown`)
  }
}

function skipJson(cursor: ByteCursor): void {
  JSON.parse(cursor.readText())
}

function skipOldJson(cursor: ByteCursor): number {
  const count = cursor.number()
  if (count > cursor.left) throw new MalformedMessage('values are missing')
  for (let index = 0; index < count; index++) {
    const value = cursor.readText()
    if (value !== 'undefined') JSON.parse(value)
  }
  return count
}

function skipAnyList(cursor: ByteCursor): number {
  const count = cursor.number()
  if (count > cursor.left) throw new MalformedMessage('values are missing')
  for (let index = 0; index < count; index++) skipAny(cursor, 0)
  return count
}

/** Types of XML, 3 and 5, carry a name. */
function skipType(cursor: ByteCursor): void {
  const type = cursor.number()
  if (type > 6) throw new MalformedMessage(`a type ${type} is unknown`)
  if (type === 3 || type === 5) cursor.skipText()
}

function skipDocument(cursor: ByteCursor): void {
  cursor.skipText()
  // Its settings are spread into an object: nothing but an object, null or undefined makes sense.
  const kind = cursor.bytes[cursor.at]
  if (kind !== 118 && kind !== 126 && kind !== 127) throw new MalformedMessage('no settings')
  skipAny(cursor, 0)
}

/** What an item may hold, by Yjs's number; each gives the item's length in clock ticks. */
const contents: readonly (((cursor: ByteCursor) => number) | null)[] = [
  null,
  (cursor) => cursor.number(),
  skipOldJson,
  (cursor) => (cursor.skip(cursor.number()), 1),
  (cursor) => cursor.skipText(),
  (cursor) => (skipJson(cursor), 1),
  (cursor) => (cursor.skipText(), skipJson(cursor), 1),
  (cursor) => (skipType(cursor), 1),
  skipAnyList,
  (cursor) => (skipDocument(cursor), 1),
]

/** Skips what an item holds; gives its length in clock ticks. */
export function skipContent(cursor: ByteCursor, kind: number): number {
  const skip = contents[kind]
  if (!skip) throw new MalformedMessage(`content ${kind} is unknown`)
  return skip(cursor)
}
