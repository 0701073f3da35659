import {
  diffLines,
  isSharedText,
  stepOfContent,
  type Entity,
  type FieldChange,
  type LineChange,
} from '@weft/workspace-changes'
import { fieldLabel, fieldOf, listLabel, type FieldOwner, type SayWords } from './field-label.ts'
import type { ChangeGroup, Contents, Mark, ReviewedChange } from './review-contents.ts'
import { sayValue } from './say-value.ts'

/** One field of an item: what it was and what it is. */
export interface ItemPart {
  readonly label: string
  readonly before: string
  readonly after: string
  readonly differs: boolean
}

/** One item of a list setting. */
export interface DetailItem {
  readonly id: string
  readonly mark: Mark | 'same'
  readonly parts: readonly ItemPart[]
}

/** One setting before and after: a value, a text by line, or a list by item. */
export type DetailRow =
  | {
      readonly shape: 'value'
      readonly label: string
      readonly before: string
      readonly after: string
    }
  | { readonly shape: 'lines'; readonly label: string; readonly lines: readonly LineChange[] }
  | { readonly shape: 'items'; readonly label: string; readonly items: readonly DetailItem[] }

const languageNames = { en: 'changes.fields.english', zh: 'changes.fields.chinese' } as const

/** The label of a field; of a text in two languages it says which. */
function labelOf(owner: FieldOwner, field: string, words: SayWords): string {
  const label = fieldLabel(owner, field, words)
  const last = field.split('.').at(-1)
  const isLocal = field.includes('.') && (last === 'en' || last === 'zh')
  if (!isLocal) return label
  const language = words.t(languageNames[last])
  return words.t('changes.fields.language', { field: label, language })
}

const isLong = (value: unknown): boolean => typeof value === 'string' && value.includes('\n')
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function fieldRow(
  entity: Entity,
  owner: FieldOwner,
  { field, before, after }: FieldChange,
  words: SayWords,
): readonly DetailRow[] {
  const label = labelOf(owner, field, words)
  if (isSharedText(entity, field) || isLong(before) || isLong(after)) {
    const lines = diffLines(textOf(before), textOf(after))
    return textOf(before) === '' && textOf(after) === '' ? [] : [{ shape: 'lines', label, lines }]
  }
  const setting = fieldOf(owner, field.startsWith('setting.') ? field.slice(8) : field)
  const say = (value: unknown) => sayValue(value, setting, words)
  const row = { shape: 'value', label, before: say(before), after: say(after) } as const
  return row.before === row.after ? [] : [row]
}

type Item = Readonly<Record<string, unknown>> & { readonly id: string }

function itemsOf(contents: Contents, side: keyof Contents, step: string, list: string): Item[] {
  const settings = stepOfContent(contents[side], step)?.settings
  const value = settings ? (settings as Readonly<Record<string, unknown>>)[list] : undefined
  return Array.isArray(value) ? (value as Item[]) : []
}

function itemParts(
  old: Item | undefined,
  item: Item | undefined,
  owner: FieldOwner,
  words: SayWords,
): readonly ItemPart[] {
  const names = [...new Set([...Object.keys(item ?? {}), ...Object.keys(old ?? {})])]
  return names
    .filter((name) => name !== 'id')
    .map((name) => {
      const field = fieldOf(owner, name)
      const before = sayValue(old?.[name], field, words)
      const after = sayValue(item?.[name], field, words)
      const label = fieldLabel(owner, name, words)
      return { label, before, after, differs: Boolean(old && item) && before !== after }
    })
    .filter(({ before, after }) => before !== '' || after !== '')
}

function markOf(old: Item | undefined, item: Item | undefined, parts: readonly ItemPart[]) {
  if (!old) return 'added'
  if (!item) return 'removed'
  return parts.some(({ differs }) => differs) ? 'changed' : 'same'
}

function listRow(group: ChangeGroup, list: string, contents: Contents, words: SayWords): DetailRow {
  const olds = new Map(itemsOf(contents, 'before', group.id, list).map((one) => [one.id, one]))
  const news = new Map(itemsOf(contents, 'after', group.id, list).map((one) => [one.id, one]))
  const owner = { type: 'item', kind: group.kind, list } as const
  const items = [...new Set([...news.keys(), ...olds.keys()])].map((id) => {
    const parts = itemParts(olds.get(id), news.get(id), owner, words)
    return { id, mark: markOf(olds.get(id), news.get(id), parts), parts } as const
  })
  return { shape: 'items', label: listLabel(group.kind, list, words), items }
}

function listsOf(changes: readonly ReviewedChange[]): ReadonlySet<string> {
  const lists = new Set<string>()
  for (const { change } of changes) {
    if (change.entity.list !== null) lists.add(change.entity.list)
    if (change.entity.type !== 'step') continue
    for (const { field } of change.fields)
      if (field.startsWith('order.')) lists.add(field.slice('order.'.length))
  }
  return lists
}

const unsaid = (field: string): boolean =>
  field === 'kind' || field === 'position' || field === 'subflow' || field.startsWith('order')

/** The settings of a group that differ, before and after: values first, then lists by item. */
export function detailRows(
  group: ChangeGroup,
  contents: Contents,
  words: SayWords,
): readonly DetailRow[] {
  const own = group.changes.find(({ change }) => change.entity.key === group.key)
  const values = own
    ? own.change.fields
        .filter(({ field }) => !unsaid(field))
        .flatMap((field) => fieldRow(own.change.entity, own.told, field, words))
    : []
  const lists = [...listsOf(group.changes)]
    .map((list) => listRow(group, list, contents, words))
    .filter((row) => row.shape !== 'items' || row.items.length > 0)
  return [...values, ...lists]
}
