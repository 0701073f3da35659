import { closeReasons, encodeAllowedMessage, encodeDeniedMessage } from '@weft/sync-protocol'
import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { closeAll, open, openServer, person } from './least-server.ts'
import { forgetOfflineCopies } from './offline-copy.ts'
import type { WorkspaceClient } from './open-workspace.ts'

const at = { x: 0, y: 0 }
afterEach(closeAll)

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })
const stateOf = (client: WorkspaceClient) => client.status.read().state

describe('a workspace opened over a socket', () => {
  test('two windows see the same document, and each other', async () => {
    const server = await openServer()
    const [ann, bo] = [open(server.port), open(server.port)]
    await until(() => {
      expect([stateOf(ann), stateOf(bo)].every((state) => /synced|saved/.test(state))).toBe(true)
    })
    const step = ann.document.edit.addStep({ kind: 'filter', position: at })
    ann.presence.set({ area: 'pipeline', cursor: { x: 4, y: 5 }, selection: [step] })
    await until(() => {
      expect(bo.document.read().pipelines[0]?.steps[step]).toBeDefined()
      expect(bo.presence.others()).toMatchObject([
        { person, area: 'pipeline', selection: [step], attention: 'here' },
      ])
      expect([...bo.presence.movements().values()]).toMatchObject([{ cursor: { x: 4, y: 5 } }])
    })
    await until(() => {
      expect(ann.status.read()).toMatchObject({ state: 'saved', reason: null, pendingEdits: 0 })
    })
    ann.dispose()
    await until(() => {
      expect(bo.presence.others()).toEqual([])
    })
  })

  test('an edit counts as saving, and warns before leaving, until the server says it is stored', async () => {
    const server = await openServer()
    const page = new EventTarget()
    const ann = open(server.port, page)
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    server.state.confirms = false
    ann.document.edit.setAppTitle({ en: 'A' })
    ann.document.edit.setAppSummary({ en: 'B' })
    expect(ann.status.read()).toMatchObject({ state: 'saving', pendingEdits: 2 })
    const leave = () => page.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(leave()).toBe(false)
    server.confirmAll()
    await until(() => {
      expect(ann.status.read()).toMatchObject({ state: 'saved', pendingEdits: 0 })
    })
    expect(leave()).toBe(true)
  })

  test('edits made offline are kept, counted, and merged when the server returns', async () => {
    const first = await openServer()
    const ann = open(first.port)
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    first.close()
    await until(() => {
      expect(stateOf(ann)).toBe('offline')
    })
    ann.document.edit.setAppTitle({ en: 'Written offline' })
    expect(ann.status.read()).toMatchObject({ state: 'offline', pendingEdits: 1 })
    const second = await openServer(first.port, first.doc)
    await until(() => {
      expect(ann.status.read()).toMatchObject({ state: 'saved', pendingEdits: 0 })
      expect(second.doc.getMap('app').toJSON()['title']).toEqual({ en: 'Written offline' })
    })
  })

  test('a refusal is told with its reason and not tried again until asked', async () => {
    const server = await openServer()
    const ann = open(server.port)
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    server.refuse(closeReasons['rights-withdrawn'].code)
    await until(() => {
      expect(ann.status.read()).toMatchObject({ state: 'refused', reason: 'rights-withdrawn' })
    })
    ann.reconnect()
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
  })
})

describe('the copy in this browser', () => {
  const copies = async () =>
    (await indexedDB.databases()).map(({ name }) => name).filter((name) => !name?.endsWith('probe'))
  const titleOf = (client: WorkspaceClient) => client.document.read().app.title

  test('[SYNC-80] edits made offline outlive the page, are counted again, and arrive once', async () => {
    const first = await openServer()
    const ann = open(first.port, undefined, 'pe_aaaaaaaaaa:one')
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    first.close()
    await until(() => {
      expect(stateOf(ann)).toBe('offline')
    })
    ann.document.edit.setAppTitle({ en: 'Written offline' })
    ann.document.edit.setAppSummary({ en: 'Twice' })
    ann.dispose()
    const again = open(first.port, undefined, 'pe_aaaaaaaaaa:one')
    await until(() => {
      expect(titleOf(again)).toEqual({ en: 'Written offline' })
      expect(again.status.read()).toMatchObject({ pendingEdits: 2 })
    })
    const second = await openServer(first.port, first.doc)
    await until(() => {
      expect(again.status.read()).toMatchObject({ state: 'saved', pendingEdits: 0 })
    })
    expect(second.doc.getMap('app').toJSON()['title']).toEqual({ en: 'Written offline' })
  })

  test('[SYNC-81] another name sees nothing of it, and a copy without waiting edits is forgotten', async () => {
    const server = await openServer()
    const waiting = open(server.port, undefined, 'pe_aaaaaaaaaa:two')
    const settled = open(server.port, undefined, 'pe_bbbbbbbbbb:two')
    await until(() => {
      expect([waiting, settled].every((client) => /synced|saved/.test(stateOf(client)))).toBe(true)
    })
    settled.dispose()
    server.close()
    await until(() => {
      expect(stateOf(waiting)).toBe('offline')
    })
    waiting.document.edit.setAppTitle({ en: 'Not yet stored' })
    waiting.dispose()
    const other = open(server.port, undefined, 'pe_cccccccccc:two')
    await until(() => {
      expect(stateOf(other)).toBe('offline')
    })
    expect(titleOf(other)).not.toEqual({ en: 'Not yet stored' })
    other.dispose()
    await forgetOfflineCopies()
    const left = await copies()
    expect(left).toContain('weft-copy:pe_aaaaaaaaaa:two')
    expect(left).not.toContain('weft-copy:pe_bbbbbbbbbb:two')
  })

  test('[SYNC-82] a copy goes with the right to see the workspace, unless edits wait in it', async () => {
    const server = await openServer()
    const gone = open(server.port, undefined, 'pe_aaaaaaaaaa:three')
    const kept = open(server.port, undefined, 'pe_bbbbbbbbbb:three')
    await until(() => {
      expect([gone, kept].every((client) => /synced|saved/.test(stateOf(client)))).toBe(true)
    })
    server.state.confirms = false
    kept.document.edit.setAppTitle({ en: 'Still on its way' })
    await until(() => {
      expect(titleOf(gone)).toEqual({ en: 'Still on its way' })
    })
    server.refuse(closeReasons['rights-withdrawn'].code)
    await until(() => {
      expect([stateOf(gone), stateOf(kept)]).toEqual(['refused', 'refused'])
    })
    await vi.waitFor(
      async () => {
        expect(await copies()).not.toContain('weft-copy:pe_aaaaaaaaaa:three')
      },
      { timeout: 10_000, interval: 10 },
    )
    expect(await copies()).toContain('weft-copy:pe_bbbbbbbbbb:three')
  })

  test('[SYNC-83] a copy of a document the server replaced is never mixed with the new one', async () => {
    const first = await openServer()
    const ann = open(first.port, undefined, 'pe_aaaaaaaaaa:four')
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    ann.document.edit.addStep({ kind: 'filter', position: at })
    await until(() => {
      expect(stateOf(ann)).toBe('saved')
    })
    first.close()
    ann.dispose()
    const second = await openServer(first.port)
    const before = Y.encodeStateVector(second.doc)
    const again = open(first.port, undefined, 'pe_aaaaaaaaaa:four')
    await until(() => {
      expect(again.status.read()).toMatchObject({ state: 'refused', reason: 'gone' })
    })
    expect(Y.encodeStateVector(second.doc)).toEqual(before)
    again.dispose()
    const clean = open(first.port, undefined, 'pe_aaaaaaaaaa:four')
    await until(() => {
      expect(stateOf(clean)).toMatch(/synced|saved/)
    })
    expect(clean.document.read().pipelines).toHaveLength(1)
    expect(Object.keys(clean.document.read().pipelines[0]?.steps ?? {})).toEqual([])
  })

  test('[SYNC-42] the client says whether its edits are taken, as the server says it', async () => {
    const server = await openServer()
    const ann = open(server.port)
    await until(() => {
      expect(stateOf(ann)).toMatch(/synced|saved/)
    })
    expect(ann.status.read().mayEdit).toBeNull()
    server.say(encodeDeniedMessage('viewer'))
    await until(() => {
      expect(ann.status.read().mayEdit).toBe(false)
    })
    server.say(encodeAllowedMessage())
    await until(() => {
      expect(ann.status.read().mayEdit).toBe(true)
    })
  })
})
