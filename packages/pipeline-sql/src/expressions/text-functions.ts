import { ExpressionFault } from './expression-fault.ts'
import type { FunctionRow } from './function-row.ts'
import { groupsIn, isPattern } from './pattern.ts'
import type { Typed } from './typed-expression.ts'
import { fixed, moment, number, text, whole, type Writer } from './write-functions.ts'

function patternOf(part: Typed | undefined, name: string): string {
  const source = part?.source
  if (source?.kind === 'text' && isPattern(source.value)) return source.value
  throw new ExpressionFault('pattern-unfit', source?.at ?? 0, { name })
}

const withPattern =
  (name: string, write: Writer): Writer =>
  (args) => {
    patternOf(args[1], name)
    return write(args)
  }

const extract: Writer = (args) => {
  const pattern = patternOf(args[1], 'regexp_extract')
  const group = args[2]?.source
  const index = group?.kind === 'integer' ? Number(group.value) : args[2] ? -1 : 0
  if (index < 0 || index > groupsIn(pattern))
    throw new ExpressionFault('pattern-unfit', group?.at ?? 0, { name: 'regexp_extract' })
  const parts = args.slice(0, 2).map((part) => text(part))
  return { sql: `regexp_extract(${parts.join(', ')}, ${String(index)})`, type: 'VARCHAR' }
}

const replace: Writer = (args) => ({
  sql: `regexp_replace(${args.map((part) => text(part)).join(', ')}, 'g')`,
  type: 'VARCHAR',
})

/** The functions on patterns in texts, and others that came later. */
export const textFunctionRows: readonly FunctionRow[] = [
  [
    'substring(text, start, length)',
    'A part of the text; the first character is 1',
    '截取文本，首字符位置为 1',
    2,
    3,
    fixed('substring', [text, whole, whole], 'VARCHAR'),
  ],
  [
    'position(text, part)',
    'Where the part begins in the text, 0 when it is not there',
    '指定内容在文本中的位置，没有则为 0',
    2,
    2,
    fixed('strpos', [text, text], 'BIGINT'),
  ],
  ['reverse(text)', 'The text backwards', '反转文本', 1, 1, fixed('reverse', [text], 'VARCHAR')],
  [
    "regexp_matches(text, 'pattern')",
    'Whether the text contains the pattern',
    '文本是否匹配正则表达式',
    2,
    2,
    withPattern('regexp_matches', fixed('regexp_matches', [text, text], 'BOOLEAN')),
  ],
  [
    "regexp_extract(text, 'pattern', group)",
    'The part that the pattern, or one of its groups, finds',
    '提取正则表达式或其分组匹配的内容',
    2,
    3,
    extract,
  ],
  [
    "regexp_replace(text, 'pattern', with)",
    'The text with every match of the pattern replaced',
    '替换所有匹配正则表达式的内容',
    3,
    3,
    withPattern('regexp_replace', replace),
  ],
  ['sign(number)', '-1, 0 or 1', '数值的符号：-1、0 或 1', 1, 1, fixed('sign', [number], 'BIGINT')],
  [
    'last_day(date)',
    'The last day of the month',
    '当月最后一天',
    1,
    1,
    fixed('last_day', [moment], 'DATE'),
  ],
]
