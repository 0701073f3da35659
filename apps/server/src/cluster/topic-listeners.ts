import type { BusListener } from './bus.ts'

/** Who hears which topic of one connection to a bus. */
export interface TopicListeners {
  /** Whether the listener is the first of its topic. */
  add(topic: string, listener: BusListener): boolean
  /** Whether the listener was the last of its topic. */
  remove(topic: string, listener: BusListener): boolean
  topics(): readonly string[]
  signal(topic: string, bytes: Uint8Array): void
  live(topic: string): void
}

/** Opens an empty table of listeners. */
export function openTopicListeners(): TopicListeners {
  const byTopic = new Map<string, Set<BusListener>>()
  const each = (topic: string, tell: (listener: BusListener) => void): void => {
    for (const listener of [...(byTopic.get(topic) ?? [])]) tell(listener)
  }
  return {
    add: (topic, listener) => {
      const known = byTopic.get(topic)
      if (known) known.add(listener)
      else byTopic.set(topic, new Set([listener]))
      return !known
    },
    remove: (topic, listener) => {
      const known = byTopic.get(topic)
      if (!known?.delete(listener) || known.size > 0) return false
      byTopic.delete(topic)
      return true
    },
    topics: () => [...byTopic.keys()],
    signal: (topic, bytes) => each(topic, (listener) => listener.signal(bytes)),
    live: (topic) => each(topic, (listener) => listener.live()),
  }
}
