import type { LocalText } from '@weft/kernel'
import type { ToldChange } from '@weft/workspace-changes'
import { messages, type MessageKey } from '../../i18n/messages.ts'
import { fieldLabel, listLabel, type SayWords } from './field-label.ts'

/** Who did something, and for whom they acted. */
export interface Doer {
  readonly name: LocalText
  readonly organisation: { readonly name: LocalText }
}

const locales = { en: 'en-GB', zh: 'zh-CN' } as const

function kindName(type: ToldChange['type'], kind: string | null, words: SayWords): string {
  const { pipeline, builder } = messages[words.language.value]
  const names: Readonly<Record<string, string>> = type === 'widget' ? builder.kind : pipeline.kinds
  return kind !== null && Object.hasOwn(names, kind) ? (names[kind] ?? '') : ''
}

/** What the thing a change is about is called: its title, else the name of its kind. */
export function sayTitle(
  { type, kind, title }: Pick<ToldChange, 'type' | 'kind' | 'title'>,
  words: SayWords,
): string {
  return words.say(title) || kindName(type, kind, words) || words.t('changes.untitled')
}

function sayFields(change: ToldChange, words: SayWords): string {
  const labels = [...new Set(change.fields.map((field) => fieldLabel(change, field, words)))]
  const quoted = labels.map((label) => words.t('changes.quoted', { words: label }))
  return new Intl.ListFormat(locales[words.language.value]).format(quoted)
}

const isAll = (fields: readonly string[], start: string): boolean =>
  fields.length > 0 && fields.every((field) => field.startsWith(start))

function sayEdge({ change, joins }: ToldChange, words: SayWords): string {
  const [from = '', to = ''] = joins.map(([kind, title]) =>
    sayTitle({ type: 'step', kind, title }, words),
  )
  return words.t(`changes.edge.${change}`, { from, to })
}

function sayItem(change: ToldChange, words: SayWords): string {
  const list = listLabel(change.kind, change.list ?? '', words)
  const title = sayTitle({ ...change, type: 'step' }, words)
  const fields = change.change === 'changed' ? sayFields(change, words) : ''
  return words.t(`changes.item.${change.change}`, { list, title, fields })
}

function sayChanged(change: ToldChange, words: SayWords): string {
  const title = sayTitle(change, words)
  const { fields } = change
  if (isAll(fields, 'title.')) return words.t('changes.renamed', { title })
  if (change.type === 'widget' && isAll(fields, 'place'))
    return words.t('changes.placed', { title })
  if (change.type === 'page' && isAll(fields, 'order')) return words.t('changes.paged', { title })
  if (change.type === 'step' && isAll(fields, 'order.'))
    return words.t('changes.ordered', { title, fields: sayFields(change, words) })
  if (fields.length === 0) return words.t('changes.changedSome', { title })
  return words.t('changes.changed', { title, fields: sayFields(change, words) })
}

const things: Readonly<Record<ToldChange['type'], MessageKey>> = {
  app: 'changes.things.app',
  pipeline: 'changes.things.pipeline',
  step: 'changes.things.step',
  item: 'changes.things.step',
  edge: 'changes.things.step',
  page: 'changes.things.page',
  widget: 'changes.things.widget',
}

function sayWhole(change: ToldChange, words: SayWords): string {
  const { t } = words
  const thing = t(change.kind === 'subflow' ? 'changes.things.subflow' : things[change.type])
  const title = sayTitle(change, words)
  return t(change.change === 'added' ? 'changes.added' : 'changes.removed', { thing, title })
}

function phraseOf(change: ToldChange, words: SayWords): string {
  if (change.type === 'edge') return sayEdge(change, words)
  if (change.type === 'item') return sayItem(change, words)
  return change.change === 'changed' ? sayChanged(change, words) : sayWhole(change, words)
}

/** Says one change by itself, such as “Changed “Condition” of “Big flights””. */
export function sayChange(change: ToldChange, words: SayWords): string {
  const phrase = phraseOf(change, words)
  return phrase.charAt(0).toLocaleUpperCase(locales[words.language.value]) + phrase.slice(1)
}

/** Says who somebody is and for whom they acted. */
export function sayDoer(doer: Doer | null, words: SayWords): string {
  const { t, say } = words
  if (!doer) return t('changes.somebody')
  return t('changes.person', { name: say(doer.name), organisation: say(doer.organisation.name) })
}

/** Says one change with whoever made it, such as “Lin of Port Authority joined “berths” to “arrivals””. */
export function sayChangeBy(change: ToldChange, doer: Doer | null, words: SayWords): string {
  return words.t('changes.by', { who: sayDoer(doer, words), what: phraseOf(change, words) })
}
