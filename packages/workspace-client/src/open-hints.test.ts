import { closeReasons } from '@weft/sync-protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openHints } from './open-hints.ts'

/** A socket whose other end is the test. */
class TestSocket extends EventTarget {
  static readonly opened: TestSocket[] = []
  readonly url: string
  isClosed = false

  constructor(url: string) {
    super()
    this.url = url
    TestSocket.opened.push(this)
  }

  close(): void {
    this.isClosed = true
  }

  end(code: number): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }
}

beforeEach(() => {
  TestSocket.opened.length = 0
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function open() {
  const onHint = vi.fn()
  const socket = TestSocket as unknown as typeof WebSocket
  const hints = openHints({ url: 'ws://space/hints/ws_1', onHint, random: () => 0, socket })
  return { onHint, hints, last: () => TestSocket.opened.at(-1) }
}

test('[TALK-45] a lost line is made again, later each time, and then there may be something new', () => {
  const { onHint, last } = open()
  last()?.dispatchEvent(new Event('open'))
  last()?.dispatchEvent(new Event('message'))
  expect(onHint).toHaveBeenCalledTimes(2)
  last()?.end(1006)
  vi.advanceTimersByTime(250)
  expect(TestSocket.opened).toHaveLength(2)
  last()?.end(1006)
  vi.advanceTimersByTime(250)
  expect(TestSocket.opened).toHaveLength(2)
  vi.advanceTimersByTime(250)
  expect(TestSocket.opened).toHaveLength(3)
  last()?.dispatchEvent(new Event('open'))
  expect(onHint).toHaveBeenCalledTimes(3)
  last()?.end(closeReasons['session-over'].code)
  vi.advanceTimersByTime(250)
  expect(TestSocket.opened).toHaveLength(4)
})

test('[TALK-45] a refused line is not asked for again', () => {
  const { last } = open()
  last()?.end(closeReasons['rights-withdrawn'].code)
  vi.advanceTimersByTime(120_000)
  expect(TestSocket.opened).toHaveLength(1)
})

test('[TALK-45] nothing is told after it was disposed of', () => {
  const { onHint, hints, last } = open()
  const line = last()
  hints.dispose()
  expect(line?.isClosed).toBe(true)
  line?.dispatchEvent(new Event('message'))
  line?.end(1006)
  vi.advanceTimersByTime(120_000)
  expect(onHint).not.toHaveBeenCalled()
  expect(TestSocket.opened).toHaveLength(1)
})
