import type { Schema } from '@weft/pipeline-model'
import { canCast, castSql, commonType, familyOf } from '../column-types.ts'
import { ExpressionFault } from './expression-fault.ts'
import type { Expression } from './expression-tree.ts'

/** An expression with the type the engine gives it; `NULL` is the type of a bare null. */
export interface Typed {
  readonly sql: string
  readonly type: string
  /** The columns it reads, in order of appearance. */
  readonly columns: readonly string[]
  readonly source: Expression
}

/** What an expression may refer to. */
export interface Scope {
  readonly schema: Schema
  readonly parameters: Parameters
  /** How a column is written, where its quoted name alone would not do. */
  readonly sqlOf?: (column: string) => string
}

/** A named value of a pipeline. */
export interface ParameterValue {
  readonly name: string
  readonly type: string
  readonly sql: string
  /** The value as it was written. */
  readonly text: string
}

/** The named values of a pipeline, by folded name. */
export type Parameters = ReadonlyMap<string, ParameterValue>

/** A pipeline without parameters. */
export const noParameters: Parameters = new Map()

/** Joins the columns several expressions read. */
export function columnsOf(parts: readonly Typed[]): readonly string[] {
  return [...new Set(parts.flatMap((part) => part.columns))]
}

/** SQL of the value as this type, where the two go together. */
export function as(part: Typed, type: string): string {
  return castSql(part.sql, part.type, type)
}

/** Throws the fault that a part has the wrong type. */
export function unfit(part: Typed, expected: string): never {
  throw new ExpressionFault('type-unfit', part.source.at, { found: part.type, expected })
}

/** The part as text; every type can be written as text. */
export function asText(part: Typed): string {
  return as(part, 'VARCHAR')
}

/** The part as this type, when it belongs to one of the families or is null. */
export function need(
  part: Typed,
  families: readonly string[],
  type: string,
  expected: string,
): string {
  const family = familyOf(part.type)
  if (family !== 'null' && !families.includes(family)) unfit(part, expected)
  return as(part, type)
}

const real = (iso: string, value: string) => {
  const time = Date.parse(iso)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value.slice(0, 10))
}

/** A date in the engine's spelling, or null for a text that is not a real date. */
export function readDate(value: string): string | null {
  const text = value.trim()
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && real(`${text}T00:00:00Z`, text) ? text : null
}

/** A moment in the engine's spelling, or null for a text that is not a real date or date and time. */
export function readMoment(value: string): string | null {
  const text = value.trim().replace('T', ' ')
  if (readDate(text)) return `${text} 00:00:00`
  const match = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,6})?)?$/.exec(
    text,
  )
  if (!match?.[1] || !readDate(match[1])) return null
  return `${match[1]} ${match[2] ?? '00'}:${match[3] ?? '00'}:${match[4] ?? '00'}${match[5] ?? ''}`
}

/** A quoted text beside a date or time is read as one, so that `day > '2024-01-31'` works. */
export function readAs(part: Typed, type: string): Typed {
  if (part.source.kind !== 'text') return part
  const family = familyOf(type)
  if (family !== 'date' && family !== 'timestamp') return part
  const date = family === 'date' ? readDate(part.source.value) : null
  if (date) return { ...part, sql: `DATE '${date}'`, type: 'DATE' }
  const moment = readMoment(part.source.value)
  if (moment) return { ...part, sql: `TIMESTAMP '${moment}'`, type: 'TIMESTAMP' }
  throw new ExpressionFault('date-unreal', part.source.at, { value: part.source.value })
}

/** Brings parts to the one type they share. */
export function alignParts(parts: readonly Typed[]): {
  readonly sqls: readonly string[]
  readonly type: string
} {
  const anchor = parts.find((part) => ['date', 'timestamp'].includes(familyOf(part.type)))
  const read = anchor ? parts.map((part) => readAs(part, anchor.type)) : parts
  let type = 'NULL'
  for (const part of read) {
    const shared = commonType(type, part.type)
    if (shared === null || (!canCast(part.type, shared) && part.type !== shared))
      throw new ExpressionFault('types-differ', part.source.at, { left: type, right: part.type })
    type = shared
  }
  return { sqls: read.map((part) => (part.type === 'NULL' ? part.sql : as(part, type))), type }
}
