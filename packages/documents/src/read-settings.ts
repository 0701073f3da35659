import { isId, languages, type LocalText } from '@weft/kernel'
import { stepSpecs, type StepKind } from '@weft/pipeline-model'
import type * as Y from 'yjs'
import { mapIn, textIn } from './document-shape.ts'
import { text, type FieldReader } from './field-reader.ts'
import type { PictureNotice } from './notices.ts'
import { compareOrdered } from './order-keys.ts'
import { stepReaders, type ItemFields } from './step-readers.ts'

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

function readItem(id: string, entry: Y.Map<unknown> | null, fields: ItemFields) {
  if (!entry || !isId('it', id)) return null
  const item: [string, unknown][] = [['id', id]]
  for (const [name, reader] of Object.entries(fields)) {
    const value = reader(entry.get(name))
    if (value === undefined) return null
    item.push([name, value])
  }
  return { id, order: readOrderKey(entry), item: Object.fromEntries(item) }
}

/** Reads a list setting: its items in order, without those that cannot be read. */
export function readItems(
  list: Y.Map<unknown> | null,
  fields: ItemFields,
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

/** Reads the settings of a step of a kind; what cannot be read is replaced by the initial value. */
export function readStepSettings(
  kind: StepKind,
  settings: Y.Map<unknown> | null,
  notices: PictureNotice[],
  place: Pick<PictureNotice, 'step'>,
): unknown {
  const initial = new Map<string, unknown>(Object.entries(stepSpecs[kind].initial))
  const notice = (code: string, setting: string) => {
    notices.push({ code, args: { setting }, ...place })
  }
  const read = (name: string, reader: FieldReader<unknown> | ItemFields): unknown => {
    if (typeof reader !== 'function') {
      return readItems(mapIn(settings, name), reader, () => {
        notice('document.item-unreadable', name)
      })
    }
    const value = reader(textIn(settings, name)?.toJSON() ?? settings?.get(name))
    if (value !== undefined) return value
    notice('document.setting-unreadable', name)
    return initial.get(name)
  }
  return Object.fromEntries(
    Object.entries(stepReaders[kind]).map(([name, reader]) => [name, read(name, reader)]),
  )
}
