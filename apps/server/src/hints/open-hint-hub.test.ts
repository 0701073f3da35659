import { accept, refuse } from '@weft/kernel'
import { closeReasons } from '@weft/sync-protocol'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { openRightsBoard, type RightsBoard } from '../rights-board.ts'
import { openTalkBoard, type TalkBoard } from '../talk-board.ts'
import { openHintHub, type HintHub, type HintHubSettings } from './open-hint-hub.ts'

const workspace = 'ws_abcdefghij'
const withdrawn = new Set<string>()
const organisations = new Map<string, string>()
let talk: TalkBoard
let rights: RightsBoard
const cleanups: (() => unknown)[] = []

beforeEach(() => {
  withdrawn.clear()
  organisations.clear()
  talk = openTalkBoard()
  rights = openRightsBoard()
})
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next()
})

const admit: HintHubSettings['admit'] = async (request, id) => {
  const person = request.headers['x-person']
  if (typeof person !== 'string') return refuse('request.sign-in-first')
  if (withdrawn.has(person) || id !== workspace) return refuse('workspace.not-found')
  return accept({ person, organisation: organisations.get(person) ?? 'og_a', endsAt: Infinity })
}

async function openSpace(
  settings: Partial<HintHubSettings> = {},
): Promise<{ url: string; hub: HintHub }> {
  const hub = openHintHub({
    admit,
    rights,
    talk,
    isOwnOrigin: ({ headers }) => headers.origin !== 'http://evil.example',
    now: Date.now,
    onFailure: () => undefined,
    ...settings,
  })
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    if (!hub.upgrade(request, socket, head)) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => hub.dispose(),
  )
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, hub }
}

interface Line {
  readonly socket: WebSocket
  readonly heard: string[]
  readonly ended: Promise<number | string>
}

async function listen(
  url: string,
  person: string | null,
  id = workspace,
  origin?: string,
): Promise<Line> {
  const socket = new WebSocket(`${url}/hints/${id}`, {
    headers: { ...(person ? { 'x-person': person } : {}), ...(origin ? { origin } : {}) },
  })
  cleanups.push(() => socket.terminate())
  const heard: string[] = []
  socket.on('message', (bytes: Buffer) => heard.push(bytes.toString()))
  const ended = new Promise<number | string>((resolve) => {
    socket.on('close', (code) => resolve(code))
    socket.on('error', (error) => resolve(error.message))
  })
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), ended])
  return { socket, heard, ended }
}

test('[TALK-40] people of a workspace are told that something was said there, and never what', async () => {
  const { url, hub } = await openSpace()
  const lines = await Promise.all([listen(url, 'ann'), listen(url, 'bob')])
  await vi.waitFor(() => expect(hub.listening()).toBe(2))
  talk.tell('ws_otherother')
  talk.tell(workspace)
  for (const { heard } of lines)
    await vi.waitFor(() => expect(heard).toEqual(['{"changed":"discussion"}']))
})

test('[TALK-41] nobody listens who may not read, from another site, or where there is no workspace', async () => {
  const { url, hub } = await openSpace()
  withdrawn.add('eve')
  expect(await (await listen(url, null)).ended).toBe(closeReasons['signed-out'].code)
  expect(await (await listen(url, 'eve')).ended).toBe(closeReasons['rights-withdrawn'].code)
  expect(await (await listen(url, 'ann', 'ws_otherother')).ended).toBe(
    closeReasons['rights-withdrawn'].code,
  )
  expect(await (await listen(url, 'ann', '../../x')).ended).toContain('socket hang up')
  expect(await (await listen(url, 'ann', 'x')).ended).toContain('404')
  expect(await (await listen(url, 'ann', workspace, 'http://evil.example')).ended).toContain('403')
  expect(hub.listening()).toBe(0)
})

test('[TALK-42] who loses their rights hears nothing more, and who keeps them is told to look again', async () => {
  const { url } = await openSpace()
  const [ann, bob, cy] = await Promise.all([
    listen(url, 'ann'),
    listen(url, 'bob'),
    listen(url, 'cy'),
  ])
  withdrawn.add('bob')
  organisations.set('cy', 'og_b')
  rights.tell({ document: workspace })
  expect(await bob.ended).toBe(closeReasons['rights-withdrawn'].code)
  expect(await cy.ended).toBe(closeReasons['rights-changed'].code)
  await vi.waitFor(() => expect(ann.heard).toEqual(['{"changed":"rights"}']))
  talk.tell(workspace)
  await vi.waitFor(() => expect(ann.heard).toHaveLength(2))
  expect(bob.heard).toEqual([])
})

test('[TALK-42] a change of rights while somebody is let in is not missed', async () => {
  let first = true
  const { url } = await openSpace({
    admit: async (request, id) => {
      const admission = await admit(request, id)
      if (first) {
        first = false
        withdrawn.add('ann')
        rights.tell({ person: 'ann' })
      }
      return admission
    },
  })
  expect(await (await listen(url, 'ann')).ended).toBe(closeReasons['rights-withdrawn'].code)
})

test('[TALK-43] a session that is over listens no more', async () => {
  let nowMs = 0
  const { url } = await openSpace({
    everyMs: 20,
    now: () => nowMs,
    admit: async () =>
      nowMs === 0
        ? accept({ person: 'ann', organisation: 'og_a', endsAt: 1000 })
        : refuse('request.sign-in-first'),
  })
  const line = await listen(url, 'ann')
  nowMs = 2000
  expect(await line.ended).toBe(closeReasons['signed-out'].code)
})

test('[TALK-44] one person holds so many lines and no more, and whoever speaks on one is let go', async () => {
  const { url, hub } = await openSpace({ listenersPerPerson: 2 })
  const first = await listen(url, 'ann')
  await listen(url, 'ann')
  const third = await listen(url, 'ann')
  expect(await first.ended).toBe(closeReasons['too-fast'].code)
  third.socket.send('hello')
  expect(await third.ended).toBe(closeReasons.malformed.code)
  const loud = await listen(url, 'bob')
  loud.socket.send('x'.repeat(10_000))
  expect(await loud.ended).toBe(1009)
  await vi.waitFor(() => expect(hub.listening()).toBe(1))
})
