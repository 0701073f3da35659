import { Uncarried } from '../uncarried.ts'
import type { CallWriter, Typed, WrittenCall } from './dialect.ts'
import { isMoment, isText, sharedType } from './value-types.ts'
import { isNumeric } from '@weft/pipeline-sql'

/** The argument at a place; its absence means a form of the function that is not known. */
export function argument({ args, call }: WrittenCall, at: number): Typed {
  const arg = args[at]
  if (!arg) throw new Uncarried('dialect.function', call.name)
  return arg
}

/** Refuses a call with an argument of the wrong kind, whose meaning would be unclear. */
export function needs(call: WrittenCall, at: number, isRight: (type: string) => boolean): Typed {
  const arg = argument(call, at)
  if (isRight(arg.type) || arg.type === 'NULL') return arg
  throw new Uncarried('dialect.types-mixed', call.call.name)
}

/** An argument that is a text. */
export const textAt = (call: WrittenCall, at: number): Typed => needs(call, at, isText)
/** An argument that is a number. */
export const numberAt = (call: WrittenCall, at: number): Typed => needs(call, at, isNumeric)
/** An argument that is a date or a moment. */
export const momentAt = (call: WrittenCall, at: number): Typed => needs(call, at, isMoment)

/** A function without FILTER, OVER or an order of its own. */
export const single =
  (write: CallWriter): CallWriter =>
  (call) => {
    if (call.after !== '' || call.order !== '' || call.call.distinct || call.call.ignoresNulls)
      throw new Uncarried('dialect.function', call.call.name)
    return write(call)
  }

/** A function of the same name over texts. */
export const overTexts = (name: string, type: string): CallWriter =>
  single((call) => ({
    sql: `${name}(${call.args.map((_, at) => textAt(call, at).sql).join(', ')})`,
    type,
  }))

/** A function of the same name over one number read as DOUBLE. */
export const overDoubles = (name: string): CallWriter =>
  single((call) => ({
    sql: `${name}(${call.args.map((_, at) => asDouble(call, at)).join(', ')})`,
    type: 'DOUBLE',
  }))

/** An argument as DOUBLE. */
export function asDouble(call: WrittenCall, at: number): string {
  return call.dialect.cast(numberAt(call, at), 'DOUBLE', false, call.needs)
}

/** A figure of the same name over numbers read as DOUBLE. */
export const doubleFigure =
  (name: string): CallWriter =>
  (call) => {
    plainFigure(call)
    return { sql: `${name}(${asDouble(call, 0)})${call.after}`, type: 'DOUBLE' }
  }

/** Refuses forms of a figure that not every database has. */
export function plainFigure({ call, order }: WrittenCall): void {
  if (call.distinct || order !== '' || call.ignoresNulls)
    throw new Uncarried('dialect.function', `${call.name} (DISTINCT, ORDER BY)`)
}

/** A window function of the same name. */
export const windowed =
  (type: string | null, name?: string): CallWriter =>
  (call) => {
    const { call: node, args, after, isWindow } = call
    if (!isWindow || node.ignoresNulls || node.filter || node.distinct)
      throw new Uncarried('dialect.function', node.name)
    const list = args.map(({ sql }) => sql).join(', ')
    return { sql: `${name ?? node.name}(${list})${after}`, type: type ?? argument(call, 0).type }
  }

/** A function that gives one of its arguments. */
export const oneOf = (name: string): CallWriter =>
  single(({ args }) => {
    const type = sharedType(args, name)
    return { sql: `${name}(${args.map(({ sql }) => sql).join(', ')})`, type }
  })

/** The text of an argument that is written out. */
export function literalAt(call: WrittenCall, at: number): string {
  const { node } = argument(call, at)
  if (node.kind === 'text') return node.value
  throw new Uncarried('dialect.literal-needed', call.call.name)
}

/** The whole number of an argument that is written out, even inside a cast. */
export function wholeAt(call: WrittenCall, at: number): number | null {
  let { node } = argument(call, at)
  while (node.kind === 'cast') node = node.operand
  return node.kind === 'number' && /^\d+$/.test(node.text) ? Number(node.text) : null
}
