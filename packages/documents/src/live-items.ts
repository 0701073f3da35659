import * as Y from 'yjs'

type SharedType = Pick<Y.AbstractType<unknown>, '_map' | '_start'>

function itemsOf(type: SharedType): Y.Item[] {
  const items = [...type._map.values()]
  for (let item = type._start; item !== null; item = item.right) items.push(item)
  return items.filter((item) => !item.deleted)
}

/** Whether some piece of content inside a shared type, at any depth and not deleted, passes the test. */
export function someLiveItem(type: SharedType, test: (item: Y.Item) => boolean): boolean {
  const waiting: SharedType[] = [type]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const item of itemsOf(next)) {
      if (test(item)) return true
      if (item.content instanceof Y.ContentType) waiting.push(item.content.type)
    }
  }
  return false
}

/** How far each writer had come inside a shared type: what a person who removes it has seen. */
export function clocksIn(type: SharedType): Record<string, number> {
  const clocks: Record<string, number> = {}
  someLiveItem(type, (item) => {
    const client = String(item.id.client)
    clocks[client] = Math.max(clocks[client] ?? 0, item.id.clock + item.length)
    return false
  })
  return clocks
}

/** Whether somebody wrote inside a removed entry without having seen its removal. */
export function editedSince(
  type: SharedType,
  removed: unknown,
  remover: Y.Item | undefined,
): boolean {
  if (typeof removed !== 'object' || removed === null) return false
  const seen = new Map<string, unknown>(Object.entries(removed))
  return someLiveItem(type, (item) => {
    if (item === remover) return false
    const clock = seen.get(String(item.id.client))
    return item.id.clock + item.length > (typeof clock === 'number' ? clock : 0)
  })
}
