import type { Localized } from '@weft/kernel'
import { familyOf, decimalShape, decimalType } from '../column-types.ts'
import { ExpressionFault } from './expression-fault.ts'
import { wholeType } from './type-operators.ts'
import { alignParts, as, asText, need, readAs, unfit, type Typed } from './typed-expression.ts'

interface Written {
  readonly sql: string
  readonly type: string
}

/** A function of the expression language, with what completion shows of it. */
export interface ExpressionFunction {
  readonly name: string
  readonly signature: string
  readonly help: Localized
  readonly least: number
  readonly most: number
  readonly write: (args: readonly Typed[]) => Written
}

type Writer = (args: readonly Typed[]) => Written
type Reading = (part: Typed) => string

const number: Reading = (part) => need(part, ['integer', 'decimal', 'float'], 'DOUBLE', 'a number')
const whole: Reading = (part) => need(part, ['integer'], 'BIGINT', 'a whole number')
const text: Reading = (part) => need(part, ['text'], 'VARCHAR', 'a text')
const moment: Reading = (part) =>
  need(readAs(part, 'TIMESTAMP'), ['date', 'timestamp'], 'TIMESTAMP', 'a date')

/** A function of the engine whose arguments are brought to fixed types first. */
function fixed(name: string, readings: readonly Reading[], type: string): Writer {
  return (args) => ({
    sql: `CAST(${name}(${args.map((arg, index) => (readings[index] ?? text)(arg)).join(', ')}) AS ${type})`,
    type,
  })
}

const parts = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']

function literalOf(part: Typed | undefined, name: string, options: readonly string[]): string {
  const source = part?.source
  const value = source?.kind === 'text' ? source.value.toLowerCase() : null
  if (value !== null && options.includes(value)) return value
  throw new ExpressionFault('literal-needed', source?.at ?? 0, {
    name,
    options: options.join(', '),
  })
}

function argument(args: readonly Typed[], index: number): Typed {
  const part = args[index]
  if (!part) throw new Error('The number of arguments is checked before a function is written')
  return part
}

const shared =
  (name: string): Writer =>
  (args) => {
    const { sqls, type } = alignParts(args)
    return { sql: `${name}(${sqls.join(', ')})`, type }
  }

const rounding =
  (name: string): Writer =>
  (args) => {
    const part = argument(args, 0)
    const family = familyOf(part.type)
    const shape = decimalShape(part.type)
    if (family === 'integer') {
      const type = wholeType([part])
      return { sql: as(part, type), type }
    }
    if (!shape) return { sql: `${name}(${number(part)})`, type: 'DOUBLE' }
    const type = decimalType(shape.width, 0)
    return { sql: `CAST(${name}(${part.sql}) AS ${type})`, type }
  }

const writeRound: Writer = (args) => {
  const part = argument(args, 0)
  const places = args[1]
  if (!places) return rounding('round')(args)
  const shape = decimalShape(part.type)
  if (shape && places.source.kind === 'integer') {
    const scale = Number(places.source.value)
    if (scale >= shape.scale) return { sql: part.sql, type: part.type }
    const type = decimalType(shape.width, scale)
    return { sql: `CAST(${part.sql} AS ${type})`, type }
  }
  const digits = need(places, ['integer'], 'INTEGER', 'a whole number')
  return { sql: `round(${number(part)}, ${digits})`, type: 'DOUBLE' }
}

const writeAbs: Writer = (args) => {
  const part = argument(args, 0)
  const family = familyOf(part.type)
  if (family === 'decimal')
    return { sql: `CAST(abs(${part.sql}) AS ${part.type})`, type: part.type }
  if (family !== 'integer') return { sql: `abs(${number(part)})`, type: 'DOUBLE' }
  const type = wholeType([part])
  return { sql: `abs(${as(part, type)})`, type }
}

const writeIf: Writer = (args) => {
  const test = need(argument(args, 0), ['boolean'], 'BOOLEAN', 'true or false')
  const { sqls, type } = alignParts(args.slice(1))
  return { sql: `CASE WHEN ${test} THEN ${sqls[0] ?? 'NULL'} ELSE ${sqls[1] ?? 'NULL'} END`, type }
}

const writeNullif: Writer = (args) => {
  const { sqls, type } = alignParts(args)
  return { sql: `nullif(${sqls.join(', ')})`, type }
}

const writeTrunc: Writer = (args) => {
  const part = literalOf(args[0], 'date_trunc', parts)
  const value = readAs(argument(args, 1), 'TIMESTAMP')
  const type = value.type === 'DATE' && parts.indexOf(part) <= 4 ? 'DATE' : 'TIMESTAMP'
  return { sql: `CAST(date_trunc('${part}', ${moment(value)}) AS ${type})`, type }
}

const writeDiff: Writer = (args) => {
  const part = literalOf(args[0], 'date_diff', parts)
  return {
    sql: `date_diff('${part}', ${moment(argument(args, 1))}, ${moment(argument(args, 2))})`,
    type: 'BIGINT',
  }
}

const datePart: Writer = (args) => {
  const part = literalOf(args[0], 'date_part', [
    ...parts,
    'dayofweek',
    'isodow',
    'dayofyear',
    'isoyear',
  ])
  return { sql: `date_part('${part}', ${moment(argument(args, 1))})`, type: 'BIGINT' }
}

const writeFormat: Writer = (args) => {
  const pattern = argument(args, 1)
  if (pattern.source.kind !== 'text')
    throw new ExpressionFault('text-needed', pattern.source.at, { name: 'strftime' })
  // The engine refuses an unknown letter only when it runs; the letters here are the ones it knows.
  if (/%(?![aAwdbBmyYHIpMSfjUWGuV%-])|%$|%-(?![dmyHIMSj])/.test(pattern.source.value))
    throw new ExpressionFault('literal-needed', pattern.source.at, {
      name: 'strftime',
      options: '%Y %m %d %H %M %S %b %B %a %A %j %U %W %y',
    })
  return { sql: `strftime(${moment(argument(args, 0))}, ${pattern.sql})`, type: 'VARCHAR' }
}

const writeConcat: Writer = (args) => ({
  sql: `concat(${args.map(asText).join(', ')})`,
  type: 'VARCHAR',
})

const writeLength: Writer = (args) => {
  const part = argument(args, 0)
  if (!['text', 'null'].includes(familyOf(part.type))) unfit(part, 'a text')
  return { sql: `length(${asText(part)})`, type: 'BIGINT' }
}

type Row = readonly [
  signature: string,
  en: string,
  zh: string,
  least: number,
  most: number,
  write: Writer,
]

const many = 50
const calendar = (name: string) => fixed(name, [moment], 'BIGINT')

const rows: readonly Row[] = [
  ['abs(number)', 'The number without its sign', '数值的绝对值', 1, 1, writeAbs],
  [
    'round(number, places)',
    'The number rounded to so many places; to a whole number without them',
    '四舍五入到指定小数位;省略位数时取整',
    1,
    2,
    writeRound,
  ],
  ['floor(number)', 'The next whole number below', '向下取整', 1, 1, rounding('floor')],
  ['ceil(number)', 'The next whole number above', '向上取整', 1, 1, rounding('ceil')],
  ['sqrt(number)', 'The square root', '平方根', 1, 1, fixed('sqrt', [number], 'DOUBLE')],
  [
    'power(number, exponent)',
    'The number raised to a power',
    '乘方',
    2,
    2,
    fixed('power', [number, number], 'DOUBLE'),
  ],
  ['exp(number)', 'e raised to the number', 'e 的指定次幂', 1, 1, fixed('exp', [number], 'DOUBLE')],
  ['ln(number)', 'The natural logarithm', '自然对数', 1, 1, fixed('ln', [number], 'DOUBLE')],
  [
    'log10(number)',
    'The logarithm to base 10',
    '以 10 为底的对数',
    1,
    1,
    fixed('log10', [number], 'DOUBLE'),
  ],
  [
    'least(value, value, …)',
    'The smallest of the values',
    '各值中的最小值',
    1,
    many,
    shared('least'),
  ],
  [
    'greatest(value, value, …)',
    'The largest of the values',
    '各值中的最大值',
    1,
    many,
    shared('greatest'),
  ],
  [
    'coalesce(value, value, …)',
    'The first value that is not empty',
    '第一个非空值',
    1,
    many,
    shared('coalesce'),
  ],
  [
    'nullif(value, other)',
    'Empty when both are equal, else the first value',
    '两值相等时为空,否则取第一个值',
    2,
    2,
    writeNullif,
  ],
  [
    'if(condition, then, else)',
    'One value when the condition holds, else the other',
    '条件成立取前者,否则取后者',
    3,
    3,
    writeIf,
  ],
  ['lower(text)', 'The text in small letters', '转为小写', 1, 1, fixed('lower', [text], 'VARCHAR')],
  [
    'upper(text)',
    'The text in capital letters',
    '转为大写',
    1,
    1,
    fixed('upper', [text], 'VARCHAR'),
  ],
  [
    'trim(text)',
    'The text without spaces around it',
    '去掉首尾空格',
    1,
    1,
    fixed('trim', [text], 'VARCHAR'),
  ],
  ['length(text)', 'The number of characters', '字符数', 1, 1, writeLength],
  [
    'substr(text, start, length)',
    'A part of the text; the first character is 1',
    '截取文本,首字符位置为 1',
    2,
    3,
    fixed('substr', [text, whole, whole], 'VARCHAR'),
  ],
  [
    'left(text, count)',
    'The first characters',
    '开头的若干字符',
    2,
    2,
    fixed('left', [text, whole], 'VARCHAR'),
  ],
  [
    'right(text, count)',
    'The last characters',
    '末尾的若干字符',
    2,
    2,
    fixed('right', [text, whole], 'VARCHAR'),
  ],
  [
    'replace(text, from, to)',
    'The text with every occurrence replaced',
    '替换文本中的所有匹配',
    3,
    3,
    fixed('replace', [text, text, text], 'VARCHAR'),
  ],
  [
    'split_part(text, separator, index)',
    'One piece of a text cut at a separator; the first is 1',
    '按分隔符切分后取第几段,从 1 开始',
    3,
    3,
    fixed('split_part', [text, text, whole], 'VARCHAR'),
  ],
  [
    'contains(text, part)',
    'Whether the text contains the part',
    '文本是否包含指定内容',
    2,
    2,
    fixed('contains', [text, text], 'BOOLEAN'),
  ],
  [
    'starts_with(text, part)',
    'Whether the text begins with the part',
    '文本是否以指定内容开头',
    2,
    2,
    fixed('starts_with', [text, text], 'BOOLEAN'),
  ],
  [
    'ends_with(text, part)',
    'Whether the text ends with the part',
    '文本是否以指定内容结尾',
    2,
    2,
    fixed('ends_with', [text, text], 'BOOLEAN'),
  ],
  [
    'concat(value, value, …)',
    'The values as one text; empty ones are left out',
    '把各值连成文本,忽略空值',
    1,
    many,
    writeConcat,
  ],
  ['year(date)', 'The year', '年', 1, 1, calendar('year')],
  ['quarter(date)', 'The quarter, 1 to 4', '季度(1 到 4)', 1, 1, calendar('quarter')],
  ['month(date)', 'The month, 1 to 12', '月(1 到 12)', 1, 1, calendar('month')],
  ['week(date)', 'The ISO week of the year', 'ISO 周数', 1, 1, calendar('week')],
  ['day(date)', 'The day of the month', '日', 1, 1, calendar('day')],
  ['hour(time)', 'The hour, 0 to 23', '小时(0 到 23)', 1, 1, calendar('hour')],
  ['minute(time)', 'The minute, 0 to 59', '分钟(0 到 59)', 1, 1, calendar('minute')],
  ['second(time)', 'The second, 0 to 59', '秒(0 到 59)', 1, 1, calendar('second')],
  [
    'dayofweek(date)',
    'The day of the week; Sunday is 0',
    '星期几,星期日为 0',
    1,
    1,
    calendar('dayofweek'),
  ],
  [
    "date_trunc('month', date)",
    'The beginning of the year, quarter, month, week, day, hour, minute or second',
    '所在年、季、月、周、日、时、分或秒的起点',
    2,
    2,
    writeTrunc,
  ],
  [
    "date_diff('day', from, to)",
    'How many borders of days, months, … lie between two dates',
    '两个日期之间相差的天数、月数等',
    3,
    3,
    writeDiff,
  ],
  ["date_part('day', date)", 'One part of a date', '日期的某一部分', 2, 2, datePart],
  [
    "strftime(date, '%Y-%m-%d')",
    'The date as text in a format',
    '按格式把日期写成文本',
    2,
    2,
    writeFormat,
  ],
  [
    'make_date(year, month, day)',
    'A date from its parts',
    '由年、月、日组成日期',
    3,
    3,
    fixed('make_date', [whole, whole, whole], 'DATE'),
  ],
]

/** Every function of the expression language, in the order of its reference. */
export const expressionFunctions: readonly ExpressionFunction[] = rows.map(
  ([signature, en, zh, least, most, write]) => ({
    name: signature.slice(0, signature.indexOf('(')),
    signature,
    help: { en, zh },
    least,
    most,
    write,
  }),
)
