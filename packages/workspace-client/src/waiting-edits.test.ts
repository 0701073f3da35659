import { closeReasons } from '@weft/sync-protocol'
import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { closeAll, open, openServer } from './least-server.ts'
import { forgetCopy, readWaitingCopy } from './offline-copy.ts'
import type { WorkspaceClient } from './open-workspace.ts'
import { parseEditsFile, writeEditsFile, type WaitingEdits } from './waiting-edits.ts'

const room = 'ws_aaaaaaaaaa'
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })
const ready = (client: WorkspaceClient) =>
  until(() => {
    expect(client.status.read().state).toMatch(/synced|saved/)
  })
const at = { x: 0, y: 0 }

afterEach(closeAll)

/** Two people in one workspace; the server is away from the one, who goes on editing, and there for the other. */
async function editApart(copy: string) {
  const first = await openServer()
  const ann = open(first.port, undefined, copy)
  await ready(ann)
  first.close()
  await until(() => {
    expect(ann.status.read().state).toBe('offline')
  })
  const step = ann.document.edit.addStep({ kind: 'filter', position: at })
  ann.document.edit.setAppTitle({ en: 'Kept for later' })
  const server = await openServer(0, first.doc)
  const bo = open(server.port)
  await ready(bo)
  return { server, ann, bo, step }
}

function waitingIn(client: WorkspaceClient): WaitingEdits {
  const waiting = client.waitingEdits()
  if (!waiting) throw new Error('nothing waits')
  return waiting
}

describe('edits that wait when rights are lost', () => {
  test('[SYNC-87] are brought in from a file by somebody with rights, and never twice', async () => {
    const { server, ann, bo, step } = await editApart('pe_aaaaaaaaaa:w1')
    const title = bo.document.read().app.title
    const parsed = parseEditsFile(room, writeEditsFile(room, waitingIn(ann)))
    if (!parsed.ok) throw new Error(parsed.failure.code)
    expect(bo.previewEdits(parsed.value)).toMatchObject({
      ok: true,
      value: {
        edits: 2,
        changes: [
          { type: 'app', change: 'changed', fields: ['title.en'] },
          { type: 'step', change: 'added', id: step },
        ],
        moves: 0,
      },
    })
    // A preview changes nothing.
    expect(bo.document.read().app.title).toEqual(title)
    expect(bo.bringIn(parsed.value)).toMatchObject({ ok: true })
    await until(() => {
      expect(server.doc.getMap('app').toJSON()).toMatchObject({ title: { en: 'Kept for later' } })
      expect(bo.status.read()).toMatchObject({ state: 'saved', pendingEdits: 0 })
    })
    expect(bo.previewEdits(parsed.value)).toMatchObject({ failure: { code: 'edits.nothing-new' } })
    bo.document.undo.undo()
    expect(bo.document.read().app.title).toEqual(title)
    expect(bo.document.read().pipelines[0]?.steps[step]).toBeUndefined()
    bo.document.undo.redo()
    // With rights again, what was brought in for them meanwhile is not there twice.
    ann.dispose()
    const back = open(server.port, undefined, 'pe_aaaaaaaaaa:w1')
    await ready(back)
    await until(() => {
      expect(back.status.read().pendingEdits).toBe(0)
      expect(Object.keys(back.document.read().pipelines[0]?.steps ?? {})).toEqual([step])
    })
  })

  test('[SYNC-87] never enter a document of another birth', async () => {
    const [{ ann }, { bo }] = [await editApart('pe_a:w2'), await editApart('pe_b:w2')]
    const before = Y.encodeStateVector(bo.awareness.doc)
    const edits = waitingIn(ann)
    expect(bo.previewEdits(edits)).toMatchObject({ failure: { code: 'edits.other-workspace' } })
    expect(bo.bringIn(edits)).toMatchObject({ failure: { code: 'edits.other-workspace' } })
    expect(Y.encodeStateVector(bo.awareness.doc)).toEqual(before)
  })

  test('[SYNC-80] a browser whose copy is older than what the server has merges it and doubles nothing', async () => {
    const { server, ann, bo, step } = await editApart('pe_aaaaaaaaaa:w6')
    const other = bo.document.edit.addStep({ kind: 'sort', position: at })
    await until(() => {
      expect(bo.status.read().state).toBe('saved')
    })
    ann.dispose()
    const back = open(server.port, undefined, 'pe_aaaaaaaaaa:w6')
    await until(() => {
      for (const client of [back, bo]) {
        expect(Object.keys(client.document.read().pipelines[0]?.steps ?? {}).toSorted()).toEqual(
          [step, other].toSorted(),
        )
      }
    })
  })

  test('[SYNC-87] are read from a copy whose document is not open, and discarded only when asked', async () => {
    const name = 'pe_aaaaaaaaaa:w3'
    const server = await openServer()
    const ann = open(server.port, undefined, name)
    await ready(ann)
    server.state.confirms = false
    ann.document.edit.setAppTitle({ en: 'Still here' })
    server.refuse(closeReasons['rights-withdrawn'].code)
    await until(() => {
      expect(ann.status.read()).toMatchObject({ state: 'refused', pendingEdits: 1 })
    })
    ann.dispose()
    await vi.waitFor(async () => {
      expect(await readWaitingCopy(name)).toMatchObject({ edits: 1 })
    })
    expect(await readWaitingCopy('pe_bbbbbbbbbb:w3')).toBeNull()
    const waiting = await readWaitingCopy(name)
    const bo = open((await openServer(0, server.doc)).port)
    await ready(bo)
    expect(waiting && bo.previewEdits(waiting)).toMatchObject({
      failure: { code: 'edits.nothing-new' },
    })
    await forgetCopy(name)
    expect(await readWaitingCopy(name)).toBeNull()
  })

  test('[SYNC-87] are gone for good once discarded, and are not sent after all', async () => {
    const { server, ann, step } = await editApart('pe_aaaaaaaaaa:w7')
    await ann.discardWaiting()
    expect(ann.status.read().pendingEdits).toBe(0)
    ann.dispose()
    const back = open(server.port, undefined, 'pe_aaaaaaaaaa:w7')
    await ready(back)
    expect(back.document.read().pipelines[0]?.steps[step]).toBeUndefined()
  })

  test('[SYNC-87] hold only what the server lacks', async () => {
    const { ann, bo, server } = await editApart('pe_aaaaaaaaaa:w4')
    expect(bo.waitingEdits()).toBeNull()
    const { update, edits } = waitingIn(ann)
    expect(edits).toBe(2)
    const stored = Y.decodeStateVector(Y.encodeStateVector(server.doc))
    const { from } = Y.parseUpdateMeta(update)
    expect(from.size).toBe(1)
    for (const [client, clock] of from) expect(clock).toBe(stored.get(client) ?? 0)
  })

  test('[SYNC-87] a file that is broken, foreign or speaks for somebody else is refused', async () => {
    const { ann, bo } = await editApart('pe_aaaaaaaaaa:w5')
    const good = JSON.parse(writeEditsFile(room, waitingIn(ann))) as Record<string, unknown>
    const codeOf = (fields: unknown) => {
      const parsed = parseEditsFile(
        room,
        typeof fields === 'string' ? fields : JSON.stringify(fields),
      )
      return parsed.ok ? 'ok' : parsed.failure.code
    }
    expect(codeOf(good)).toBe('ok')
    expect(codeOf({ ...good, workspace: 'ws_bbbbbbbbbb' })).toBe('edits.other-workspace')
    for (const broken of [
      '',
      'null',
      '[]',
      { ...good, format: 'x' },
      { ...good, version: 2 },
      { ...good, update: '<script>' },
      { ...good, update: 'AAAA' },
      { ...good, update: 'AAA=' },
      { ...good, edits: -1 },
      { ...good, creator: 'x' },
    ]) {
      expect(codeOf(broken)).toBe('edits.unreadable')
    }
    expect(codeOf('x'.repeat(12_000_000))).toBe('edits.too-large')
    const { creator } = waitingIn(ann)
    const inOurName = new Y.Doc()
    inOurName.clientID = bo.awareness.clientID
    inOurName.getMap('x').set('a'.repeat(50), 1)
    for (let more = 0; more < 100; more++) inOurName.getMap('x').set(`k${more}`, more)
    const forged = { edits: 1, creator, update: Y.encodeStateAsUpdate(inOurName) }
    expect(bo.bringIn(forged)).toMatchObject({ failure: { code: 'edits.unreadable' } })
    const far = new Y.Doc()
    far.getMap('app').set('title', { en: 'a' })
    const base = Y.encodeStateVector(far)
    far.getMap('app').set('title', { en: 'b' })
    const groundless = { edits: 1, creator, update: Y.encodeStateAsUpdate(far, base) }
    expect(bo.bringIn(groundless)).toMatchObject({ failure: { code: 'edits.lack-their-ground' } })
  })
})
