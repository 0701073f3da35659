import { expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { openPresence } from './open-presence.ts'
import { parsePresence } from './presence-state.ts'
import { openPendingEdits } from './pending-edits.ts'

const person = { id: 'pe_a', name: { zh: '安' }, organisation: { id: 'og_a', name: {}, hue: 380 } }

test('what others say of themselves is read field by field, and never throws', () => {
  for (const hostile of [null, 1, 'x', [], {}, { person: null }, { person: { id: 1 } }]) {
    expect(parsePresence(1, hostile)).toBeNull()
  }
  const presence = { area: '<b>', cursor: { x: 'a', y: NaN }, selection: [1, 'st_a'], idle: 'yes' }
  expect(parsePresence(7, { person, presence })).toEqual({
    clientId: 7,
    person: { ...person, organisation: { ...person.organisation, hue: 20 } },
    area: 'other',
    cursor: null,
    selection: ['st_a'],
    editing: null,
    idle: false,
    pipeline: null,
  })
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
