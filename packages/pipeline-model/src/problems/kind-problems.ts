import type { Localized } from '@weft/kernel'

/** The sentences of problems in the settings of single kinds of step. */
export const kindProblems = {
  'step.columns-none': {
    en: 'No column is chosen yet, so nothing changes.',
    zh: '尚未选择列，数据不会改变。',
  },
  'step.input-reference-missing': {
    en: 'Connect the table to look into.',
    zh: '请连接要参照的表。',
  },
  'step.text-needed': {
    en: '“{column}” is {type}; this needs text.',
    zh: '“{column}”的类型为 {type}，此处需要文本。',
  },
  'step.type-unfit': {
    en: '“{column}” is {type}, which does not fit here.',
    zh: '“{column}”的类型为 {type}，不适用于此处。',
  },
  'upload.unchosen': {
    en: 'Choose a file to bring its table into the workspace.',
    zh: '请选择文件，将其中的表带入共创空间。',
  },
  'upload.type-unknown': {
    en: 'The type {type} of “{column}” is none a file can have. Bring the file again.',
    zh: '列“{column}”的类型 {type} 不是文件可有的类型，请重新上传文件。',
  },
  'table.columns-missing': {
    en: 'Add at least one column.',
    zh: '请至少添加一列。',
  },
  'table.cell-unfit': {
    en: '“{value}” does not fit “{column}”, which is {type}.',
    zh: '“{value}”不适用于“{column}”（{type}）。',
  },
  'parameter.name-unfit': {
    en: 'A parameter name starts with a letter and has up to 60 letters, digits, _ or -.',
    zh: '参数名称须以文字开头，最多 60 个文字、数字、_ 或 -。',
  },
  'parameter.name-taken': {
    en: 'Another parameter is already called “{name}”.',
    zh: '已有另一个参数名为“{name}”。',
  },
  'parameter.value-unfit': {
    en: '“{value}” is not {type}.',
    zh: '“{value}”不是{type}。',
  },
  'spine.date-unfit': {
    en: '“{value}” is neither a date like 2024-01-31 nor a parameter with a date.',
    zh: '“{value}”既不是形如 2024-01-31 的日期，也不是日期参数。',
  },
  'spine.order-wrong': {
    en: 'The end lies before the beginning.',
    zh: '结束时间早于开始时间。',
  },
  'spine.too-long': {
    en: 'That would be more than {limit} rows.',
    zh: '行数将超过 {limit} 行。',
  },
  'cases.empty': {
    en: 'Add at least one case.',
    zh: '请至少添加一种情况。',
  },
  'split.separator-missing': {
    en: 'Write the separator to cut at.',
    zh: '请填写分隔符。',
  },
  'split.pattern-unfit': {
    en: 'This is not a regular expression that can be used here.',
    zh: '此处不能使用该正则表达式。',
  },
  'split.group-missing': {
    en: 'The pattern has {groups} groups, but piece {index} is wanted.',
    zh: '该模式只有 {groups} 个分组，却需要第 {index} 段。',
  },
  'split.parts-missing': {
    en: 'Add a column for at least one piece.',
    zh: '请至少为一段添加列。',
  },
  'merge.columns-missing': {
    en: 'Choose the columns to merge.',
    zh: '请选择要合并的列。',
  },
  'map.pairs-missing': {
    en: 'No value is replaced yet.',
    zh: '尚未设置要替换的值。',
  },
  'fill.order-missing': {
    en: 'Choose a column to order by: only then is there a previous and a next row.',
    zh: '请选择排序列，否则没有前一行与后一行之分。',
  },
  'dates.pattern-unfit': {
    en: '“{pattern}” is not a date format such as %Y-%m-%d.',
    zh: '“{pattern}”不是形如 %Y-%m-%d 的日期格式。',
  },
  'dates.unit-unfit': {
    en: 'This unit can only be taken as a part of a date.',
    zh: '该单位只能用于提取日期的一部分。',
  },
  'dates.column-unfit': {
    en: '“{column}” is {type}; this needs a date.',
    zh: '“{column}”的类型为 {type}，此处需要日期。',
  },
  'bin.edges-unfit': {
    en: 'Edges are numbers that grow, separated by commas.',
    zh: '分界值应为由小到大、以逗号分隔的数字。',
  },
  'filter.between-two': {
    en: 'Write two values separated by a comma.',
    zh: '请填写以逗号分隔的两个值。',
  },
  'unnest.column-unfit': {
    en: '“{column}” is {type}; only a list or a text can become rows.',
    zh: '“{column}”的类型为 {type}，只有列表或文本可以展开为行。',
  },
  'group.cube-too-large': {
    en: 'All combinations of more than {limit} columns are too many.',
    zh: '超过 {limit} 列的全部组合过多。',
  },
  'window.empty': {
    en: 'Add a column to work out.',
    zh: '请添加要计算的列。',
  },
  'window.order-missing': {
    en: 'A rank needs a column to order by.',
    zh: '排名需要排序列。',
  },
  'window.range-unfit': {
    en: 'A frame by distance needs exactly one column to order by, with numbers or dates.',
    zh: '按距离取窗口时，须恰有一个数值或日期排序列。',
  },
  'pivot.values-missing': {
    en: 'No value has become a column yet. Refresh the columns.',
    zh: '尚无值成为列，请刷新列。',
  },
  'unpivot.columns-missing': {
    en: 'Choose the columns to turn into rows.',
    zh: '请选择要转为行的列。',
  },
  'join.full-needs-equal': {
    en: 'Keeping all rows of both tables needs at least one pair that is equal.',
    zh: '保留两表全部行时，至少需要一对相等的列。',
  },
  'join.not-a-condition': {
    en: 'The condition gives {type}; for two rows to belong together it needs true or false.',
    zh: '该条件的结果为 {type},判断两行是否匹配时结果必须为真或假。',
  },
  'join.as-of-needs-order': {
    en: 'An as-of join needs exactly one pair compared by order, such as “at least”.',
    zh: '就近连接须恰有一对按大小比较的列，例如“大于等于”。',
  },
  'lookup.columns-missing': {
    en: 'Choose the columns to bring over.',
    zh: '请选择要带入的列。',
  },
  'overlap.column-missing': {
    en: 'The other table has no column for “{column}”.',
    zh: '另一张表没有与“{column}”对应的列。',
  },
  'check.empty': {
    en: 'No rule is set yet, so everything passes.',
    zh: '尚未设置规则，所有数据都会通过。',
  },
  'check.values-missing': {
    en: 'Write the accepted values.',
    zh: '请填写可接受的值。',
  },
  'check.reference-missing': {
    en: 'Connect the table to look into.',
    zh: '请连接要参照的表。',
  },
  'check.count-unfit': {
    en: 'The least number of rows is above the greatest.',
    zh: '最少行数大于最多行数。',
  },
  'check.failed': {
    en: '{rows} rows break the rules of this check.',
    zh: '有 {rows} 行不符合此检查的规则。',
  },
} as const satisfies Readonly<Record<string, Localized>>
