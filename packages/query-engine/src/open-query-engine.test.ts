import { expect, test } from 'vitest'
import type { EngineWorker } from './engine-link.ts'
import { openQueryEngine } from './open-query-engine.ts'
import type { EngineReply, EngineRequest } from './worker/protocol.ts'

// The smallest valid module: the fake worker only passes it by.
const emptyModule = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))

type Answerer = (request: EngineRequest) => Partial<EngineReply> | null

/** A worker that speaks the protocol and keeps a record; `null` means it never answers. */
function fakeWorkers(answer: Answerer = () => ({})) {
  const log: string[] = []
  const workers: EngineWorker[] = []
  const startWorker = (): EngineWorker => {
    const worker: EngineWorker = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => log.push('terminate'),
      postMessage: (request) => {
        log.push('table' in request ? `${request.kind} ${request.table}` : request.kind)
        const reply = answer(request)
        if (request.kind === 'cancel' || !reply) return
        const whole = { id: request.id, ok: true, description: null, parts: [], ...reply }
        queueMicrotask(() => worker.onmessage?.({ data: whole } as MessageEvent<EngineReply>))
      },
    }
    workers.push(worker)
    return worker
  }
  const engine = openQueryEngine({
    startWorker,
    loadModule: () => Promise.resolve(emptyModule),
    now: () => 0,
    cancelWaitMs: 5,
  })
  engine.addSource('d_a', () => Promise.resolve(new Uint8Array([1])))
  return { engine, log, workers }
}

const recipe = { table: 'w_b', sql: 'FROM d_a', inputs: ['d_a'] }
const asker = { consumer: 'test' }

test('what the engine never heard of is refused by name', async () => {
  const { engine } = fakeWorkers()
  expect(await engine.query('FROM x', { ...asker, needs: ['x'] })).toMatchObject({
    failure: { code: 'engine.unknown-table', args: { table: 'x' } },
  })
  engine.dispose()
})

test('a dead instance is said, and the next question rebuilds what it needs', async () => {
  let dead = true
  const { engine, log } = fakeWorkers((request) =>
    request.kind === 'build' && dead
      ? { ok: false, trouble: 'dead', message: 'memory access out of bounds' }
      : request.kind === 'build'
        ? { ok: false, trouble: 'statement', message: 'enough' }
        : {},
  )
  expect(await engine.materialise([recipe], 'w_b', asker)).toMatchObject({
    failure: { code: 'engine.restarted' },
  })
  dead = false
  expect(await engine.materialise([recipe], 'w_b', asker)).toMatchObject({
    failure: { code: 'engine.statement' },
  })
  expect(log).toEqual([
    ...['open', 'insert d_a', 'build w_b', 'terminate'],
    ...['open', 'insert d_a', 'build w_b'],
  ])
  engine.dispose()
})

test('a worker that does not hear the cancellation is ended', async () => {
  const { engine, log } = fakeWorkers((request) => (request.kind === 'select' ? null : {}))
  const stop = new AbortController()
  const asked = engine.query('SELECT 1', { ...asker, signal: stop.signal })
  while (!log.includes('select')) await new Promise((resolve) => setTimeout(resolve, 1))
  stop.abort()
  expect(await asked).toMatchObject({ failure: { code: 'engine.cancelled' } })
  while (engine.state.read() !== 'ready' || log.length < 5) {
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  expect(log).toEqual(['open', 'select', 'cancel', 'terminate', 'open'])
  engine.dispose()
})

test('short memory drops loose tables and tries again', async () => {
  let short = false
  const { engine, log } = fakeWorkers((request) => {
    if (request.kind !== 'insert' || !short) return {}
    short = false
    return { ok: false, trouble: 'memory', message: 'Out of Memory Error' }
  })
  engine.addSource('d_c', () => Promise.resolve(new Uint8Array([2])))
  await engine.materialise([], 'd_a', asker)
  short = true
  expect(await engine.materialise([], 'd_c', asker)).toMatchObject({ ok: true })
  expect(log).toEqual(['open', 'insert d_a', 'insert d_c', 'drop d_a', 'insert d_c'])
  engine.dispose()
})

test('an engine that cannot start is said and tried again when asked', async () => {
  let attempts = 0
  const { engine } = fakeWorkers((request) => {
    if (request.kind !== 'open') return {}
    attempts++
    return { ok: false, trouble: 'statement', message: 'no WebAssembly' }
  })
  const refusal = { failure: { code: 'engine.not-started', args: { message: 'no WebAssembly' } } }
  expect(await engine.query('SELECT 1', asker)).toMatchObject(refusal)
  expect(engine.state.read()).toBe('failed')
  expect(await engine.query('SELECT 1', asker)).toMatchObject(refusal)
  expect(attempts).toBe(2)
  engine.dispose()
})
