import { encodeUpdateMessage, isEmptyUpdate, outlineUpdate } from '@weft/sync-protocol'
import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { closeAll, open, openServer } from './least-server.ts'
import { checkEdits } from './waiting-edits.ts'
import { documentCreator } from '@weft/documents'

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

// Client 9: five changes that are nothing, then ten letters in their place and beyond.
const nothing = Uint8Array.of(1, 1, 9, 0, 0, 5, 0)
const letters = Uint8Array.of(1, 1, 9, 0, 4, 1, 1, 116, 10, ...Buffer.from('abcdefghij'), 0)

afterEach(() => {
  vi.restoreAllMocks()
  closeAll()
})

test('[SYNC-88] the two are sound one by one, and break Yjs together', () => {
  for (const bytes of [nothing, letters]) {
    const outline = outlineUpdate(bytes)
    expect(outline.ok && !isEmptyUpdate(outline.value)).toBe(true)
  }
  const doc = new Y.Doc()
  Y.applyUpdate(doc, nothing)
  expect(() => Y.applyUpdate(doc, letters)).toThrow()
})

test('[SYNC-88] a page in which an edit breaks half way says so, keeps its own edits, and finds all when it is opened again', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const copy = 'pe_aaaaaaaaaa:og_aaaaaaaaaa:unsound'
  const server = await openServer()
  const ann = open(server.port, undefined, copy)
  await until(() => expect(ann.status.read().state).toBe('synced'))
  server.state.confirms = false
  ann.document.edit.setAppTitle({ en: 'Written by Ann' })
  await until(() => expect(ann.status.read().state).toBe('saving'))
  for (const update of [nothing, letters]) server.say(encodeUpdateMessage(update))
  await until(() =>
    expect(ann.status.read()).toMatchObject({ state: 'refused', reason: 'unsound' }),
  )
  expect(ann.status.read().pendingEdits).toBe(1)
  expect(ann.waitingEdits()?.edits).toBe(1)
  ann.dispose()
  server.state.confirms = true
  const again = open(server.port, undefined, copy)
  await until(() => expect(again.status.read()).toMatchObject({ state: 'saved', pendingEdits: 0 }))
  expect(again.document.read().app.title).toEqual({ en: 'Written by Ann' })
})

test('[SYNC-88] what throws behind an edit leaves the page connected: the document is whole', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  const server = await openServer()
  const ann = open(server.port)
  await until(() => expect(ann.status.read().state).toBe('synced'))
  ann.awareness.doc.once('afterTransaction', () => {
    throw new Error('a listener that fails')
  })
  const other = new Y.Doc()
  other.getMap('elsewhere').set('a', 1)
  server.say(encodeUpdateMessage(Y.encodeStateAsUpdate(other)))
  await until(() => expect(said).toHaveBeenCalled())
  expect(ann.awareness.doc.getMap('elsewhere').toJSON()).toEqual({ a: 1 })
  expect(ann.status.read().state).toBe('synced')
})

test('[SYNC-87] a file whose edits would break the document is refused', async () => {
  const { doc } = await openServer()
  const creator = documentCreator(doc) ?? 0
  Y.applyUpdate(doc, nothing)
  expect(checkEdits(doc, { edits: 1, creator, update: letters })).toMatchObject({
    ok: false,
    failure: { code: 'edits.unreadable' },
  })
})
