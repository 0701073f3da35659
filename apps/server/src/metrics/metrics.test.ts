import { closeReasons, encodeUpdateMessage } from '@weft/sync-protocol'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { openHttp } from '../http/open-http.ts'
import { visitor, type Caller } from '../modules/accounts/index.ts'
import {
  editOf,
  openHubUnderTest,
  openLogWithRoom,
  openRawClient,
  until,
} from '../sync/hub-under-test.ts'
import { openMetrics } from './open-metrics.ts'
import { serveMetrics } from './serve-metrics.ts'

const token = 'a-token-that-is-long-enough'
const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

const callers: Readonly<Record<string, Caller>> = {
  operator: { person: 'o', organisation: null, role: null, operator: true },
  admin: { person: 'a', organisation: 'og_a', role: 'admin', operator: false } as unknown as Caller,
}

async function open(given: string | null) {
  const metrics = openMetrics()
  const http = await openHttp({
    logger: pino({ level: 'silent' }),
    reach: { origin: null, loopbackOnly: true },
    random: () => 0.5,
    requestsPerMinute: 1000,
  })
  serveMetrics(http, metrics, {
    token: given,
    readCaller: async (headers) => callers[headers.get('x-who') ?? ''] ?? visitor,
  })
  http.get('/things/:thing', async () => ({ ok: true }))
  cleanups.push(() => http.close())
  return { metrics, http }
}

const read = (http: FastifyInstance, headers: Record<string, string> = {}) =>
  http.inject({ url: '/metrics', headers: { host: 'localhost', ...headers } })

async function figures(http: FastifyInstance): Promise<string> {
  const response = await read(http, { authorization: `Bearer ${token}` })
  expect(response.statusCode).toBe(200)
  return response.body
}

/** The value of a figure with these labels, 0 when it is not there. */
function valueOf(text: string, name: string, ...labels: string[]): number {
  const line = text
    .split('\n')
    .find((each) => new RegExp(`^${name}[{ ]`).test(each) && labels.every((l) => each.includes(l)))
  return Number(line?.split(' ').at(-1) ?? 0)
}

test('[SYNC-72] the figures are for the operator and whoever has the token', async () => {
  const { http } = await open(token)
  for (const who of ['', 'admin']) {
    const nothing = await read(http, { 'x-who': who })
    expect([nothing.statusCode, nothing.body.includes('weft_')]).toEqual([404, false])
  }
  for (const authorization of ['Bearer wrong', `Basic ${token}`, `Bearer ${token}x`, 'Bearer ']) {
    const refused = await read(http, { authorization })
    expect([refused.statusCode, refused.body.includes('weft_')]).toEqual([401, false])
  }
  const byOperator = await read(http, { 'x-who': 'operator' })
  expect([byOperator.statusCode, byOperator.headers['content-type']]).toEqual([
    200,
    expect.stringContaining('text/plain'),
  ])
  expect(await figures(http)).toContain('# TYPE weft_commit_seconds histogram')
})

test('[SYNC-72] without a setting there is nothing, whatever token is sent', async () => {
  const { http } = await open(null)
  for (const authorization of ['Bearer null', 'Bearer ', `Bearer ${token}`]) {
    expect((await read(http, { authorization })).statusCode).toBe(404)
  }
})

test('[SYNC-72] what people and the hub do moves its figures', async () => {
  const { http, metrics } = await open(token)
  const log = await openLogWithRoom()
  const { hub, url, close } = await openHubUnderTest(log, { observer: metrics.observer })
  cleanups.push(close)
  metrics.watchHub(() => hub.figures())
  const before = await figures(http)
  await http.inject({ url: '/things/7', headers: { host: 'localhost' } })
  const ann = await openRawClient(url, 'ann')
  const viewer = await openRawClient(url, 'viewer')
  const nobody = await openRawClient(url, null)
  await until(() => expect(nobody.closedWith()).toBe(closeReasons['signed-out'].code))
  ann.socket.send(encodeUpdateMessage(editOf('a', 1)))
  await until(() => expect(viewer.messages.some(({ kind }) => kind === 'update')).toBe(true))
  const during = await figures(http)
  ann.socket.send(Uint8Array.of(99))
  await until(() => expect(ann.closedWith()).toBe(closeReasons.malformed.code))
  const after = await figures(http)
  const moved = (name: string, ...labels: string[]) =>
    valueOf(after, name, ...labels) - valueOf(before, name, ...labels)
  expect(valueOf(during, 'weft_connections', 'role="editor"')).toBe(1)
  expect(valueOf(during, 'weft_connections', 'role="viewer"')).toBe(1)
  expect(valueOf(during, 'weft_documents_open')).toBe(1)
  expect(moved('weft_refused_upgrades_total', 'reason="signed-out"')).toBe(1)
  expect(moved('weft_closes_total', 'name="malformed"')).toBe(1)
  expect(moved('weft_edits_total')).toBe(1)
  expect(moved('weft_commit_seconds_count')).toBe(1)
  expect(moved('weft_relay_seconds_count')).toBe(1)
  expect(moved('weft_received_bytes_total')).toBeGreaterThan(0)
  expect(moved('weft_sent_bytes_total')).toBeGreaterThan(0)
  expect(moved('weft_http_request_seconds_count', 'route="/things/:thing"')).toBe(1)
  // What people open is not told.
  expect(after).not.toContain('/things/7')
  for (const name of ['nodejs_eventloop_lag_seconds', 'process_resident_memory_bytes'])
    expect(after).toContain(name)
})

test('[SYNC-72] what the hub tells moves exactly its figure', async () => {
  const metrics = openMetrics()
  const { observer } = metrics
  metrics.watchHub(() => ({
    documents: 3,
    editors: 2,
    viewers: 1,
    holding: 1,
    waitingBytes: 70,
    admissions: 4,
    bufferedBytes: 9,
    mostBufferedBytes: 8,
  }))
  const told: readonly (readonly [() => void, name: string, by: number, ...labels: string[]])[] = [
    [() => observer.stored({ edits: 5, sizeBytes: 40, tookMs: 3 }), 'weft_edits_total', 5],
    [() => observer.stored({ edits: 5, sizeBytes: 40, tookMs: 3 }), 'weft_stored_bytes_total', 40],
    [() => observer.stored({ edits: 5, sizeBytes: 40, tookMs: 3 }), 'weft_commit_seconds_count', 1],
    [() => observer.stored({ edits: 5, sizeBytes: 40, tookMs: 3 }), 'weft_group_edits_sum', 5],
    [() => observer.relayed(4), 'weft_relay_seconds_count', 1],
    [() => observer.compacted(4000), 'weft_compaction_seconds_sum', 4],
    [() => observer.storeFailed('append'), 'weft_store_failures_total', 1, 'operation="append"'],
    [() => observer.damagedFound(2), 'weft_damaged_rows_total', 2],
    [
      () => observer.closed('too-slow'),
      'weft_closes_total',
      1,
      `code="${closeReasons['too-slow'].code}"`,
    ],
    [() => observer.refused('space-full'), 'weft_refused_upgrades_total', 1, 'reason="space-full"'],
    [() => observer.received(12), 'weft_received_bytes_total', 12],
    [() => observer.sent(13), 'weft_sent_bytes_total', 13],
    [() => observer.presenceDropped(), 'weft_presence_dropped_total', 1],
    [
      () => metrics.request({ method: 'GET', route: '/x', status: 503, tookMs: 5 }),
      'weft_http_errors_total',
      1,
      'route="/x"',
    ],
  ]
  for (const [tell, name, by, ...labels] of told) {
    const before = valueOf((await metrics.write()).text, name, ...labels)
    tell()
    expect(valueOf((await metrics.write()).text, name, ...labels) - before, name).toBeCloseTo(by)
  }
  const { text } = await metrics.write()
  expect(valueOf(text, 'weft_connections', 'role="editor"')).toBe(2)
  expect(valueOf(text, 'weft_connections', 'role="viewer"')).toBe(1)
  expect(valueOf(text, 'weft_documents_open')).toBe(3)
  expect(valueOf(text, 'weft_waiting_bytes')).toBe(70)
  expect(valueOf(text, 'weft_buffered_bytes_most')).toBe(8)
})
