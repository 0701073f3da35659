import { accept, refuse, type Outcome } from '@weft/kernel'
import { expect, test } from 'vitest'
import { openAskQueue } from './ask-queue.ts'

function gate<T>() {
  let open: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

test('the newest question of a consumer overtakes the waiting and the running one', async () => {
  let interrupts = 0
  const queue = openAskQueue(() => {
    interrupts++
    return () => undefined
  })
  const first = gate<Outcome<number>>()
  const answers = [
    queue.add({ consumer: 'preview' }, { run: () => first.promise }),
    queue.add({ consumer: 'preview' }, { run: () => Promise.resolve(accept(2)) }),
    queue.add({ consumer: 'preview' }, { run: () => Promise.resolve(accept(3)) }),
  ]
  first.open(accept(1))
  expect(await Promise.all(answers)).toEqual([
    refuse('engine.overtaken'),
    refuse('engine.overtaken'),
    accept(3),
  ])
  expect(interrupts).toBe(1)
})

test('consumers wait for each other and never overtake each other', async () => {
  const order: string[] = []
  const queue = openAskQueue(() => () => undefined)
  const work = (name: string) => ({
    run: () => {
      order.push(name)
      return Promise.resolve(accept(name))
    },
  })
  await Promise.all([
    queue.add({ consumer: 'a' }, work('a')),
    queue.add({ consumer: 'b' }, work('b')),
    queue.add({ consumer: null }, work('short')),
  ])
  expect(order).toEqual(['a', 'short', 'b'])
})

test('a question taken back before its turn never runs', async () => {
  const queue = openAskQueue(() => () => undefined)
  const first = gate<Outcome<number>>()
  const stop = new AbortController()
  let ran = false
  const running = queue.add({ consumer: 'a' }, { run: () => first.promise })
  const waiting = queue.add(
    { consumer: 'b', signal: stop.signal },
    {
      run: () => {
        ran = true
        return Promise.resolve(accept(2))
      },
    },
  )
  stop.abort()
  first.open(accept(1))
  await running
  expect(await waiting).toEqual(refuse('engine.cancelled'))
  expect(ran).toBe(false)
})

test('a question that waits for a download lets the others pass', async () => {
  const queue = openAskQueue(() => () => undefined)
  const download = gate<Outcome<null>>()
  const order: string[] = []
  let isHere = false
  const run = (name: string) => () => {
    order.push(name)
    return Promise.resolve(accept(name))
  }
  const slow = queue.add(
    { consumer: 'slow' },
    {
      prepare: () => (isHere ? null : download.promise),
      run: run('slow'),
    },
  )
  await queue.add({ consumer: 'quick' }, { run: run('quick') })
  isHere = true
  download.open(accept(null))
  expect(await slow).toEqual(accept('slow'))
  expect(order).toEqual(['quick', 'slow'])
})

test('a download that fails is the answer, and nothing runs', async () => {
  const queue = openAskQueue(() => () => undefined)
  const answer = await queue.add(
    { consumer: 'a' },
    {
      prepare: () => Promise.resolve(refuse('engine.source-not-loaded')),
      run: () => Promise.resolve(accept('ran')),
    },
  )
  expect(answer).toEqual(refuse('engine.source-not-loaded'))
})

test('a question taken back while it waits for a download disturbs nobody', async () => {
  let interrupts = 0
  const queue = openAskQueue(() => {
    interrupts++
    return () => undefined
  })
  const stop = new AbortController()
  const never = new Promise<Outcome<null>>(() => undefined)
  const waiting = queue.add(
    { consumer: 'a', signal: stop.signal },
    {
      prepare: () => never,
      run: () => Promise.resolve(accept(1)),
    },
  )
  stop.abort()
  expect(await waiting).toEqual(refuse('engine.cancelled'))
  expect(interrupts).toBe(0)
})

test('a question that lacks something at its turn is prepared again', async () => {
  const queue = openAskQueue(() => () => undefined)
  const steps: string[] = []
  const answer = await queue.add(
    { consumer: 'a' },
    {
      prepare: () => {
        steps.push('prepare')
        return null
      },
      run: () => {
        steps.push('run')
        return Promise.resolve(steps.length < 3 ? null : accept('done'))
      },
    },
  )
  expect(answer).toEqual(accept('done'))
  expect(steps).toEqual(['prepare', 'run', 'prepare', 'run'])
})
