import { tableFromArrays, tableToIPC } from '@uwdata/flechette'
import { expect, test } from 'vitest'
import type { EngineWorker } from './engine-link.ts'
import { openQueryEngine } from './open-query-engine.ts'
import type { EngineReply, EngineRequest } from './worker/protocol.ts'

// The smallest valid module: the fake worker only passes it by.
const emptyModule = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))

/** The count that follows a build. */
const threeRows =
  tableToIPC(tableFromArrays({ rows: [3] }), { format: 'stream' }) ?? new Uint8Array()

type Answerer = (request: EngineRequest) => Partial<EngineReply> | null

function nameOf(request: EngineRequest): string {
  if (request.kind === 'drop') return `drop ${request.tables.join(' ')}`
  if (request.kind === 'build') return `build ${request.as} ${request.table}`
  return 'table' in request ? `${request.kind} ${request.table}` : request.kind
}

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
        log.push(nameOf(request))
        const reply = answer(request)
        if (request.kind === 'cancel' || !reply) return
        const parts = request.kind === 'build' ? [threeRows] : []
        const bare = { id: request.id, ok: true, description: null, parts, usedBytes: null }
        const whole = { ...bare, ...reply }
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

/** Every build fails as `trouble` says, as long as it says something. */
function deadly(trouble: () => 'dead' | 'statement' | null): Answerer {
  return (request) => {
    const now = request.kind === 'build' ? trouble() : null
    return now ? { ok: false, trouble: now, message: 'memory access out of bounds' } : {}
  }
}

test('a question that found a dead instance is asked again of a fresh one, with all it needs', async () => {
  const troubles = ['dead', 'statement'] as const
  let turn = 0
  const { engine, log } = fakeWorkers(deadly(() => troubles[turn++] ?? null))
  expect(await engine.materialise([recipe], 'w_b', asker)).toMatchObject({
    failure: { code: 'engine.statement' },
  })
  expect(log).toEqual([
    ...['open', 'insert d_a', 'build table w_b', 'terminate'],
    ...['open', 'insert d_a', 'build table w_b'],
  ])
  engine.dispose()
})

test('a question that kills the instance twice is refused, and the next one finds a living engine', async () => {
  let isDeadly = true
  const { engine } = fakeWorkers(deadly(() => (isDeadly ? 'dead' : 'statement')))
  expect(await engine.materialise([recipe], 'w_b', asker)).toMatchObject({
    failure: { code: 'engine.restarted' },
  })
  isDeadly = false
  expect(await engine.query('SELECT 1', { consumer: 'other' })).toMatchObject({ ok: true })
  engine.dispose()
})

test('a slow download does not hold up the questions of others', async () => {
  const { engine, log } = fakeWorkers()
  let arrive: (bytes: Uint8Array) => void = () => undefined
  engine.addSource('d_slow', () => new Promise((resolve) => (arrive = resolve)))
  const slow = engine.query('FROM d_slow', { consumer: 'slow', needs: ['d_slow'] })
  expect(await engine.query('SELECT 1', asker)).toMatchObject({ ok: true })
  expect(engine.progress.read().get('slow')).toMatchObject({ phase: 'loading', of: 1 })
  arrive(new Uint8Array([3]))
  expect(await slow).toMatchObject({ ok: true })
  expect(log).toEqual(['open', 'select', 'insert d_slow', 'select'])
  expect(engine.progress.read().size).toBe(0)
  engine.dispose()
})

test('a failed download is said and tried again with the next question', async () => {
  const { engine } = fakeWorkers()
  let attempts = 0
  engine.addSource('d_far', () => {
    attempts++
    return attempts === 1
      ? Promise.reject(new Error('no connection'))
      : Promise.resolve(new Uint8Array([4]))
  })
  const ask = () => engine.query('FROM d_far', { ...asker, needs: ['d_far'] })
  expect(await ask()).toMatchObject({
    failure: { code: 'engine.source-not-loaded', args: { message: 'no connection' } },
  })
  expect(await ask()).toMatchObject({ ok: true })
  engine.dispose()
})

test('a step that only names the columns of a dataset is a view, and its dataset stays', async () => {
  let used = 0
  const { engine, log } = fakeWorkers((request) =>
    request.kind === 'drop'
      ? { usedBytes: 0 }
      : { usedBytes: request.kind === 'insert' ? used : 0 },
  )
  const named = { table: 'w_a', sql: 'SELECT "x" FROM d_a', inputs: ['d_a'], isView: true }
  await engine.materialise([named], 'w_a', asker)
  used = 2_000_000_000
  engine.addSource('d_c', () => Promise.resolve(new Uint8Array([2])))
  engine.addSource('d_e', () => Promise.resolve(new Uint8Array([5])))
  await engine.query('FROM d_c', { ...asker, needs: ['d_c'] })
  await engine.query('FROM w_a, d_e', { ...asker, needs: ['w_a', 'd_e'] })
  expect(log.filter((line) => line.startsWith('drop'))).toEqual(['drop d_a', 'drop d_c'])
  expect(log.filter((line) => line.includes('w_a'))).toEqual(['build view w_a', 'build view w_a'])
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
