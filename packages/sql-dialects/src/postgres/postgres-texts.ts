import type { CallWriter, WrittenCall } from '../write/dialect.ts'
import { argument, numberAt, overTexts, single, textAt, wholeAt } from '../write/call-writers.ts'
import { isText } from '../write/value-types.ts'
import { whole } from '../write/write-operators.ts'
import { Uncarried } from '../uncarried.ts'

// What the engine takes for a space at the ends of a text.
const spaces = String.raw`E' \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000'`

const trimmed = (name: 'btrim' | 'ltrim' | 'rtrim'): CallWriter =>
  single((call) => {
    const signs = call.args.length > 1 ? textAt(call, 1).sql : spaces
    return { sql: `${name}(${textAt(call, 0).sql}, ${signs})`, type: 'VARCHAR' }
  })

const cased = (name: 'lower' | 'upper'): CallWriter =>
  single((call) => {
    call.needs.notes.add('dialect.note-letters')
    const sql = `${name}(${whole(textAt(call, 0))} COLLATE "und-x-icu") COLLATE "C"`
    return { sql, type: 'VARCHAR' }
  })

const number = (call: WrittenCall, at: number): string => {
  const written = wholeAt(call, at)
  return written === null ? `CAST(${numberAt(call, at).sql} AS INTEGER)` : String(written)
}

const substr: CallWriter = single((call) => {
  const start = wholeAt(call, 1)
  const length = call.args.length > 2 ? wholeAt(call, 2) : 0
  const text = textAt(call, 0).sql
  if (start !== null && start >= 1 && length !== null) {
    const rest = call.args.length > 2 ? `, ${String(length)}` : ''
    return { sql: `substr(${text}, ${String(start)}${rest})`, type: 'VARCHAR' }
  }
  call.needs.functions.add('weft_substr')
  const rest = call.args.length > 2 ? number(call, 2) : '2147483647'
  return { sql: `pg_temp.weft_substr(${text}, ${number(call, 1)}, ${rest})`, type: 'VARCHAR' }
})

const splitPart: CallWriter = single((call) => {
  const { node } = argument(call, 1)
  const index = wholeAt(call, 2)
  if (node.kind !== 'text' || node.value === '' || index === null || index < 1)
    throw new Uncarried('dialect.literal-needed', 'split_part')
  return {
    sql: `split_part(${textAt(call, 0).sql}, ${textAt(call, 1).sql}, ${String(index)})`,
    type: 'VARCHAR',
  }
})

const split: CallWriter = single((call) => {
  const { node } = argument(call, 1)
  if (node.kind !== 'text') throw new Uncarried('dialect.literal-needed', 'string_split')
  const text = textAt(call, 0).sql
  if (node.value === '') return { sql: `string_to_array(${text}, NULL)`, type: 'VARCHAR[]' }
  // Postgres makes an empty list of an empty text, the engine a list of one empty text.
  const list = `string_to_array(${text}, ${textAt(call, 1).sql})`
  return {
    sql: `CASE WHEN ${whole(textAt(call, 0))} = '' THEN ARRAY[''] ELSE ${list} END`,
    type: 'VARCHAR[]',
  }
})

const asText = (call: WrittenCall, at: number): string => {
  const arg = argument(call, at)
  return isText(arg.type) ? arg.sql : call.dialect.cast(arg, 'VARCHAR', false, call.needs)
}
const texts = (call: WrittenCall) => call.args.map((_, at) => asText(call, at)).join(', ')

/** Functions over texts. */
export const postgresTexts: Readonly<Record<string, CallWriter>> = {
  lower: cased('lower'),
  upper: cased('upper'),
  trim: trimmed('btrim'),
  ltrim: trimmed('ltrim'),
  rtrim: trimmed('rtrim'),
  length: single((call) => ({
    sql: `CAST(length(${textAt(call, 0).sql}) AS BIGINT)`,
    type: 'BIGINT',
  })),
  strpos: single((call) => ({
    sql: `CAST(strpos(${textAt(call, 0).sql}, ${textAt(call, 1).sql}) AS BIGINT)`,
    type: 'BIGINT',
  })),
  substr,
  substring: substr,
  left: single((call) => ({
    sql: `left(${textAt(call, 0).sql}, ${number(call, 1)})`,
    type: 'VARCHAR',
  })),
  right: single((call) => ({
    sql: `right(${textAt(call, 0).sql}, ${number(call, 1)})`,
    type: 'VARCHAR',
  })),
  replace: overTexts('replace', 'VARCHAR'),
  reverse: single((call) => {
    call.needs.notes.add('dialect.note-reverse')
    return { sql: `reverse(${textAt(call, 0).sql})`, type: 'VARCHAR' }
  }),
  split_part: splitPart,
  string_split: split,
  str_split: split,
  contains: single((call) => ({
    sql: `(strpos(${textAt(call, 0).sql}, ${textAt(call, 1).sql}) > 0)`,
    type: 'BOOLEAN',
  })),
  starts_with: overTexts('starts_with', 'BOOLEAN'),
  ends_with: single((call) => {
    const [text, part] = [textAt(call, 0), textAt(call, 1)]
    return { sql: `(right(${text.sql}, length(${part.sql})) = ${whole(part)})`, type: 'BOOLEAN' }
  }),
  concat: single((call) => ({ sql: `concat(${texts(call)})`, type: 'VARCHAR' })),
  concat_ws: single((call) => ({ sql: `concat_ws(${texts(call)})`, type: 'VARCHAR' })),
  array_to_string: single((call) => {
    if (argument(call, 0).type !== 'VARCHAR[]')
      throw new Uncarried('dialect.function', 'array_to_string')
    return {
      sql: `array_to_string(${argument(call, 0).sql}, ${textAt(call, 1).sql})`,
      type: 'VARCHAR',
    }
  }),
  strip_accents: single((call) => {
    call.needs.notes.add('dialect.note-accents')
    const apart = `normalize(${textAt(call, 0).sql}, NFD)`
    const sql = String.raw`normalize(regexp_replace(${apart}, '[\u0300-\u036f]', '', 'g'), NFC)`
    return { sql, type: 'VARCHAR' }
  }),
}
