import { expect, test } from 'vitest'
import { openEngineLink, type EngineWorker } from './engine-link.ts'
import type { EngineRequest } from './worker/protocol.ts'

function openRecorded() {
  const posted: EngineRequest[] = []
  const worker: EngineWorker = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    terminate: () => undefined,
    postMessage: (message) => posted.push(message),
  }
  return { link: openEngineLink(worker), posted }
}

const mebibyte = 1024 * 1024

test('[COMP-12] a large table travels in pieces, so that the page is never held up by its copy, and keeps its own bytes', async () => {
  const { link, posted } = openRecorded()
  const bytes = new Uint8Array(20 * mebibyte)
  for (let at = 0; at < bytes.length; at += 4093) bytes[at] = at % 251
  void link.ask({ kind: 'insert', table: 'd_a', bytes })
  while (!posted.some(({ kind }) => kind === 'insert'))
    await new Promise((resolve) => setTimeout(resolve, 1))
  expect(posted.map(({ kind }) => kind)).toEqual(['piece', 'piece', 'insert'])
  expect(posted.map((one) => 'isFirst' in one && one.isFirst)).toEqual([true, false, false])
  const sent = posted.map((one) => ('bytes' in one ? one.bytes : new Uint8Array()))
  expect(Math.max(...sent.map(({ byteLength }) => byteLength))).toBeLessThanOrEqual(8 * mebibyte)
  expect(Buffer.compare(Buffer.concat(sent), bytes)).toBe(0)
  expect(bytes.byteLength).toBe(20 * mebibyte)
})

test('a small table travels at once', () => {
  const { link, posted } = openRecorded()
  void link.ask({ kind: 'insert', table: 'd_a', bytes: new Uint8Array(10) })
  expect(posted.map(({ kind }) => kind)).toEqual(['insert'])
})

test('a worker that ends while a table travels is sent nothing more of it', async () => {
  const { link, posted } = openRecorded()
  const asked = link.ask({ kind: 'insert', table: 'd_a', bytes: new Uint8Array(40 * mebibyte) })
  link.end('gone')
  expect(await asked).toMatchObject({ ok: false, trouble: 'dead', message: 'gone' })
  expect(posted.map(({ kind }) => kind)).toEqual(['piece'])
})
