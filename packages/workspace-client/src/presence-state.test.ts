import { expect, test, vi } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { openPresence } from './open-presence.ts'
import { nowhere, parseMovement, parsePresence } from './presence-state.ts'
import { openPendingEdits } from './pending-edits.ts'
import type { WatchedPage } from './watch-attention.ts'

const person = { id: 'pe_a', name: { zh: '安' }, organisation: { id: 'og_a', name: {}, hue: 380 } }
const still = new Set(['cursor', 'view', 'row'])
const whereabouts = Object.fromEntries(Object.entries(nowhere).filter(([name]) => !still.has(name)))

test('[TOGETHER-1] what others say of themselves is read field by field, and never throws', () => {
  for (const hostile of [null, 1, 'x', [], {}, { person: null }, { person: { id: 1 } }]) {
    expect(parsePresence(1, hostile)).toBeNull()
    expect(parseMovement(hostile)).toEqual({ cursor: null, view: null, row: null })
  }
  const presence = {
    area: '<b>',
    detail: { toString: 'x' },
    pipeline: 'x'.repeat(201),
    selection: [1, 'st_a', ...Array.from({ length: 5000 }, (_, at) => `st_${at}`)],
    editing: { target: 'st_a', field: { toString: 'x' } },
    attention: 'asleep',
    filters: 'f'.repeat(4001),
    following: -1,
    call: 1e300,
  }
  const read = parsePresence(7, { person, presence })
  expect(read).toEqual({
    ...whereabouts,
    clientId: 7,
    person: { ...person, organisation: { ...person.organisation, hue: 20 } },
    selection: expect.any(Array) as unknown,
  })
  expect(read?.selection).toHaveLength(199)
})

test('[TOGETHER-1] a hand, a sight or a row out of all bounds is none', () => {
  const of = (presence: object) => parseMovement({ presence })
  expect(of({ cursor: { x: 'a', y: NaN } }).cursor).toBeNull()
  expect(of({ cursor: { x: 1e9, y: 0 } }).cursor).toBeNull()
  expect(of({ view: { x: 0, y: 0, width: 0, height: 9 } }).view).toBeNull()
  expect(of({ view: { x: 0, y: 0, width: 1e12, height: 9 } }).view).toBeNull()
  expect(of({ row: 1e12 }).row).toBeNull()
  const sound = { cursor: { x: 1, y: 2 }, view: { x: 0, y: 0, width: 10, height: 9 }, row: 4 }
  expect(of(sound)).toEqual(sound)
})

test('only the first of many cursor moves is sent at once', () => {
  const awareness = new Awareness(new Y.Doc())
  let now = 0
  const presence = openPresence(awareness, person, () => now)
  now = 100
  for (let x = 1; x < 50; x++) presence.set({ cursor: { x, y: 0 } })
  expect(awareness.getLocalState()).toMatchObject({ presence: { cursor: { x: 1, y: 0 } } })
  presence.dispose()
  expect(awareness.getLocalState()).toBeNull()
  awareness.destroy()
})

/** Two windows whose awareness reaches each other at once. */
function openTwo(now: () => number, page?: WatchedPage) {
  const [one, two] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())]
  for (const [from, to] of [
    [one, two],
    [two, one],
  ] as const) {
    from.on('update', ({ added, updated, removed }: Record<string, number[]>, origin: unknown) => {
      if (origin !== 'local') return
      const changed = [...(added ?? []), ...(updated ?? []), ...(removed ?? [])]
      applyAwarenessUpdate(to, encodeAwarenessUpdate(from, changed), 'remote')
    })
  }
  const other = { ...person, id: 'pe_b' }
  const [mine, theirs] = [
    openPresence(one, person, now, page),
    openPresence(two, other, now),
  ] as const
  const close = () => {
    mine.dispose()
    theirs.dispose()
    one.destroy()
    two.destroy()
  }
  return { mine, theirs, close }
}

test('[TOGETHER-2] a hand that moves tells of a move, not of a change; the same states stay the same', () => {
  let now = 0
  const { mine, theirs, close } = openTwo(() => (now += 100))
  mine.set({ area: 'pipeline' })
  let [changes, moves] = [0, 0]
  theirs.onChange(() => changes++)
  theirs.onMove(() => moves++)
  const before = theirs.others()
  mine.set({ cursor: { x: 5, y: 6 } })
  expect(theirs.others()).toBe(before)
  expect(theirs.movements().get(mine.clientId)?.cursor).toEqual({ x: 5, y: 6 })
  expect([changes, moves]).toEqual([0, 1])
  mine.set({ selection: ['st_a'] })
  expect(theirs.others()[0]?.selection).toEqual(['st_a'])
  expect([changes, moves]).toEqual([1, 2])
  close()
  expect(theirs.others()).toEqual([])
})

test('[TOGETHER-3] somebody is idle after three minutes without a sign, and away while the page is hidden', () => {
  vi.useFakeTimers()
  const looks = { visibilityState: 'visible' as DocumentVisibilityState }
  const page = Object.assign(new EventTarget(), { document: looks })
  const { theirs, close } = openTwo(Date.now, page)
  const told = () => theirs.others()[0]?.attention
  vi.advanceTimersByTime(170_000)
  page.dispatchEvent(new Event('pointermove'))
  vi.advanceTimersByTime(170_000)
  expect(told()).toBe('here')
  vi.advanceTimersByTime(20_000)
  expect(told()).toBe('idle')
  page.dispatchEvent(new Event('keydown'))
  vi.advanceTimersByTime(100)
  expect(told()).toBe('here')
  looks.visibilityState = 'hidden'
  page.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(100)
  expect(told()).toBe('away')
  looks.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(100)
  expect(told()).toBe('here')
  close()
  vi.useRealTimers()
})

test('[TOGETHER-5] everybody can be called once in half a minute', () => {
  let now = 0
  const { mine, theirs, close } = openTwo(() => now)
  const told = () => theirs.others()[0]?.call
  now = 1000
  expect(mine.callEverybody()).toBe(true)
  expect(told()).toBe(1)
  now = 20_000
  expect(mine.callEverybody()).toBe(false)
  now = 31_001
  expect(mine.callEverybody()).toBe(true)
  expect(told()).toBe(2)
  close()
})

test('edits of a lost connection wait again until the answer that carries them is stored', () => {
  const pending = openPendingEdits()
  pending.sent({ answer: true, empty: true })
  pending.sent({ answer: false, empty: false })
  pending.sent({ answer: false, empty: false })
  pending.stored(2)
  expect(pending.count).toBe(1)
  pending.disconnected()
  pending.madeOffline()
  expect(pending.count).toBe(2)
  pending.sent({ answer: true, empty: false })
  pending.stored(0)
  expect(pending.count).toBe(2)
  pending.stored(1)
  expect(pending.count).toBe(0)
})
