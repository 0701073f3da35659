import type { StepId } from '@weft/pipeline-model'
import * as Y from 'yjs'
import { mapIn, rootsOf, textIn } from './document-shape.ts'
import { findStep } from './edit-context.ts'
import type { WrittenBy } from './read-authorship.ts'

/** Who wrote what of a step as it is now. */
export interface StepBlame {
  /** Who added it. */
  readonly added: WrittenBy | null
  /** Who set each setting last, by name; of a list, whoever wrote last inside it. */
  readonly settings: Readonly<Record<string, WrittenBy>>
  /** Who wrote the newest letter of each line of a shared text, by setting. */
  readonly lines: Readonly<Record<string, readonly (WrittenBy | null)[]>>
}

const writerOf = (item: Y.Item): WrittenBy => ({ client: item.id.client, clock: item.id.clock })

/** Later by the order in which one window wrote; between windows the document knows no order. */
function later(a: WrittenBy | null, b: WrittenBy): WrittenBy {
  return a === null || a.client !== b.client || b.clock > a.clock ? b : a
}

function newestInside(type: Pick<Y.AbstractType<unknown>, '_map'>): WrittenBy | null {
  let newest: WrittenBy | null = null
  for (const item of type._map.values()) {
    if (item.deleted) continue
    newest = later(newest, writerOf(item))
    if (item.content instanceof Y.ContentType) {
      const inner = newestInside(item.content.type)
      if (inner) newest = later(newest, inner)
    }
  }
  return newest
}

/** Who wrote the newest letter of each line. */
function blameLines(text: Y.Text): (WrittenBy | null)[] {
  const lines: (WrittenBy | null)[] = [null]
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    const writer = writerOf(item)
    for (const letter of item.content.str) {
      const at = lines.length - 1
      if (letter === '\n') lines.push(null)
      else lines[at] = later(lines[at] ?? null, writer)
    }
  }
  return lines
}

function blameSettings(settings: Y.Map<unknown> | null): Pick<StepBlame, 'settings' | 'lines'> {
  const written: Record<string, WrittenBy> = {}
  const lines: Record<string, readonly (WrittenBy | null)[]> = {}
  for (const [name, item] of settings?._map ?? []) {
    if (item.deleted) continue
    const list = mapIn(settings, name)
    const text = textIn(settings, name)
    written[name] = (list && newestInside(list)) ?? writerOf(item)
    if (text) lines[name] = blameLines(text)
  }
  return { settings: written, lines }
}

/** Who wrote what of a step; null when there is no such step. */
export function readBlame(doc: Y.Doc, id: StepId): StepBlame | null {
  const found = findStep(rootsOf(doc), id)
  if (!found) return null
  const entry = mapIn(found.pipeline, 'steps')?._map.get(id)
  return { added: entry ? writerOf(entry) : null, ...blameSettings(mapIn(found.step, 'settings')) }
}
