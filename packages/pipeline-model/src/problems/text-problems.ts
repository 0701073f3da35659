import type { Localized } from '@weft/kernel'

/** The sentences of problems in expressions, SQL and outputs, and of notices of repair. */
export const textProblems = {
  'pipeline.unreadable': {
    en: 'This is not a pipeline: “{path}” cannot be read ({reason}).',
    zh: '这不是流水线：无法读取“{path}”（{reason}）。',
  },
  'sql.empty': { en: 'Write a SELECT.', zh: '请编写一条 SELECT 语句。' },
  'sql.not-a-select': {
    en: 'Only one SELECT is allowed; it starts with SELECT, WITH, FROM or VALUES, not with “{word}”.',
    zh: '只允许一条查询语句,须以 SELECT、WITH、FROM 或 VALUES 开头,而不是“{word}”。',
  },
  'sql.several-statements': {
    en: 'Only one statement is allowed. Remove the semicolon on line {line}.',
    zh: '只允许一条语句,请删除第 {line} 行的分号。',
  },
  'sql.unclosed': {
    en: 'A quote, comment or bracket opened on line {line} is never closed.',
    zh: '第 {line} 行打开的引号、注释或括号没有闭合。',
  },
  'sql.bracket-unopened': {
    en: 'A bracket is closed on line {line} that was never opened.',
    zh: '第 {line} 行有多余的右括号。',
  },
  'sql.word-forbidden': {
    en: '“{word}” on line {line} is not allowed: a step reads its inputs and nothing else.',
    zh: '第 {line} 行的“{word}”不被允许:步骤只能读取自己的输入。',
  },
  'sql.not-repeatable': {
    en: '“{word}” on line {line} gives another result each time. Results must be repeatable.',
    zh: '第 {line} 行的“{word}”每次结果都不同,而结果必须可重现。',
  },
  'sql.file-forbidden': {
    en: 'Line {line} reads from a file. A step reads its inputs and nothing else.',
    zh: '第 {line} 行从文件读取,而步骤只能读取自己的输入。',
  },
  'sql.refused': { en: 'The engine refuses the SQL: {reason}', zh: '引擎拒绝了该 SQL:{reason}' },
  'sql.too-long': {
    en: 'The SQL is longer than {limit} characters.',
    zh: 'SQL 超过 {limit} 个字符。',
  },
  'output.name-missing': { en: 'Give the output a name.', zh: '请为输出命名。' },
  'output.name-unfit': {
    en: 'An output name starts with a letter and has up to 60 letters, digits, _ or -.',
    zh: '输出名称须以文字开头,最多 60 个文字、数字、_ 或 -。',
  },
  'output.name-taken': {
    en: 'Another output is already called “{name}”.',
    zh: '已有另一个输出名为“{name}”。',
  },
  'expression.empty': { en: 'Write an expression.', zh: '请编写表达式。' },
  'expression.too-long': {
    en: 'The expression is longer than {limit} characters.',
    zh: '表达式超过 {limit} 个字符。',
  },
  'expression.too-deep': {
    en: 'The expression is nested too deeply.',
    zh: '表达式嵌套过深。',
  },
  'expression.character-unknown': {
    en: '“{character}” at position {position} has no meaning here.',
    zh: '位置 {position} 的“{character}”在此处没有意义。',
  },
  'expression.unclosed': {
    en: 'The quote at position {position} is never closed.',
    zh: '位置 {position} 的引号没有闭合。',
  },
  'expression.expected': {
    en: 'At position {position}: expected {expected}, found “{found}”.',
    zh: '位置 {position}:此处应为 {expected},却是“{found}”。',
  },
  'expression.column-missing': {
    en: 'There is no column “{column}” (position {position}). Did you mean “{closest}”?',
    zh: '没有列“{column}”(位置 {position})。您是不是要找“{closest}”?',
  },
  'expression.column-unknown': {
    en: 'There is no column “{column}” (position {position}).',
    zh: '没有列“{column}”(位置 {position})。',
  },
  'expression.function-missing': {
    en: 'There is no function “{name}” (position {position}). Did you mean “{closest}”?',
    zh: '没有函数“{name}”(位置 {position})。您是不是要找“{closest}”?',
  },
  'expression.function-unknown': {
    en: 'There is no function “{name}” (position {position}).',
    zh: '没有函数“{name}”(位置 {position})。',
  },
  'expression.arguments-count': {
    en: '“{name}” at position {position} is written {signature}.',
    zh: '位置 {position} 的“{name}”应写作 {signature}。',
  },
  'expression.type-unfit': {
    en: 'At position {position}: {found} does not fit here; {expected} is needed.',
    zh: '位置 {position}:此处需要 {expected},不能用 {found}。',
  },
  'expression.types-differ': {
    en: 'At position {position}: {left} and {right} do not go together. Convert one with cast(… as …).',
    zh: '位置 {position}:{left} 与 {right} 不能一起使用,请用 cast(… as …) 转换其中之一。',
  },
  'expression.literal-needed': {
    en: 'At position {position}: “{name}” needs one of {options}, in quotes.',
    zh: '位置 {position}:“{name}”需要带引号的下列值之一:{options}。',
  },
  'expression.text-needed': {
    en: 'At position {position}: “{name}” needs a text in quotes, not a computed one.',
    zh: '位置 {position}:“{name}”需要带引号的文本,不能是计算结果。',
  },
  'expression.type-unknown': {
    en: '“{type}” at position {position} is not a type to convert to.',
    zh: '位置 {position} 的“{type}”不是可以转换成的类型。',
  },
  'expression.number-too-large': {
    en: 'The number at position {position} is too large.',
    zh: '位置 {position} 的数字过大。',
  },
  'expression.date-unreal': {
    en: '“{value}” at position {position} is not a real date or time.',
    zh: '位置 {position} 的“{value}”不是真实的日期或时间。',
  },
  'repair.edge-dangling': {
    en: 'A connection to a deleted step was removed.',
    zh: '已移除一条连到已删除步骤的连接。',
  },
  'repair.edge-port-unknown': {
    en: 'A connection to an input that does not exist was removed.',
    zh: '已移除一条连到不存在输入的连接。',
  },
  'repair.edge-extra': {
    en: 'Two connections reached an input that takes one; the later one was removed.',
    zh: '有两条连接到达只容一条的输入,已移除后一条。',
  },
  'repair.edge-twice': {
    en: 'The same connection existed twice; one was removed.',
    zh: '同一连接重复存在,已移除其一。',
  },
  'repair.edge-in-cycle': {
    en: 'Connections formed a circle; one of them was removed.',
    zh: '连接形成了环,已移除其中一条。',
  },
  'repair.output-renamed': {
    en: 'Two outputs were called “{name}”; one is now “{renamed}”.',
    zh: '有两个输出同名“{name}”,其中一个已改为“{renamed}”。',
  },
  'output.column-missing': {
    en: 'The contract promises “{column}”, which is not there.',
    zh: '契约承诺了列“{column}”，但它不存在。',
  },
  'output.type-differs': {
    en: 'The contract promises “{column}” as {promised}, but it is {type}.',
    zh: '契约承诺“{column}”为 {promised}，实际为 {type}。',
  },
  'expression.parameter-unknown': {
    en: 'There is no parameter “{name}” (position {position}).',
    zh: '没有参数“{name}”（位置 {position}）。',
  },
  'expression.pattern-unfit': {
    en: 'At position {position}: “{name}” needs a regular expression in quotes that can be used here.',
    zh: '位置 {position}：“{name}”需要带引号且可用的正则表达式。',
  },
} as const satisfies Readonly<Record<string, Localized>>
