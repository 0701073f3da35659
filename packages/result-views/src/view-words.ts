import type { Language } from '@weft/kernel'
import type { TypeFamily } from '@weft/query-engine'

const en = {
  table: 'Result rows',
  noRows: 'No rows.',
  absent: 'absent',
  loading: 'loading',
  resize: 'Width of {column}',
  rowsCount: 'Rows',
  absentCount: 'Absent',
  distinctCount: 'Distinct',
  least: 'Least',
  greatest: 'Greatest',
  share: '{count} rows, {percent} %',
  range: '{from} to {to}',
  under: '{from} to under {to}',
  emptyCells: 'empty',
  others: '{count} more values',
  eachOnce: '{count} values, each once',
  noValues: 'no values',
  profileOf: 'Values of {column}',
  pressToKeep: 'Press to keep only these rows; with Shift, more of them',
  bar: '{bar}: {figures}',
}

/** The words of these views in each language; the player has no other translator. */
export const viewWords: Readonly<Record<Language, typeof en>> = {
  en,
  zh: {
    table: '结果数据',
    noRows: '没有数据。',
    absent: '空值',
    loading: '加载中',
    resize: '{column} 的列宽',
    rowsCount: '行数',
    absentCount: '空值',
    distinctCount: '不同值',
    least: '最小值',
    greatest: '最大值',
    share: '{count} 行，{percent}%',
    range: '{from} 至 {to}',
    under: '{from} 至 {to}（不含）',
    emptyCells: '空',
    others: '另有 {count} 个不同值',
    eachOnce: '{count} 个值，互不重复',
    noValues: '没有值',
    profileOf: '{column} 的取值分布',
    pressToKeep: '点按即可仅保留这些行；按住 Shift 可多选',
    bar: '{bar}：{figures}',
  },
}

/** Says a word of these views with its arguments filled in. */
export function sayView(
  language: Language,
  key: keyof typeof en,
  args: Readonly<Record<string, string | number>> = {},
): string {
  return viewWords[language][key].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(args[name] ?? ''),
  )
}

/** One sign for each family of types, before a column's name. */
export const familySigns: Readonly<Record<TypeFamily, string>> = {
  integer: '#',
  number: '.0',
  text: 'T',
  boolean: '✓',
  date: 'D',
  timestamp: 'D',
  time: 'D',
  nested: '{}',
  other: '·',
}
