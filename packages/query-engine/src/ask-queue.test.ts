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
    queue.add({ consumer: 'preview' }, () => first.promise),
    queue.add({ consumer: 'preview' }, () => Promise.resolve(accept(2))),
    queue.add({ consumer: 'preview' }, () => Promise.resolve(accept(3))),
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
  const work = (name: string) => () => {
    order.push(name)
    return Promise.resolve(accept(name))
  }
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
  const running = queue.add({ consumer: 'a' }, () => first.promise)
  const waiting = queue.add({ consumer: 'b', signal: stop.signal }, () => {
    ran = true
    return Promise.resolve(accept(2))
  })
  stop.abort()
  first.open(accept(1))
  await running
  expect(await waiting).toEqual(refuse('engine.cancelled'))
  expect(ran).toBe(false)
})
