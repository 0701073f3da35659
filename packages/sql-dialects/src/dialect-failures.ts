import type { FailureCatalogue } from '@weft/kernel'

const status = 1

/** Why something cannot be carried over, and what is said of what can; in both languages. */
export const dialectFailures = {
  'dialect.function': {
    status,
    en: '{dialect} has nothing that gives the same as “{what}”. Do this step in another way, or leave it to the workbench.',
    zh: '{dialect} 没有与“{what}”结果相同的写法。请换一种方式实现这个步骤，或留在工作台中计算。',
  },
  'dialect.type': {
    status,
    en: '{dialect} has no type for {what}. Convert the column in a select step first.',
    zh: '{dialect} 没有对应 {what} 的类型。请先用选择列步骤转换该列。',
  },
  'dialect.cast': {
    status,
    en: '{dialect} converts {what} differently. Convert to another type, or leave this step to the workbench.',
    zh: '{dialect} 转换 {what} 的方式不同。请转换为其他类型，或把这个步骤留在工作台中。',
  },
  'dialect.types-mixed': {
    status,
    en: 'It is not certain which type “{what}” works in. Write a cast around its parts.',
    zh: '无法确定“{what}”按哪种类型计算。请给其中各部分写明类型转换。',
  },
  'dialect.order-missing': {
    status,
    en: '“{what}” without an ORDER BY depends on how rows are stored, which {dialect} does not promise. Give it an order.',
    zh: '“{what}”没有 ORDER BY，结果取决于行的存储顺序，而 {dialect} 不保证这个顺序。请指定排序。',
  },
  'dialect.literal-needed': {
    status,
    en: '“{what}” can be carried over only where its settings are written out, not computed.',
    zh: '“{what}”的参数必须直接写出，不能由计算得到，才能转换。',
  },
  'dialect.pattern': {
    status,
    en: '{dialect} reads the pattern “{what}” differently. Write it with plain classes such as [0-9].',
    zh: '{dialect} 对模式“{what}”的理解不同。请改用 [0-9] 这类普通写法。',
  },
  'dialect.pattern-choice': {
    status,
    en: '{dialect} looks for the longest match and the engine for the first, so “{what}” may find another part. Leave out |, lazy signs and repeated groups.',
    zh: '{dialect} 取最长匹配，而引擎取最先匹配，“{what}”可能找到不同的内容。请去掉 |、惰性符号和重复的分组。',
  },
  'dialect.date-format': {
    status,
    en: '{dialect} has no sign for {what} in a date’s format. Leave it out.',
    zh: '{dialect} 的日期格式没有对应 {what} 的符号，请去掉。',
  },
  'dialect.join': {
    status,
    en: '{dialect} has no {what} join of this form. Use another kind of join.',
    zh: '{dialect} 没有这种形式的 {what} 连接。请改用其他连接方式。',
  },
  'dialect.digits': {
    status,
    en: '{dialect} would drop digits of the result of “{what}”. Convert the parts to fewer digits first.',
    zh: '{dialect} 会丢掉“{what}”结果的部分小数位。请先把各部分转换为更少的位数。',
  },
  'dialect.name-long': {
    status,
    en: 'The column name “{what}” is longer than {dialect} allows. Rename the column.',
    zh: '列名“{what}”超出 {dialect} 允许的长度。请重命名该列。',
  },
  'dialect.column-unclear': {
    status,
    en: 'It is not certain which column “{what}” means. Name its table, or give the column a name of its own.',
    zh: '无法确定“{what}”指哪一列。请写明所属的表，或给该列单独命名。',
  },
  'dialect.table-unknown': {
    status,
    en: 'There is no table “{what}” in the script.',
    zh: '脚本中没有表“{what}”。',
  },
  'dialect.syntax': {
    status,
    en: 'This part of the SQL cannot be carried over: {what}. Write it in plainer SQL.',
    zh: '这部分 SQL 无法转换：{what}。请用更通用的 SQL 改写。',
  },
  'dialect.behind': {
    status,
    en: 'It needs a step that cannot be carried over: {what}.',
    zh: '它依赖一个无法转换的步骤：{what}。',
  },
  'dialect.note-letters': {
    status: 0,
    en: 'Capital and small letters follow Unicode; single letters such as ß may differ.',
    zh: '大小写按 Unicode 规则转换；ß 等个别字母可能不同。',
  },
  'dialect.note-reverse': {
    status: 0,
    en: 'Signs made of several characters, such as flags, are turned apart.',
    zh: '由多个字符组成的符号（如旗帜）会被拆开反转。',
  },
  'dialect.note-accents': {
    status: 0,
    en: 'Accents of Latin letters are taken off; marks of other scripts may differ.',
    zh: '会去掉拉丁字母的重音；其他文字的附加符号可能不同。',
  },
  'dialect.note-ties': {
    status: 0,
    en: 'Of several rows with the same value it may take another one.',
    zh: '多行取值相同时，可能取到另一行。',
  },
} as const satisfies FailureCatalogue
