import type { Localized } from '@weft/kernel'

/** The sentences of problems in the settings of the basic steps. */
export const stepProblems = {
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
} as const satisfies Readonly<Record<string, Localized>>
