import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  encodeAllowedMessage,
  encodeAwarenessMessage,
  encodeDeniedMessage,
  encodeDurableMessage,
  encodeMissingMessage,
  encodeQueryAwarenessMessage,
  encodeStateVectorMessage,
  encodeUpdateMessage,
} from './encode-message.ts'
import { messageLimits, parseMessage } from './parse-message.ts'

function sampleUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('steps').set('a', 'text')
  return Y.encodeStateAsUpdate(doc)
}

const update = sampleUpdate()

describe('reading messages', () => {
  test('[SYNC-1] every message written is read back as it was', () => {
    const stateVector = Y.encodeStateVector(new Y.Doc())
    const entries = [{ client: 7, clock: 2, text: '{"area":"app"}' }]
    const read = (bytes: Uint8Array) => {
      const message = parseMessage(bytes)
      return message.ok ? message.value : message.failure
    }
    expect(read(encodeStateVectorMessage(stateVector))).toEqual({
      kind: 'state-vector',
      stateVector,
    })
    expect(read(encodeMissingMessage(update))).toMatchObject({ answer: true, empty: false })
    expect(read(encodeUpdateMessage(update))).toMatchObject({ kind: 'update', update })
    expect(read(encodeAwarenessMessage(entries))).toEqual({ kind: 'awareness', entries })
    expect(read(encodeQueryAwarenessMessage())).toEqual({ kind: 'query-awareness' })
    expect(read(encodeDeniedMessage('no'))).toEqual({ kind: 'denied', reason: 'no' })
    expect(read(encodeAllowedMessage())).toEqual({ kind: 'allowed' })
    expect(read(encodeDurableMessage(3))).toEqual({ kind: 'durable', count: 3 })
  })

  test('[SYNC-1] an update without content is known as empty', () => {
    const nothing = Y.encodeStateAsUpdate(new Y.Doc())
    expect(parseMessage(encodeMissingMessage(nothing))).toMatchObject({ value: { empty: true } })
  })

  test('[SYNC-2] every truncation of a message is refused, never read past its end', () => {
    const whole = encodeUpdateMessage(update)
    for (let length = 0; length < whole.length; length++) {
      // A view on a larger buffer, as sockets hand them out.
      expect(parseMessage(whole.subarray(0, length))).toMatchObject({
        ok: false,
        failure: { code: 'sync.malformed' },
      })
    }
  })

  test('[SYNC-2] a length that reaches into the memory behind the frame is refused', () => {
    const pool = new Uint8Array(1000).fill(65)
    pool.set([0, 2, 200, 1], 0)
    expect(parseMessage(pool.subarray(0, 4))).toMatchObject({ ok: false })
  })

  test('[SYNC-2] bytes after the message, unknown kinds and broken JSON text are refused', () => {
    const tail = encoding.createEncoder()
    encoding.writeUint8Array(tail, encodeDurableMessage(1))
    encoding.writeVarUint(tail, 0)
    expect(parseMessage(encoding.toUint8Array(tail)).ok).toBe(false)
    expect(parseMessage(Uint8Array.of(99)).ok).toBe(false)
    expect(parseMessage(Uint8Array.of(0, 9, 0)).ok).toBe(false)
    expect(parseMessage(Uint8Array.of(1, 5, 1, 1, 1, 1, 0xff)).ok).toBe(false)
  })

  test('[SYNC-3] a message beyond the limit is refused before it is read', () => {
    const limits = { ...messageLimits, messageBytes: 10 }
    expect(parseMessage(new Uint8Array(11), limits)).toEqual({
      ok: false,
      failure: { code: 'sync.too-large', args: { sizeBytes: 11, limitBytes: 10 } },
    })
  })

  test('[SYNC-2] no bytes whatever make the parser throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(typeof parseMessage(bytes).ok).toBe('boolean')
      }),
      { numRuns: 3000, seed: 7 },
    )
  })

  test('[SYNC-2] no single changed byte of a real message makes the parser throw', () => {
    const whole = encodeUpdateMessage(update)
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const changed = whole.slice()
        changed[at] = value
        expect(typeof parseMessage(changed).ok).toBe('boolean')
      }),
      { numRuns: 2000, seed: 7 },
    )
  })
})
