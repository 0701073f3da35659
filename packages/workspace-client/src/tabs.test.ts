import { closeReasons } from '@weft/sync-protocol'
import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { closeAll, open, openServer } from './least-server.ts'
import type { WorkspaceClient } from './open-workspace.ts'
import { openTabChannel, parseTabMessage } from './tab-channel.ts'

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })
const stateOf = (client: WorkspaceClient) => client.status.read().state
const titleOf = (client: WorkspaceClient) => client.document.read().app.title
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const ready = (...clients: readonly WorkspaceClient[]) =>
  until(() => {
    for (const client of clients) expect(stateOf(client)).toMatch(/synced|saved/)
  })
const away = (...clients: readonly WorkspaceClient[]) =>
  until(() => {
    for (const client of clients) expect(stateOf(client)).toBe('offline')
  })

afterEach(closeAll)

describe('two tabs of one person', () => {
  const ann = 'pe_aaaaaaaaaa:og_aaaaaaaaaa:'

  test('[SYNC-84] see each other while the server is away, and count the same edits', async () => {
    const server = await openServer()
    const [one, two] = [
      open(server.port, undefined, `${ann}t1`),
      open(server.port, undefined, `${ann}t1`),
    ]
    await ready(one, two)
    server.close()
    await away(one, two)
    one.document.edit.setAppTitle({ en: 'From the one' })
    await until(() => {
      expect(titleOf(two)).toEqual({ en: 'From the one' })
    })
    two.document.edit.setAppSummary({ en: 'From the two' })
    await until(() => {
      expect(one.document.read().app.summary).toEqual({ en: 'From the two' })
      expect([one, two].map((tab) => tab.status.read().pendingEdits)).toEqual([2, 2])
    })
    const again = await openServer(server.port, server.doc)
    await until(() => {
      expect([one, two].map((tab) => tab.status.read())).toMatchObject([
        { state: 'saved', pendingEdits: 0 },
        { state: 'saved', pendingEdits: 0 },
      ])
    })
    expect(again.doc.getMap('app').toJSON()).toMatchObject({
      title: { en: 'From the one' },
      summary: { en: 'From the two' },
    })
  })

  test('[SYNC-84] count alike what one wrote before it knew that its connection was lost', () => {
    const [here, there] = [new Y.Doc(), new Y.Doc()]
    const update = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc)
    here.getMap('app').set('title', 'Written into a dying connection')
    const heard: number[] = []
    const channel = new EventTarget()
    const tab = openTabChannel({
      doc: there,
      channel: Object.assign(channel, { postMessage: () => undefined, close: () => undefined }),
      standing: () => 'away',
      isOwn: () => false,
      waiting: () => 0,
      onWaiting: ({ waiting }) => heard.push(waiting),
    })
    const say = (said: object) => channel.dispatchEvent(new MessageEvent('message', { data: said }))
    const stateVector = Y.encodeStateVector(here)
    const question = { kind: 'question', creator: null, stateVector, waiting: 1 }
    say(question)
    expect(heard).toEqual([])
    const edits = { kind: 'edits', creator: null, update: update(here), fresh: true }
    say({ ...edits, connected: true, waiting: 1 })
    expect(update(there)).toEqual(update(here))
    expect(heard).toEqual([])
    say(question)
    expect(heard).toEqual([1])
    tab.dispose()
  })

  test('[SYNC-84] send each edit to the server once while both are connected', async () => {
    const server = await openServer()
    const [one, two] = [
      open(server.port, undefined, `${ann}t2`),
      open(server.port, undefined, `${ann}t2`),
    ]
    await ready(one, two)
    const before = server.state.edits
    for (const word of ['a', 'b', 'c']) one.document.edit.setAppTitle({ en: word })
    await until(() => {
      expect(titleOf(two)).toEqual({ en: 'c' })
      expect(stateOf(one)).toBe('saved')
    })
    await rest(100)
    expect(server.state.edits - before).toBe(3)
  })

  test('[SYNC-84] a tab that is connected brings the edits of one that is not to the server', async () => {
    const server = await openServer()
    const lost = open(1, undefined, `${ann}t3`)
    const joined = open(server.port, undefined, `${ann}t3`)
    await ready(joined)
    await away(lost)
    await until(() => {
      expect(lost.document.read().pipelines).toHaveLength(1)
    })
    lost.document.edit.setAppTitle({ en: 'By another way' })
    await until(() => {
      expect(server.doc.getMap('app').toJSON()).toMatchObject({ title: { en: 'By another way' } })
      expect(joined.status.read()).toMatchObject({ state: 'saved', pendingEdits: 0 })
    })
  })

  test('[SYNC-84] another person, organisation or workspace hears nothing', async () => {
    const server = await openServer()
    const names = [
      'pe_bbbbbbbbbb:og_aaaaaaaaaa:t4',
      'pe_aaaaaaaaaa:og_bbbbbbbbbb:t4',
      'pe_aaaaaaaaaa:og_aaaaaaaaaa:t5',
    ]
    const mine = open(server.port, undefined, `${ann}t4`)
    const others = names.map((name) => open(server.port, undefined, name))
    const sameTab = open(server.port, undefined, `${ann}t4`)
    await ready(mine, sameTab, ...others)
    server.close()
    await away(mine, sameTab, ...others)
    mine.document.edit.setAppTitle({ en: 'Mine alone' })
    await until(() => {
      expect(titleOf(sameTab)).toEqual({ en: 'Mine alone' })
    })
    for (const other of others) expect(titleOf(other)).not.toEqual({ en: 'Mine alone' })
  })

  test('[SYNC-84] a tab that was turned away neither gives nor takes', async () => {
    const server = await openServer()
    const [out, waiting] = [
      open(server.port, undefined, `${ann}t6`),
      open(1, undefined, `${ann}t6`),
    ]
    await ready(out)
    await away(waiting)
    await until(() => {
      expect(waiting.document.read().pipelines).toHaveLength(1)
    })
    server.refuse(closeReasons['rights-withdrawn'].code)
    await until(() => {
      expect(stateOf(out)).toBe('refused')
    })
    out.document.edit.setAppTitle({ en: 'Not for others' })
    waiting.document.edit.setAppSummary({ en: 'Not for it' })
    await rest(200)
    expect(titleOf(waiting)).not.toEqual({ en: 'Not for others' })
    expect(out.document.read().app.summary).not.toEqual({ en: 'Not for it' })
  })

  test('[SYNC-84] what is no message of a tab, or of another document, changes nothing', async () => {
    const other = new Y.Doc()
    other.getMap('app').set('title', { en: 'Foreign' })
    const update = Y.encodeStateAsUpdate(other)
    const sound = { kind: 'edits', creator: 7, update, waiting: 1, fresh: true, connected: false }
    expect(parseTabMessage(sound)).not.toBeNull()
    for (const hostile of [
      null,
      'edits',
      {},
      { ...sound, update: [1, 2] },
      { ...sound, update: Uint8Array.of(1, 2, 3) },
      { ...sound, update: update.subarray(0, -1) },
      { ...sound, waiting: -1 },
      { ...sound, waiting: Infinity },
      { kind: 'question', creator: 7, stateVector: Uint8Array.of(9), waiting: 0 },
      { kind: 'question', creator: 7, waiting: 0 },
      { kind: 'question', creator: 7, stateVector: Uint8Array.of(0), waiting: -1 },
    ]) {
      expect(parseTabMessage(hostile)).toBeNull()
    }
    const server = await openServer()
    const mine = open(server.port, undefined, `${ann}t7`)
    await ready(mine)
    server.close()
    await away(mine)
    const before = titleOf(mine)
    const channel = new BroadcastChannel(`weft-tabs:${ann}t7`)
    channel.postMessage({ ...sound, creator: other.clientID })
    channel.postMessage({ ...sound, update: Uint8Array.of(1, 2, 3) })
    await rest(100)
    channel.close()
    expect(titleOf(mine)).toEqual(before)
    expect(mine.status.read()).toMatchObject({ state: 'offline', pendingEdits: 0 })
  })
})

describe('a page that wakes', () => {
  test('[SYNC-86] connects at once, however long it would have waited', async () => {
    const page = new EventTarget()
    const server = await openServer()
    const patient = open(server.port, page, undefined, { random: () => 1 })
    await ready(patient)
    server.refuse(closeReasons['shutting-down'].code)
    server.close()
    await away(patient)
    const again = await openServer(server.port, server.doc)
    await rest(100)
    expect(again.state.questions).toBe(0)
    const woke = performance.now()
    page.dispatchEvent(new Event('online'))
    await ready(patient)
    // Left alone it would have waited five seconds.
    expect(performance.now() - woke).toBeLessThan(4_000)
  })

  test('[SYNC-86] asks a connection that may be dead for a sign of life, and keeps one that lives', async () => {
    const page = new EventTarget()
    const server = await openServer()
    const ann = open(server.port, page)
    await ready(ann)
    const before = server.state.questions
    page.dispatchEvent(new Event('online'))
    await until(() => {
      expect(server.state.questions).toBe(before + 1)
    })
    expect(stateOf(ann)).toMatch(/synced|saved/)
  })

  test('[SYNC-86] leaves a connection alone that is just being made', async () => {
    const page = new EventTarget()
    const server = await openServer()
    const ann = open(server.port, page)
    const seen = new Set<string>()
    ann.status.onChange(() => seen.add(stateOf(ann)))
    await rest(0)
    page.dispatchEvent(new Event('pageshow'))
    await ready(ann)
    expect([...seen]).not.toContain('offline')
  })

  test('[SYNC-86] a page that was turned away stays away', async () => {
    const page = new EventTarget()
    const server = await openServer()
    const ann = open(server.port, page)
    await ready(ann)
    server.refuse(closeReasons['rights-withdrawn'].code)
    await until(() => {
      expect(stateOf(ann)).toBe('refused')
    })
    const before = server.state.questions
    for (const type of ['online', 'visibilitychange', 'pageshow'])
      page.dispatchEvent(new Event(type))
    await rest(150)
    expect(stateOf(ann)).toBe('refused')
    expect(server.state.questions).toBe(before)
  })
})
