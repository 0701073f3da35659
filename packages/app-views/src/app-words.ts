import type { Language } from '@weft/kernel'

const en = {
  loading: 'Loading',
  unnamedPage: 'Page {n}',
  noRows: 'No rows match.',
  noValue: 'No value',
  others: 'Others ({n})',
  absent: '(empty)',
  all: 'All',
  clear: 'Clear',
  from: 'From',
  to: 'To',
  search: 'Search values',
  noOptions: 'No values to choose from.',
  moreOptions: 'Only the first {n} values are offered.',
  chosen: '{n} chosen',
  shownOf: 'First {shown} of {total}',
  rows: '{n} rows',
  emptyPage: 'There is nothing on this page yet.',
  emptyText: 'Empty text',
  filteredBy: 'Filtered by',
  removeFilter: 'Remove the filter on {column}',
  failed: 'These numbers could not be computed.',
  tryAgain: 'Try again',
  pages: 'Pages',
  chartOf: 'Chart: {title}',
  figuresOf: 'Figures of the chart: {title}',
  value: 'Value',
} as const

type Words = Readonly<Record<keyof typeof en, string>>

const zh: Words = {
  loading: '正在加载',
  unnamedPage: '第 {n} 页',
  noRows: '没有符合条件的行。',
  noValue: '无数值',
  others: '其他({n} 项)',
  absent: '(空)',
  all: '全部',
  clear: '清除',
  from: '从',
  to: '至',
  search: '搜索取值',
  noOptions: '没有可选的值。',
  moreOptions: '仅列出前 {n} 个值。',
  chosen: '已选 {n} 项',
  shownOf: '显示前 {shown} 项,共 {total} 项',
  rows: '共 {n} 行',
  emptyPage: '此页还没有内容。',
  emptyText: '空白文本',
  filteredBy: '筛选条件',
  removeFilter: '移除对“{column}”的筛选',
  failed: '无法计算这些数字。',
  tryAgain: '重试',
  pages: '页面',
  chartOf: '图表:{title}',
  figuresOf: '图表数据:{title}',
  value: '数值',
}

const words: Readonly<Record<Language, Words>> = { en, zh }

/** A sentence of the widgets in a language. */
export function sayWord(
  language: Language,
  key: keyof Words,
  args: Readonly<Record<string, string | number>> = {},
): string {
  return words[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name]
    if (value === undefined) return whole
    return typeof value === 'number'
      ? value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en')
      : value
  })
}
