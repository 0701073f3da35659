import type { Localized } from '@weft/kernel'

/** The sentences of every problem of a pipeline and of every notice of its repair, by code. */
export const pipelineProblems: Readonly<Record<string, Localized>> = {
  'pipeline.unreadable': {
    en: 'This is not a pipeline: “{path}” cannot be read ({reason}).',
    zh: '这不是流水线：无法读取“{path}”（{reason}）。',
  },
  'step.column-missing': {
    en: 'There is no column “{column}” in the input. Did you mean “{closest}”?',
    zh: '输入中没有列“{column}”。您是不是要找“{closest}”?',
  },
  'step.column-unknown': {
    en: 'There is no column “{column}” in the input.',
    zh: '输入中没有列“{column}”。',
  },
  'step.column-unchosen': { en: 'Choose a column.', zh: '请选择一列。' },
  'step.input-missing': {
    en: 'Connect a step to this input.',
    zh: '请把一个步骤连接到此输入。',
  },
  'step.input-left-missing': {
    en: 'Connect a step to the left input.',
    zh: '请把一个步骤连接到左侧输入。',
  },
  'step.input-right-missing': {
    en: 'Connect a step to the right input.',
    zh: '请把一个步骤连接到右侧输入。',
  },
  'step.in-cycle': {
    en: 'This step feeds itself through a circle of connections. Remove one of them.',
    zh: '此步骤经由一圈连接又回到自身,请删除其中一条连接。',
  },
  'step.name-missing': { en: 'Give the column a name.', zh: '请为该列命名。' },
  'step.name-taken': {
    en: 'Two columns would be called “{name}”. Give one of them another name.',
    zh: '会有两列同名“{name}”,请为其中一列改名。',
  },
  'step.name-unfit': {
    en: 'A column name has 1 to 200 characters and no control characters.',
    zh: '列名应为 1 到 200 个字符,且不含控制字符。',
  },
  'step.type-unknown': {
    en: '“{type}” is not a type to convert to.',
    zh: '“{type}”不是可以转换成的类型。',
  },
  'step.cast-impossible': {
    en: '“{column}” is {from}, which cannot become {to}.',
    zh: '“{column}”的类型为 {from},无法转换为 {to}。',
  },
  'step.settings-broken': {
    en: 'The settings of this step are not readable. Delete the step and add it again.',
    zh: '此步骤的设置无法读取,请删除后重新添加。',
  },
  'dataset.unchosen': { en: 'Choose a dataset.', zh: '请选择数据集。' },
  'dataset.not-found': {
    en: 'This workspace has no dataset “{dataset}”, or its sample is not loaded yet.',
    zh: '此共创空间没有数据集“{dataset}”,或其沙箱样本尚未载入。',
  },
  'select.nothing-left': {
    en: 'Every column is dropped. Keep at least one.',
    zh: '所有列都被去掉了,请至少保留一列。',
  },
  'filter.value-missing': { en: 'Write a value to compare with.', zh: '请填写要比较的值。' },
  'filter.value-not-number': {
    en: '“{value}” is not a number, but “{column}” holds numbers.',
    zh: '“{column}”是数值列,而“{value}”不是数字。',
  },
  'filter.value-not-date': {
    en: '“{value}” is not a date like 2024-01-31, but “{column}” holds dates.',
    zh: '“{column}”是日期列,而“{value}”不是形如 2024-01-31 的日期。',
  },
  'filter.value-not-moment': {
    en: '“{value}” is not a date or time like 2024-01-31 08:30, but “{column}” holds times.',
    zh: '“{column}”是日期时间列,而“{value}”不是形如 2024-01-31 08:30 的日期时间。',
  },
  'filter.value-not-time': {
    en: '“{value}” is not a time of day like 08:30, but “{column}” holds times of day.',
    zh: '“{column}”是时刻列,而“{value}”不是形如 08:30 的时刻。',
  },
  'filter.value-not-yes-no': {
    en: '“{value}” is neither true nor false, but “{column}” holds yes-or-no values.',
    zh: '“{column}”是布尔列,而“{value}”既不是 true 也不是 false。',
  },
  'filter.operator-unfit': {
    en: 'This comparison does not fit “{column}”, which is {type}.',
    zh: '该比较方式不适用于“{column}”({type} 类型)。',
  },
  'filter.not-a-condition': {
    en: 'The expression gives {type}; a filter needs true or false.',
    zh: '该表达式的结果为 {type},筛选条件的结果必须为真或假。',
  },
  'filter.empty': {
    en: 'No condition is set yet, so every row passes.',
    zh: '尚未设置条件,所有行都会通过。',
  },
  'compute.empty': { en: 'No column is computed yet.', zh: '尚未添加计算列。' },
  'join.keys-missing': {
    en: 'Choose at least one pair of columns to match.',
    zh: '请至少选择一对用于匹配的列。',
  },
  'join.types-differ': {
    en: '“{left}” is {leftType} and “{right}” is {rightType}: they cannot be matched. Convert one of them first.',
    zh: '“{left}”为 {leftType},“{right}”为 {rightType},无法匹配,请先转换其中一列的类型。',
  },
  'join.suffix-missing': {
    en: 'Both sides have a column “{name}”. Set a suffix for the right side.',
    zh: '两侧都有列“{name}”,请为右侧设置后缀。',
  },
  'group.empty': {
    en: 'Choose columns to group by, or add a figure to compute.',
    zh: '请选择分组列,或添加要计算的汇总值。',
  },
  'group.column-twice': {
    en: '“{column}” is grouped by twice.',
    zh: '“{column}”被重复用作分组列。',
  },
  'group.aggregate-unfit': {
    en: 'This figure needs numbers, but “{column}” is {type}.',
    zh: '该汇总需要数值列,而“{column}”的类型为 {type}。',
  },
  'sort.keys-missing': {
    en: 'No column to sort by: rows are sorted by all columns, left to right.',
    zh: '未选择排序列:将按所有列从左到右排序。',
  },
  'sort.limit-unfit': {
    en: 'The number of rows to keep is a whole number from 0 to 1,000,000,000.',
    zh: '保留的行数应为 0 到 1,000,000,000 之间的整数。',
  },
  'union.counts-differ': {
    en: 'Stacking by position needs equally many columns, but input {input} has {count} and the first has {first}.',
    zh: '按位置合并时各输入列数必须相同:第 {input} 个输入有 {count} 列,而第一个有 {first} 列。',
  },
  'union.types-differ': {
    en: '“{column}” is {first} in one input and {other} in another. Convert one of them first.',
    zh: '“{column}”在一个输入中为 {first},在另一个中为 {other},请先转换其中一列的类型。',
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
}
