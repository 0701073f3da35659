import { encodeStateVectorMessage, encodeUpdateMessage, outlineUpdate } from '@weft/sync-protocol'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import type { RunningServer } from './running-server.ts'

/** A run of edits that arrived: in these documents each edit is one tick of its author's clock. */
export type OnEdits = (author: number, clock: number, count: number) => void

/** The least client: it speaks the protocol, and makes no document of what it hears. */
export interface BenchClient {
  /** Settles when the server has answered the first question. */
  readonly answered: Promise<void>
  send(update: Uint8Array): void
  /** Bytes that have not left yet. */
  bufferedBytes(): number
  close(): Promise<void>
}

/** What a client hears. */
export interface BenchEars {
  readonly onEdits?: OnEdits
  readonly onUpdate?: (update: Uint8Array) => void
}

const nothing = Uint8Array.of(0)

/** Opens a client of one document. */
export function openBenchClient(
  { url, contender }: RunningServer,
  document: string,
  { onEdits, onUpdate }: BenchEars = {},
): BenchClient {
  const { framing } = contender
  const socket = new WebSocket(url + framing.path(document), { perMessageDeflate: false })
  const say = (message: Uint8Array) => {
    socket.send(framing.wrap(document, message))
  }
  const hear = (update: Uint8Array) => {
    onUpdate?.(update)
    if (!onEdits) return
    const outline = outlineUpdate(update)
    if (!outline.ok) throw new Error(`${contender.name} sent what no update is`)
    for (const { client, clock, length } of outline.value.runs) onEdits(client, clock, length)
  }
  const answered = new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => {
      const hello = framing.hello(document)
      if (hello) socket.send(hello)
      say(encodeStateVectorMessage(nothing))
    })
    socket.on('message', (bytes: Buffer) => {
      const decoder = createDecoder(framing.unwrap(bytes))
      // Hocuspocus answers under a number of its own.
      if (![0, 4].includes(readVarUint(decoder))) return
      const kind = readVarUint(decoder)
      if (kind !== 1 && kind !== 2) return
      hear(readVarUint8Array(decoder))
      if (kind === 1) resolve()
    })
    socket.on('close', (code) => {
      reject(new Error(`${contender.name} closed with ${code}`))
    })
  })
  return {
    answered,
    send: (update) => {
      say(encodeUpdateMessage(update))
    },
    bufferedBytes: () => socket.bufferedAmount,
    close: () =>
      new Promise((resolve) => {
        socket.on('close', () => {
          resolve()
        })
        socket.close()
      }),
  }
}
