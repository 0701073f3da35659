import { tableFromArrays, tableToIPC } from '@uwdata/flechette'
import { expect, test } from 'vitest'
import type { EngineWorker } from './engine-link.ts'
import { openQueryEngine } from './open-query-engine.ts'
import type { TableRecipe } from './query-engine.ts'
import type { EngineReply, EngineRequest } from './worker/protocol.ts'

// The smallest valid module: the fake worker only passes it by.
const emptyModule = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))

/** The count that follows a build. */
const threeRows =
  tableToIPC(tableFromArrays({ rows: [3] }), { format: 'stream' }) ?? new Uint8Array()

type Answerer = (request: EngineRequest) => Partial<EngineReply> | null

function nameOf(request: EngineRequest): string {
  if (request.kind === 'drop') return `drop ${request.tables.join(' ')}`
  if (request.kind === 'build') {
    const views = request.views.map(({ table }) => `view ${table}`)
    const table = request.table
      ? [`${request.table.wasView ? 'in place ' : ''}table ${request.table.table}`]
      : []
    return `build ${[...views, ...table].join(', ')}`
  }
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
        if (request.kind === 'cancel' || request.kind === 'piece' || !reply) return
        const parts = ['build', 'count'].includes(request.kind) ? [threeRows] : []
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
  expect(log.filter((line) => line.includes('w_a'))).toEqual([
    'build view w_a',
    'count w_a',
    'build view w_a',
  ])
  engine.dispose()
})

const rowwise: readonly TableRecipe[] = [
  {
    table: 'w_1',
    sql: 'SELECT x + 1 AS x FROM d_a',
    inputs: ['d_a'],
    isView: true,
    keepsRows: true,
  },
  { table: 'w_2', sql: 'SELECT * FROM w_1 WHERE x > 1', inputs: ['w_1'], isView: true },
  { table: 'w_3', sql: 'SELECT sum(x) FROM w_2', inputs: ['w_2'] },
]

test('[COMP-2] steps that are not stored go to the engine together with the one that reads them', async () => {
  const { engine, log } = fakeWorkers()
  expect(await engine.materialise(rowwise, 'w_3', asker)).toMatchObject({ value: { rows: 3 } })
  expect(log).toEqual(['open', 'insert d_a', 'build view w_1, view w_2, table w_3'])
  expect(await engine.materialise(rowwise, 'w_2', asker)).toMatchObject({ value: { rows: 3 } })
  await engine.materialise(rowwise, 'w_2', asker)
  expect(log.slice(3)).toEqual(['count w_2'])
  engine.dispose()
})

test('[COMP-8] a view that has the rows of what it reads is never counted', async () => {
  const { engine, log } = fakeWorkers()
  const over = {
    table: 'w_4',
    sql: 'SELECT x FROM w_3',
    inputs: ['w_3'],
    isView: true,
    keepsRows: true,
  }
  await engine.materialise([...rowwise, over], 'w_3', asker)
  expect(await engine.materialise([], 'w_4', asker)).toMatchObject({ value: { rows: 3 } })
  expect(log.slice(3)).toEqual(['build view w_4'])
  engine.dispose()
})

test('[COMP-5] when the engine cannot do a statement over views, they are stored one by one and it is asked again', async () => {
  let refusals = 1
  const { engine, log } = fakeWorkers((request) =>
    request.kind === 'build' && request.table?.table === 'w_3' && refusals-- > 0
      ? { ok: false, trouble: 'statement', message: 'Conversion Error: x' }
      : {},
  )
  expect(await engine.materialise(rowwise, 'w_3', asker)).toMatchObject({ value: { rows: 3 } })
  expect(log.slice(3)).toEqual([
    ...['build view w_1, view w_2', 'build in place table w_1', 'build in place table w_2'],
    'build table w_3',
  ])
  engine.dispose()
})

test('[COMP-6] a view that is worked out a second time is stored first, and read from there ever after', async () => {
  const { engine, log } = fakeWorkers()
  const last = (name: string) => ({ table: name, sql: `SELECT max(x) FROM w_2`, inputs: ['w_2'] })
  for (const name of ['w_x', 'w_y', 'w_z'])
    await engine.materialise([...rowwise, last(name)], name, asker)
  expect(log.slice(2)).toEqual([
    'build view w_1, view w_2, table w_x',
    ...['build in place table w_2', 'build table w_y', 'build table w_z'],
  ])
  engine.dispose()
})

test('[COMP-6] a glance stores nothing; a second look at all rows does, but never at a view that only names columns', async () => {
  const { engine, log } = fakeWorkers()
  const named = {
    table: 'w_n',
    sql: 'SELECT x FROM d_a',
    inputs: ['d_a'],
    isView: true,
    isFree: true,
  }
  await engine.materialise([named, ...rowwise], 'w_2', asker)
  log.length = 0
  for (const glance of [true, true, false, true, false])
    await engine.query('FROM w_2', { ...asker, needs: ['w_2'], glance })
  expect(log).toEqual([
    'select',
    'select',
    'select',
    'select',
    'build in place table w_2',
    'select',
  ])
  log.length = 0
  for (let times = 0; times < 3; times++)
    await engine.query('FROM w_n', { ...asker, needs: ['w_n'] })
  expect(log).toEqual(['build view w_n', 'select', 'select', 'select'])
  engine.dispose()
})

test('[COMP-7] a view that does not fit as a table goes on as a view', async () => {
  const { engine, log } = fakeWorkers((request) =>
    request.kind === 'build' && request.table?.wasView
      ? { ok: false, trouble: 'memory', message: 'Out of Memory Error' }
      : {},
  )
  const asked = await engine.materialise(rowwise, 'w_2', { ...asker, isStored: true })
  expect(asked).toMatchObject({ value: { rows: 3 } })
  expect(log.at(-2)).toBe('build view w_2')
  expect(log.at(-1)).toBe('count w_2')
  engine.dispose()
})

test('[COMP-5] the refusal names the step behind a view that is to blame', async () => {
  const { engine } = fakeWorkers((request) =>
    request.kind === 'build' && ['w_2', 'w_3'].includes(request.table?.table ?? '')
      ? { ok: false, trouble: 'statement', message: 'Out of Range Error: x' }
      : {},
  )
  const refusal = { failure: { code: 'engine.statement', args: { table: 'w_2' } } }
  expect(await engine.materialise(rowwise, 'w_3', asker)).toMatchObject(refusal)
  expect(await engine.materialise(rowwise, 'w_3', asker)).toMatchObject(refusal)
  engine.dispose()
})

test('[COMP-7] what a view stands on, through other views, stays while the view is needed', async () => {
  let used = 0
  const { engine, log } = fakeWorkers((request) => ({
    usedBytes: request.kind === 'insert' ? used : 0,
  }))
  await engine.materialise(rowwise, 'w_2', asker)
  used = 2_000_000_000
  engine.addSource('d_e', () => Promise.resolve(new Uint8Array([5])))
  await engine.query('FROM w_2, d_e', { ...asker, needs: ['w_2', 'd_e'], glance: true })
  expect(log.filter((line) => line.startsWith('drop'))).toEqual([])
  engine.addSource('d_f', () => Promise.resolve(new Uint8Array([6])))
  await engine.query('FROM d_f', { ...asker, needs: ['d_f'] })
  expect(log.filter((line) => line.startsWith('drop'))).toEqual(['drop d_a'])
  log.length = 0
  await engine.query('FROM w_2', { ...asker, needs: ['w_2'], glance: true })
  expect(log).toEqual(['insert d_a', 'drop d_e', 'build view w_1, view w_2', 'select'])
  engine.dispose()
})

test('[COMP-11] a worker that does not hear the cancellation is ended', async () => {
  const { engine, log } = fakeWorkers((request) => (request.kind === 'select' ? null : {}))
  const stop = new AbortController()
  const asked = engine.query('SELECT 1', { ...asker, signal: stop.signal })
  while (!log.includes('select')) await new Promise((resolve) => setTimeout(resolve, 1))
  stop.abort()
  expect(await asked).toMatchObject({ failure: { code: 'engine.cancelled' } })
  while (!log.includes('terminate')) await new Promise((resolve) => setTimeout(resolve, 1))
  expect(await engine.materialise([], 'd_a', asker)).toMatchObject({ ok: true })
  expect(engine.state.read()).toBe('ready')
  // The second engine was opened when the first was asked to stop, and took over.
  expect(log.toSorted()).toEqual(
    ['open', 'select', 'cancel', 'open', 'terminate', 'insert d_a'].toSorted(),
  )
  expect(log.indexOf('terminate')).toBeGreaterThan(log.lastIndexOf('open'))
  engine.dispose()
  expect(log.filter((line) => line === 'terminate')).toHaveLength(2)
})

test('[COMP-11] a spare engine that nobody needed is ended with the others', async () => {
  const { engine, log } = fakeWorkers()
  const stop = new AbortController()
  const asked = engine.query('FROM d_a', { ...asker, needs: ['d_a'], signal: stop.signal })
  while (!log.includes('insert d_a')) await Promise.resolve()
  stop.abort()
  expect(await asked).toMatchObject({ failure: { code: 'engine.cancelled' } })
  while (log.filter((line) => line === 'open').length < 2)
    await new Promise((resolve) => setTimeout(resolve, 1))
  engine.dispose()
  expect(log.filter((line) => line === 'terminate')).toHaveLength(2)
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
  while (engine.state.read() !== 'failed') await new Promise((resolve) => setTimeout(resolve, 1))
  expect(await engine.query('SELECT 1', asker)).toMatchObject(refusal)
  expect(attempts).toBe(2)
  engine.dispose()
})
