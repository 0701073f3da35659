import type * as Y from 'yjs'
import { mapIn } from './document-shape.ts'
import { setEntry } from './edit-values.ts'
import { compareOrdered, placeAfter } from './order-keys.ts'
import { readOrderKey } from './read-settings.ts'
import { itemMap } from './write-entries.ts'

/** The fields of an item, checked, with the id it has or gets. */
export interface FitItem {
  readonly id: string
  readonly fields: readonly (readonly [string, unknown])[]
}

function ordersIn(list: Y.Map<unknown>) {
  return [...list.keys()].flatMap((id) => {
    const entry = mapIn(list, id)
    return entry ? [{ id, order: readOrderKey(entry) }] : []
  })
}

function rekey(list: Y.Map<unknown>, rekeyed: readonly { id: string; order: string }[]): void {
  for (const { id, order } of rekeyed) mapIn(list, id)?.set('order', order)
}

/** Adds an item behind another one. */
export function insertItem(
  list: Y.Map<unknown>,
  { id, fields }: FitItem,
  after: string | null | undefined,
): void {
  const { order, rekeyed } = placeAfter(ordersIn(list), after)
  rekey(list, rekeyed)
  list.set(id, itemMap(Object.fromEntries(fields), order))
}

/** Moves an item behind another one, or to the front. */
export function placeItem(list: Y.Map<unknown>, id: string, after: string | null): void {
  const others = ordersIn(list).filter((entry) => entry.id !== id)
  const { order, rekeyed } = placeAfter(others, after)
  rekey(list, rekeyed)
  mapIn(list, id)?.set('order', order)
}

/** Makes a list hold exactly these items in this order, touching only what differs. */
export function replaceItems(list: Y.Map<unknown>, items: readonly FitItem[]): void {
  const wanted = new Set(items.map((item) => item.id))
  for (const id of [...list.keys()]) if (!wanted.has(id)) list.delete(id)
  let after: string | null = null
  for (const item of items) {
    const entry = mapIn(list, item.id)
    if (entry) {
      for (const [name, value] of item.fields) setEntry(entry, name, value)
      const ids = ordersIn(list)
        .sort(compareOrdered)
        .map((one) => one.id)
      if ((ids[ids.indexOf(item.id) - 1] ?? null) !== after) placeItem(list, item.id, after)
    } else insertItem(list, item, after)
    after = item.id
  }
}
