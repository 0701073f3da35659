import type { Localized } from '@weft/kernel'

/** The sentences of every problem of a widget, by code. */
export const widgetProblems: Readonly<Record<string, Localized>> = {
  'widget.output-unchosen': { en: 'Choose an output.', zh: '请选择一个输出。' },
  'widget.output-missing': {
    en: 'The pipeline has no output “{output}” any more. Use “{closest}”?',
    zh: '流水线中已没有输出“{output}”。改用“{closest}”?',
  },
  'widget.output-unknown': {
    en: 'The pipeline has no output “{output}”. Choose another.',
    zh: '流水线中没有输出“{output}”,请另选一个。',
  },
  'widget.column-unchosen': { en: 'Choose a column.', zh: '请选择一列。' },
  'widget.column-missing': {
    en: 'There is no column “{column}” in “{output}”. Use “{closest}”?',
    zh: '“{output}”中没有列“{column}”。改用“{closest}”?',
  },
  'widget.column-unknown': {
    en: 'There is no column “{column}” in “{output}”. Choose another.',
    zh: '“{output}”中没有列“{column}”,请另选一列。',
  },
  'widget.column-not-number': {
    en: '“{column}” holds no numbers ({type}).',
    zh: '“{column}”不是数值列({type})。',
  },
  'widget.column-not-day': {
    en: '“{column}” holds no dates ({type}).',
    zh: '“{column}”不是日期列({type})。',
  },
  'widget.column-not-ordered': {
    en: '“{column}” cannot be put in order ({type}).',
    zh: '“{column}”无法排序({type})。',
  },
  'widget.column-not-category': {
    en: '“{column}” cannot be offered as values to choose from ({type}).',
    zh: '“{column}”不能作为可选值({type})。',
  },
}
