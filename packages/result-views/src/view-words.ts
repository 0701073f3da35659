import type { Language } from '@weft/kernel'
import type { TypeFamily } from '@weft/query-engine'

const en = {
  table: 'Result rows',
  noRows: 'No rows.',
  absent: 'absent',
  loading: 'loading',
  resize: 'Width of {column}',
  absentCount: '{count} absent',
  distinctCount: '{count} distinct',
  range: '{from} to {to}: {count} rows',
  value: '{value}: {count} rows',
  profileOf: 'Values of {column}',
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
    absentCount: '空值 {count} 个',
    distinctCount: '不同值 {count} 个',
    range: '{from} 至 {to}：{count} 行',
    value: '{value}：{count} 行',
    profileOf: '{column} 的取值分布',
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
