import { createWorkspaceContent, mergeFork, openWorkspaceDocument } from '@weft/documents'
import { emptyTemplate, seededRandom } from '@weft/documents/testing'
import { refuse } from '@weft/kernel'
import { openWorkspace, type WorkspaceClient } from '@weft/workspace-client'
import { afterEach, expect, test } from 'vitest'
import { contentOf } from '@weft/workspace-changes'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { openRightsBoard } from '../rights-board.ts'
import { applyStored } from './apply-stored.ts'
import { admitByHeader, openHubUnderTest, testRoom, until } from './hub-under-test.ts'
import { openMemoryUpdateLog } from './memory-update-log.ts'
import type { UpdateLog } from './update-log.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

async function openWorkspaceLog() {
  const log = openMemoryUpdateLog()
  const doc = new Y.Doc()
  createWorkspaceContent(doc, emptyTemplate)
  await log.create(testRoom, Y.encodeStateAsUpdate(doc))
  return log
}

function socketFor(person: string) {
  return class extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { 'x-person': person } })
    }
  } as unknown as typeof globalThis.WebSocket
}

let opened = 0

/** The client of the workbench itself. */
function open(url: string, name: string): WorkspaceClient {
  const person = {
    id: name,
    name: { en: name },
    organisation: { id: 'og_a', name: { en: 'A' }, hue: 1 },
  }
  const client = openWorkspace({
    url,
    room: testRoom,
    person,
    random: seededRandom(++opened),
    now: Date.now,
    socket: socketFor(name),
    page: undefined,
  })
  cleanups.push(() => client.dispose())
  return client
}

const statusOf = (client: WorkspaceClient) => client.status.read()
const stepsOf = (client: WorkspaceClient) =>
  Object.keys(client.document.read().pipelines[0]?.steps ?? {})
const isIn = (client: WorkspaceClient) =>
  until(() => expect(statusOf(client).state).toMatch(/synced|saved/))
const addStep = (client: WorkspaceClient) =>
  client.document.edit.addStep({ kind: 'filter', position: { x: 0, y: 0 } })

test('[SYNC-33] with the real client all flows again by itself once the store takes edits', async () => {
  const memory = await openWorkspaceLog()
  let isFull = false
  const log: UpdateLog = {
    ...memory,
    append: async (document, updates) => {
      if (isFull) throw new Error('ENOSPC: no space left on device')
      return memory.append(document, updates)
    },
  }
  const { url, close } = await openHubUnderTest(log)
  cleanups.push(close)
  const [ann, bob] = [open(url, 'ann'), open(url, 'bob')]
  await isIn(ann)
  await isIn(bob)
  isFull = true
  const step = addStep(ann)
  await until(() =>
    expect(statusOf(ann)).toMatchObject({ state: 'saving', isHolding: true, pendingEdits: 1 }),
  )
  expect(statusOf(bob).isHolding).toBe(true)
  expect(stepsOf(bob)).toEqual([])
  isFull = false
  await until(() => expect(stepsOf(bob)).toEqual([step]))
  await until(() =>
    expect(statusOf(ann)).toMatchObject({ state: 'saved', isHolding: false, pendingEdits: 0 }),
  )
})

test('[SYNC-43] a session that ends loses no edit of the real client, and the next session sends them', async () => {
  const log = await openWorkspaceLog()
  const rights = openRightsBoard()
  let isOver = false
  const { url, close } = await openHubUnderTest(log, {
    rights,
    admit: async (request, document) =>
      isOver && request.headers['x-person'] === 'ann'
        ? refuse('request.sign-in-first')
        : admitByHeader(request, document),
  })
  cleanups.push(close)
  const [ann, bob] = [open(url, 'ann'), open(url, 'bob')]
  await isIn(ann)
  await isIn(bob)
  isOver = true
  rights.tell({ person: 'ann' })
  await until(() => expect(statusOf(ann)).toMatchObject({ state: 'refused', reason: 'signed-out' }))
  const step = addStep(ann)
  expect(statusOf(ann).pendingEdits).toBe(1)
  expect(stepsOf(bob)).toEqual([])
  isOver = false
  ann.reconnect()
  await until(() => expect(stepsOf(bob)).toEqual([step]))
  await until(() => expect(statusOf(ann).pendingEdits).toBe(0))
})

test('[SYNC-14] the real client is told that stored edits were damaged, and shows the rest', async () => {
  const memory = await openWorkspaceLog()
  const log: UpdateLog = {
    ...memory,
    load: async (document) => {
      const stored = await memory.load(document)
      return stored && { ...stored, damaged: 2 }
    },
  }
  const { url, close, failures } = await openHubUnderTest(log)
  cleanups.push(close)
  const ann = open(url, 'ann')
  await until(() => expect(statusOf(ann).damagedEdits).toBe(2))
  await isIn(ann)
  expect(ann.document.read().app.pages).toHaveLength(1)
  expect(failures).toEqual(['Stored edits of a document are damaged; it opens without them'])
})

test('[PROP-13] whoever has the workspace open sees a merge at once, beside what they edit themselves', async () => {
  const log = await openWorkspaceLog()
  const { hub, url, close } = await openHubUnderTest(log)
  cleanups.push(close)
  const [ann, bob] = [open(url, 'ann'), open(url, 'bob')]
  await isIn(ann)
  await isIn(bob)
  const stored = async () => {
    const found = await log.load(testRoom)
    if (!found) throw new Error('There is no document.')
    return applyStored(found)
  }
  const random = seededRandom(99)
  const fork = await stored()
  const draft = openWorkspaceDocument(fork, { random })
  const base = contentOf(draft.read())
  const proposed = draft.edit.addStep({ kind: 'sort', position: { x: 9, y: 9 } })
  const own = addStep(ann)
  await until(() => expect(stepsOf(bob)).toEqual([own]))
  const main = await stored()
  const merged = mergeFork({ main, fork, base, choices: new Map(), random })
  await hub.write(testRoom, merged.update)
  for (const client of [ann, bob])
    await until(() => expect(stepsOf(client).toSorted()).toEqual([own, proposed].toSorted()))
  // It is no edit of theirs: nobody takes it back by accident.
  ann.document.undo.undo()
  await until(() => expect(stepsOf(bob)).toEqual([proposed]))
  const late = open(url, 'cleo')
  await until(() => expect(stepsOf(late)).toEqual([proposed]))
})
