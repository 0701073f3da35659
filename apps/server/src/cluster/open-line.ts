import type { Clock } from '@weft/kernel'
import type { Bus } from './bus.ts'
import { openSignal, sealSignal, type Signal } from './seal-signal.ts'

/** What hears one topic of the line. */
export interface LineListener {
  signal(signal: Signal): void
  /** Signals arrive from now on; what was told before may have been missed. */
  live(): void
}

/** The line between the servers of one space: sealed signals, and who is there. */
export interface Line {
  /** This server's name on the line. */
  readonly server: string
  /** The largest body of a signal. */
  readonly bodyBytes: number
  /** Tells the other servers something that they must be able to do without. */
  tell(topic: string, header: object, body?: Uint8Array): void
  /** Hears what other servers tell, until the returned function is called. */
  hear(topic: string, listener: LineListener): () => void
  /** Whether this server hears what is told now. */
  isUp(): boolean
  /** Hears of servers that said goodbye or have fallen silent. */
  onGone(listener: (server: string) => void): () => void
  /** Says goodbye and leaves. */
  close(): Promise<void>
}

/** What the line works with. */
export interface LineSettings {
  readonly bus: Bus
  /** A name that no other start of a server has. */
  readonly server: string
  /** Seals the signals; the same for all servers of a space. */
  readonly key: string
  readonly now: Clock
  readonly onFailure: (message: string, cause: unknown) => void
  readonly beatMs?: number
}

const beatsTopic = 'servers'
const headerRoomBytes = 4096

/** Signals of strangers are counted in the log, but not each of them. */
function openStrangers({ onFailure, now }: LineSettings): (topic: string) => void {
  let saidAt = -Infinity
  return (topic) => {
    if (now() - saidAt < 60_000) return
    saidAt = now()
    onFailure('A signal without the seal of this space was ignored', { topic })
  }
}

/** Who else beats, and whether our own beats come back. */
class Pulse {
  readonly #heardAt = new Map<string, number>()
  readonly #silentMs: number
  #ownAt = -Infinity
  #tickedAt: number

  constructor(silentMs: number, nowMs: number) {
    this.#silentMs = silentMs
    this.#tickedAt = nowMs
  }

  heard(server: string, nowMs: number): void {
    this.#heardAt.set(server, nowMs)
  }

  cameBack(nowMs: number): void {
    this.#ownAt = nowMs
  }

  isUp(nowMs: number): boolean {
    return nowMs - this.#ownAt < this.#silentMs
  }

  forget(server: string): boolean {
    return this.#heardAt.delete(server)
  }

  /** The servers that have fallen silent. */
  tick(nowMs: number, beatMs: number): readonly string[] {
    // While this server itself stood still it could hear nobody.
    const stoodStillMs = Math.max(0, nowMs - this.#tickedAt - beatMs * 2)
    this.#tickedAt = nowMs
    const silent: string[] = []
    for (const [server, at] of this.#heardAt) {
      this.#heardAt.set(server, at + stoodStillMs)
      if (nowMs - at - stoodStillMs > this.#silentMs) silent.push(server)
    }
    for (const server of silent) this.#heardAt.delete(server)
    return silent
  }
}

function openListeners() {
  const listeners = new Set<(server: string) => void>()
  return {
    add: (listener: (server: string) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (server: string): void => {
      for (const listener of [...listeners]) listener(server)
    },
  }
}

/** Listens to sealed signals of one topic; all others are counted as strange. */
function listenWith({ bus, key }: LineSettings, strange: (topic: string) => void) {
  return (topic: string, listener: LineListener): (() => void) =>
    bus.listen(topic, {
      live: () => listener.live(),
      signal: (bytes) => {
        const signal = openSignal(key, topic, bytes)
        if (signal) listener.signal(signal)
        else strange(topic)
      },
    })
}

/** Opens the line over a bus. */
export function openLine(settings: LineSettings): Line {
  const { bus, server, key, now, beatMs = 500 } = settings
  const silentMs = beatMs * 6
  const pulse = new Pulse(silentMs, now())
  const gone = openListeners()
  const listen = listenWith(settings, openStrangers(settings))
  let count = 0
  let reconnectedAt = now()

  const tell: Line['tell'] = (topic, header, body = new Uint8Array()) => {
    bus.publish(topic, sealSignal(key, topic, { server, count: ++count, header, body }))
  }
  const stopListening = listen(beatsTopic, {
    live: () => tell(beatsTopic, { kind: 'beat' }),
    signal: (signal) => {
      const isBye = (signal.header as { kind?: unknown } | null)?.kind === 'bye'
      if (signal.server === server) pulse.cameBack(now())
      else if (!isBye) pulse.heard(signal.server, now())
      else {
        pulse.forget(signal.server)
        gone.tell(signal.server)
      }
    },
  })
  const beating = setInterval(() => {
    tell(beatsTopic, { kind: 'beat' })
    for (const who of pulse.tick(now(), beatMs)) gone.tell(who)
    // A connection that is open and carries nothing is made anew.
    if (pulse.isUp(now()) || now() - reconnectedAt < silentMs) return
    reconnectedAt = now()
    bus.reconnect()
  }, beatMs)
  beating.unref()

  return {
    server,
    bodyBytes: bus.signalBytes - headerRoomBytes,
    tell,
    hear: (topic, listener) =>
      listen(topic, {
        live: () => listener.live(),
        signal: (signal) => {
          if (signal.server !== server) listener.signal(signal)
        },
      }),
    isUp: () => pulse.isUp(now()),
    onGone: (listener) => gone.add(listener),
    close: async () => {
      clearInterval(beating)
      stopListening()
      tell(beatsTopic, { kind: 'bye' })
      await bus.close()
    },
  }
}
