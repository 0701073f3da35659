import type { Measure, NumberFormat, Widget, WidgetKind } from '@weft/app-model'
import { canServe, findOutput, measureUse, type ColumnUse, type Outputs } from '@weft/app-runtime'
import type { Language } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import type { Choice } from '@weft/ui-kit'
import type { Words } from '../../i18n/use-words.ts'

/** One control of the settings panel; `write` gives the value of the setting `key`. */
export interface SettingField {
  readonly key: string
  readonly label: string
  readonly kind: 'choice' | 'line' | 'number' | 'long' | 'flag' | 'columns'
  readonly value: string
  readonly choices?: readonly Choice[]
  readonly hint?: string
  readonly write: (value: string) => unknown
}

type Say = Words['t']
type Draw<K extends WidgetKind> = (
  settings: Extract<Widget, { kind: K }>['settings'],
  schema: Schema,
  t: Say,
  language: Language,
) => SettingField[]

const asIs = (value: string): unknown => value
const orNull = (value: string): unknown => value || null

/** The controls of a widget, with the columns that fit each of them. */
export function settingFields(
  widget: Widget,
  outputs: Outputs,
  t: Say,
  language: Language,
): readonly SettingField[] {
  const output = widget.kind === 'text' ? null : findOutput(outputs, widget.settings.output)
  const draw = fields[widget.kind] as Draw<WidgetKind>
  const own = draw(widget.settings, output?.schema ?? [], t, language)
  if (widget.kind === 'text') return own
  const names = Object.keys(outputs).map((name) => ({ value: name, words: name }))
  const chosen = { value: widget.settings.output ?? '', choices: names }
  return [
    { key: 'output', label: t('builder.output'), kind: 'choice', ...chosen, write: orNull },
    ...own,
  ]
}

const fields: { readonly [K in WidgetKind]: Draw<K> } = {
  text: (settings, _schema, t, language) => [
    {
      key: 'text',
      label: t('builder.text'),
      kind: 'long',
      value: settings.text[language] ?? '',
      hint: t('builder.textHint'),
      write: (value) => ({ ...settings.text, [language]: value }),
    },
  ],
  kpi: (settings, schema, t) => [
    ...measureFields(settings.measure, schema, t, false),
    ...formatFields(settings.format, t),
  ],
  table: (settings, schema, t) => [
    {
      key: 'columns',
      label: t('builder.columns'),
      kind: 'columns',
      value: JSON.stringify(settings.columns),
      choices: columnChoices(schema, 'any'),
      write: (value) => JSON.parse(value) as unknown,
    },
    {
      key: 'sort',
      label: t('builder.sortColumn'),
      kind: 'choice',
      value: settings.sort?.column ?? '',
      choices: [{ value: '', words: t('builder.none') }, ...columnChoices(schema, 'ordered')],
      write: (column) =>
        column ? { column, direction: settings.sort?.direction ?? 'descending' } : null,
    },
    ...(settings.sort ? [directionField(settings.sort, t)] : []),
    numberField('limit', settings.limit, t('builder.limit')),
  ],
  chart: (settings, schema, t) => [
    choiceField('mark', settings.mark, t('builder.mark'), [
      { value: 'bar', words: t('builder.bar') },
      { value: 'line', words: t('builder.line') },
    ]),
    columnField('x', settings.x, t('builder.x'), columnChoices(schema, 'ordered')),
    ...measureFields(settings.measure, schema, t, true),
    columnField('series', settings.series, t('builder.series'), [
      { value: '', words: t('builder.none') },
      ...columnChoices(schema, 'category'),
    ]),
    choiceField('sort', settings.sort, t('builder.sort'), [
      { value: 'x', words: t('builder.sortX') },
      { value: 'value-descending', words: t('builder.sortValue') },
    ]),
    numberField('limit', settings.limit, t('builder.limit')),
    ...formatFields(settings.format, t),
  ],
  'select-filter': (settings, schema, t) => [
    columnField('column', settings.column, t('builder.column'), columnChoices(schema, 'category')),
    {
      key: 'multiple',
      label: t('builder.multiple'),
      kind: 'flag',
      value: settings.multiple ? 'yes' : '',
      write: (value) => value === 'yes',
    },
  ],
  'date-filter': (settings, schema, t) => [
    columnField('column', settings.column, t('builder.column'), columnChoices(schema, 'day')),
  ],
}

function columnChoices(schema: Schema, use: ColumnUse): Choice[] {
  return schema
    .filter((column) => canServe(column.type, use))
    .map((column) => ({ value: column.name, words: column.name, hint: column.type }))
}

function choiceField(
  key: string,
  value: string,
  label: string,
  choices: readonly Choice[],
): SettingField {
  return { key, label, kind: 'choice', value, choices, write: asIs }
}

function columnField(
  key: string,
  value: string | null,
  label: string,
  choices: readonly Choice[],
): SettingField {
  return { key, label, kind: 'choice', value: value ?? '', choices, write: orNull }
}

function numberField(key: string, value: number, label: string): SettingField {
  const write = (text: string) => Math.max(1, Math.floor(Number(text)) || 1)
  return { key, label, kind: 'number', value: String(value), write }
}

function directionField(
  sort: { readonly column: string; readonly direction: string },
  t: Say,
): SettingField {
  return {
    key: 'sort',
    label: t('builder.direction'),
    kind: 'choice',
    value: sort.direction,
    choices: [
      { value: 'ascending', words: t('builder.ascending') },
      { value: 'descending', words: t('builder.descending') },
    ],
    write: (direction) => ({ ...sort, direction }),
  }
}

const functions = ['count', 'count-distinct', 'sum', 'average', 'median', 'min', 'max'] as const

function measureFields(measure: Measure, schema: Schema, t: Say, drawn: boolean): SettingField[] {
  const choices = functions.map((name) => ({ value: name, words: t(`builder.function.${name}`) }))
  const chosen: SettingField = {
    key: 'measure',
    label: t('builder.measure'),
    kind: 'choice',
    value: measure.function,
    choices,
    write: (name) => ({ ...measure, function: name }),
  }
  if (measure.function === 'count') return [chosen]
  return [
    chosen,
    {
      key: 'measure',
      label: t('builder.measureColumn'),
      kind: 'choice',
      value: measure.column ?? '',
      choices: columnChoices(schema, measureUse(measure, drawn)),
      write: (column) => ({ ...measure, column: column || null }),
    },
  ]
}

function formatFields(format: NumberFormat, t: Say): SettingField[] {
  return [
    {
      ...choiceField('format', format.style, t('builder.style'), [
        { value: 'plain', words: t('builder.plain') },
        { value: 'compact', words: t('builder.compact') },
        { value: 'percent', words: t('builder.percent') },
      ]),
      write: (style) => ({ ...format, style }),
    },
    {
      key: 'format',
      label: t('builder.decimals'),
      kind: 'number',
      value: format.decimals === null ? '' : String(format.decimals),
      write: (text) => ({
        ...format,
        decimals: text === '' ? null : Math.min(Math.max(Math.floor(Number(text)) || 0, 0), 12),
      }),
    },
    {
      key: 'format',
      label: t('builder.unit'),
      kind: 'line',
      value: format.unit,
      write: (unit) => ({ ...format, unit: unit.slice(0, 40) }),
    },
  ]
}
