import type { Entities, Entity, EntityKey } from './entity.ts'

/** Sees to it that an app keeps a page, and that each widget stands on one that is there. */
export function keepPages(merged: Map<EntityKey, Entity>, ours: Entities): void {
  const pages = [...merged.values()].filter(({ type }) => type === 'page')
  if (pages.length === 0) {
    for (const entity of ours.values()) {
      if (entity.type !== 'page') continue
      merged.set(entity.key, entity)
      pages.push(entity)
    }
  }
  const [first] = pages.sort((a, b) => {
    const [left, right] = [a, b].map(({ fields, id }) => `${String(fields.get('order'))} ${id}`)
    return (left ?? '') < (right ?? '') ? -1 : 1
  })
  const known = new Set(pages.map(({ id }) => id))
  for (const widget of [...merged.values()].filter(({ type }) => type === 'widget')) {
    if (known.has(String(widget.fields.get('page')))) continue
    if (!first) merged.delete(widget.key)
    else {
      const fields = new Map(widget.fields).set('page', first.id)
      merged.set(widget.key, { ...widget, fields })
    }
  }
}
