import type { Bus } from './bus.ts'
import { openTopicListeners } from './topic-listeners.ts'

/** A bus inside one process, for the servers of a test. */
export interface MemoryBusNetwork {
  connect(): Bus
  /** Drops every signal until `heal` is called. */
  cut(): void
  heal(): void
}

/** Opens a network whose connections hear each other in a later turn, as over a wire. */
export function openMemoryBusNetwork(signalBytes = 64 * 1024): MemoryBusNetwork {
  const connections = new Set<ReturnType<typeof openTopicListeners>>()
  let isCut = false
  return {
    connect: () => {
      const listeners = openTopicListeners()
      connections.add(listeners)
      return {
        signalBytes,
        publish: (topic, bytes) => {
          if (isCut || !connections.has(listeners)) return
          const copy = bytes.slice()
          setImmediate(() => {
            for (const each of [...connections]) each.signal(topic, copy)
          })
        },
        listen: (topic, listener) => {
          listeners.add(topic, listener)
          setImmediate(() => {
            if (!isCut) listener.live()
          })
          return () => {
            listeners.remove(topic, listener)
          }
        },
        reconnect: () => undefined,
        close: async () => {
          connections.delete(listeners)
        },
      }
    },
    cut: () => {
      isCut = true
    },
    heal: () => {
      isCut = false
      for (const each of connections) for (const topic of each.topics()) each.live(topic)
    },
  }
}
