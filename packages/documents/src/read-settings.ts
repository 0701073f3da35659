import { isId, languages, type LocalText } from '@weft/kernel'
import { stepSpecs, type Field, type Fields, type StepKind } from '@weft/pipeline-model'
import type * as Y from 'yjs'
import { mapIn, textIn } from './document-shape.ts'
import { text } from './field-reader.ts'
import type { PictureNotice } from './notices.ts'
import { compareOrdered } from './order-keys.ts'

const longestText = 20_000
const readWords = text(longestText)
const readOrder = text(500)

/** Reads a text by language: each language is an entry of its own, plain or shared text. */
export function readLocalText(map: Y.Map<unknown> | null): LocalText {
  const words: { -readonly [L in keyof LocalText]: string } = {}
  for (const language of languages) {
    const read = readWords(textIn(map, language)?.toJSON() ?? map?.get(language))
    if (read !== undefined && read !== '') words[language] = read
  }
  return words
}

/** Reads the order of an entry; an unreadable one sorts first. */
export function readOrderKey(entry: Y.Map<unknown>): string {
  return readOrder(entry.get('order')) ?? ''
}

function readItem(id: string, entry: Y.Map<unknown> | null, fields: Fields) {
  if (!entry || !isId('it', id)) return null
  const item: [string, unknown][] = [['id', id]]
  for (const [name, field] of Object.entries(fields)) {
    const value = entry.has(name) ? field.read(entry.get(name)) : field.initial
    if (value === undefined) return null
    item.push([name, value])
  }
  return { id, order: readOrderKey(entry), item: Object.fromEntries(item) }
}

/** Reads a list setting: its items in order, without those that cannot be read. */
export function readItems(
  list: Y.Map<unknown> | null,
  fields: Fields,
  skip: (id: string) => void,
): unknown[] {
  const items = []
  for (const id of list?.keys() ?? []) {
    const read = readItem(id, mapIn(list, id), fields)
    if (read) items.push(read)
    else skip(id)
  }
  return items.sort(compareOrdered).map((read) => read.item)
}

/** Reads the settings of a step of a kind; what was never written, or cannot be read, is the initial value. */
export function readStepSettings(
  kind: StepKind,
  settings: Y.Map<unknown> | null,
  notices: PictureNotice[],
  place: Pick<PictureNotice, 'step'>,
): unknown {
  const notice = (code: string, setting: string) => {
    notices.push({ code, args: { setting }, ...place })
  }
  const read = (name: string, field: Field<unknown>): unknown => {
    if (field.look.type === 'list') {
      return readItems(mapIn(settings, name), field.look.item, () => {
        notice('document.item-unreadable', name)
      })
    }
    if (!settings?.has(name)) return field.initial
    const value = field.read(textIn(settings, name)?.toJSON() ?? settings.get(name))
    if (value !== undefined) return value
    notice('document.setting-unreadable', name)
    return field.initial
  }
  return Object.fromEntries(
    Object.entries(stepSpecs[kind].fields).map(([name, field]) => [name, read(name, field)]),
  )
}
