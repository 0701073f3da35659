import type { Language } from '@weft/kernel'
import { stepSpecs, type Field, type Fields, type StepKind } from '@weft/pipeline-model'
import type { ToldChange } from '@weft/workspace-changes'
import type { MessageKey } from '../../i18n/messages.ts'
import { messages } from '../../i18n/messages.ts'
import type { Words } from '../../i18n/use-words.ts'

/** What saying a change needs; a component's words are enough. */
export type SayWords = Pick<Words, 't' | 'say'> & {
  readonly language: { readonly value: Language }
}

/** What a field is a field of. */
export type FieldOwner = Pick<ToldChange, 'type' | 'kind' | 'list'>

const widgetFields: Readonly<Record<string, MessageKey>> = {
  text: 'builder.text',
  output: 'builder.output',
  measure: 'builder.measure',
  format: 'builder.style',
  columns: 'builder.columns',
  sort: 'changes.fields.order',
  limit: 'builder.limit',
  mark: 'builder.mark',
  x: 'builder.x',
  series: 'builder.series',
  column: 'builder.column',
  multiple: 'builder.multiple',
}

const ownFields: Readonly<Record<string, MessageKey>> = {
  title: 'changes.fields.title',
  summary: 'changes.fields.summary',
  place: 'changes.fields.place',
  page: 'changes.fields.page',
  order: 'changes.fields.order',
  edge: 'changes.fields.edge',
  kind: 'changes.fields.kind',
}

function fieldsOfKind(kind: string | null): Fields {
  return kind !== null && Object.hasOwn(stepSpecs, kind) ? stepSpecs[kind as StepKind].fields : {}
}

/** The definition of a setting of a step, or of a field of an item of it; null for everything else. */
export function fieldOf({ type, kind, list }: FieldOwner, name: string): Field<unknown> | null {
  const fields = fieldsOfKind(kind)
  const pick = (from: Fields, key: string) =>
    Object.hasOwn(from, key) ? (from[key] ?? null) : null
  if (type === 'step') return pick(fields, name)
  const look = type === 'item' && list !== null ? pick(fields, list)?.look : null
  return look?.type === 'list' ? pick(look.item, name) : null
}

function wordIn(words: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(words, key) ? (words[key] ?? key) : key
}

/** The label of a setting of a step, or of a field of an item, as the settings panel writes it. */
function settingLabel(owner: FieldOwner, name: string, { language }: SayWords): string {
  return wordIn(messages[language.value].steps.fields, fieldOf(owner, name)?.words ?? name)
}

/** The label of a list setting of a kind of step. */
export function listLabel(kind: string | null, list: string, words: SayWords): string {
  return settingLabel({ type: 'step', kind, list: null }, list, words)
}

function labelIn(
  labels: Readonly<Record<string, MessageKey>>,
  name: string,
  words: SayWords,
): string | null {
  const key = Object.hasOwn(labels, name) ? labels[name] : undefined
  return key ? words.t(key) : null
}

/** The label of a setting or of the order of a list, such as `setting.expression`; null for other fields. */
function insideLabel(owner: FieldOwner, field: string, words: SayWords): string | null {
  const [group, name] = field.split('.')
  if (name === undefined || (group !== 'setting' && group !== 'order')) return null
  if (owner.type === 'pipeline') return words.t('changes.fields.order')
  if (owner.type === 'widget') return labelIn(widgetFields, name, words) ?? name
  return settingLabel(owner, name, words)
}

/** What a field of a change is called, such as `setting.expression` or `title.en`. */
export function fieldLabel(owner: FieldOwner, field: string, words: SayWords): string {
  if (owner.type === 'item') return settingLabel(owner, field, words)
  const inside = insideLabel(owner, field, words)
  if (inside !== null) return inside
  const [group = ''] = field.split('.')
  return labelIn(ownFields, group, words) ?? field
}
