import { nowhere, type PresenceState } from '@weft/workspace-client'
import { expect, test } from 'vitest'
import { peopleHere } from '../frame/people-here.ts'
import { glide } from './glide.ts'
import { openCursorLayer } from './open-cursor-layer.ts'
import { resolveLeader } from './resolve-leader.ts'

const organisation = { id: 'og_a', name: {}, hue: 30 }
const personOf = (id: string) => ({ id, name: { en: id }, organisation })

function windowOf(clientId: number, following: number | null, given: Partial<PresenceState> = {}) {
  return { ...nowhere, clientId, person: personOf(`pe_${clientId}`), following, ...given }
}

test('[TOGETHER-4] who follows a follower sees what that one sees in the end', () => {
  const others = [windowOf(2, 3), windowOf(3, 4), windowOf(4, null)]
  expect(resolveLeader(others, 2, 1)?.clientId).toBe(4)
  expect(resolveLeader(others, 4, 1)?.clientId).toBe(4)
  expect(resolveLeader(others, null, 1)).toBeNull()
  expect(resolveLeader(others, 9, 1)).toBeNull()
})

test('[TOGETHER-4] circles of followers, and followers of nobody, end', () => {
  expect(resolveLeader([windowOf(2, 1)], 2, 1)?.clientId).toBe(2)
  expect(resolveLeader([windowOf(2, 3), windowOf(3, 2)], 2, 1)?.clientId).toBe(3)
  expect(resolveLeader([windowOf(2, 2)], 2, 1)?.clientId).toBe(2)
  expect(resolveLeader([windowOf(2, 77)], 2, 1)?.clientId).toBe(2)
})

test('[TOGETHER-3] a person is as present as the most present of their windows', () => {
  const person = personOf('pe_b')
  const away = windowOf(2, null, { person, attention: 'away', area: 'app' })
  const here = windowOf(3, null, { person, attention: 'here', area: 'pipeline' })
  const found = peopleHere(personOf('pe_me'), [away, here])
  expect(found[1]).toMatchObject({ clientId: 3, attention: 'here', area: 'pipeline' })
  expect(found).toHaveLength(2)
})

test('a pointer glides to its goal and arrives; after a long pause it does not leap past it', () => {
  let at = 0
  let frames = 0
  for (; at !== 100 && frames < 200; frames++) {
    const next = glide(at, 100, 16)
    expect(next).toBeGreaterThan(at)
    at = next
  }
  expect(at).toBe(100)
  expect(frames).toBeLessThan(40)
  expect(glide(0, 1000, 60_000)).toBeLessThan(1000)
})

test('[TOGETHER-2] pointers are drawn once a frame, not once a message, and rest when all have arrived', () => {
  const waiting: ((atMs: number) => void)[] = []
  const written: string[] = []
  const style = {
    display: '',
    set transform(text: string) {
      written.push(text)
    },
  }
  const mark = { dataset: {}, style } as unknown as HTMLElement
  const goal = { cursor: { x: 0, y: 0 }, view: null, row: null }
  const movements = new Map([[2, goal]])
  const layer = openCursorLayer({
    marks: () => new Map([[2, mark]]),
    movements: () => movements,
    project: ({ x, y }) => ({ x: x * 2, y }),
    size: () => ({ width: 500, height: 500 }),
    isStill: () => false,
    requestFrame: (frame) => waiting.push(frame),
    cancelFrame: () => waiting.splice(0),
  })
  for (let message = 0; message < 50; message++) layer.wake()
  expect(waiting).toHaveLength(1)
  let now = 0
  const run = () => {
    let frames = 0
    for (let frame = waiting.shift(); frame; frame = waiting.shift(), frames++) frame((now += 16))
    return frames
  }
  expect(run()).toBe(1)
  movements.set(2, { ...goal, cursor: { x: 100, y: 50 } })
  layer.wake()
  const frames = run()
  expect(frames).toBeGreaterThan(5)
  expect(written.at(-1)).toBe('translate3d(200.0px, 50.0px, 0)')
  // Out of sight nothing is written but that it is hidden.
  const before = written.length
  movements.set(2, { ...goal, cursor: { x: 9000, y: 50 } })
  layer.wake()
  run()
  expect(style.display).toBe('none')
  expect(written.length - before).toBeLessThan(5)
  layer.dispose()
})
