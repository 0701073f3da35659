import * as Y from 'yjs'
import { openBenchClient, type BenchClient } from './bench-client.ts'
import type { LongHistory } from './make-edits.ts'
import { newRoom } from './open-rooms.ts'
import type { RunningServer } from './running-server.ts'

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const waitingBytes = 64 * 1024
const openings = 4
const longestOpeningMs = 20_000

function ticksOf({ clocks }: LongHistory): number {
  return [...clocks.values()].reduce((sum, clock) => sum + clock, 0)
}

/** Waits until the server has done what it does behind its clients' backs, such as storing. */
async function waitUntilIdle(server: RunningServer): Promise<void> {
  // Three quiet looks in a row: on a busy machine a server may only have been kept from its work.
  for (let quiet = 0; quiet < 3;) {
    const before = await server.usage('cpu')
    await rest(500)
    const after = await server.usage('cpu')
    quiet = after.cpuMs - before.cpuMs < 20 ? quiet + 1 : 0
  }
}

/** Has somebody write the whole history, edit by edit; gives the document's name when all of it is stored. */
async function writeThrough(server: RunningServer, history: LongHistory): Promise<string> {
  const room = newRoom()
  let heard = 0
  const reader = openBenchClient(server, room, {
    onEdits: (_author, _clock, count) => {
      heard += count
    },
  })
  await reader.answered
  const writer = openBenchClient(server, room)
  await writer.answered
  for (const update of history.updates) {
    writer.send(update)
    while (writer.bufferedBytes() > waitingBytes) await rest(1)
  }
  while (heard < ticksOf(history)) await rest(5)
  // Some store only after a while of quiet.
  await rest(2500)
  await Promise.all([reader.close(), writer.close()])
  await waitUntilIdle(server)
  return room
}

function holds(doc: Y.Doc, clocks: LongHistory['clocks']): boolean {
  return [...clocks].every(([author, clock]) => Y.getState(doc.store, author) >= clock)
}

/**
 * Opens the document and gives, in milliseconds, when the client has applied all of it: some servers say
 * "synced" before they have loaded anything.
 */
async function timeOpening(
  server: RunningServer,
  room: string,
  { clocks }: LongHistory,
): Promise<{ readonly ms: number; readonly close: () => Promise<void> }> {
  const doc = new Y.Doc()
  const start = performance.now()
  let client: BenchClient | null = null
  const ms = await new Promise<number>((resolve, reject) => {
    const tooLong = setTimeout(() => {
      console.log(`${server.contender.name} did not give the whole document.`)
      resolve(Number.NaN)
    }, longestOpeningMs)
    client = openBenchClient(server, room, {
      onUpdate: (update) => {
        Y.applyUpdate(doc, update)
        if (!holds(doc, clocks)) return
        clearTimeout(tooLong)
        resolve(performance.now() - start)
      },
    })
    client.answered.catch(reject)
  })
  doc.destroy()
  return { ms, close: async () => client?.close() }
}

/** How long opening a long document takes: right after a restart, and while somebody is in it. */
export interface OpeningTimes {
  /** None for a server that forgets. */
  readonly coldMs: readonly number[]
  readonly warmMs: readonly number[]
}

/** Writes a long document through a server and opens it again and again. */
export async function measureDocument(
  server: RunningServer,
  history: LongHistory,
): Promise<OpeningTimes> {
  const { forgets = false } = server.contender
  const room = await writeThrough(server, history)
  const coldMs: number[] = []
  const warmMs: number[] = []
  for (let opening = 0; opening < openings; opening++) {
    if (!forgets) await server.restart()
    const first = await timeOpening(server, room, history)
    if (!forgets) coldMs.push(first.ms)
    if (Number.isNaN(first.ms)) {
      await first.close()
      break
    }
    const second = await timeOpening(server, room, history)
    warmMs.push(second.ms)
    await second.close()
    await first.close()
    await rest(100)
  }
  return { coldMs, warmMs }
}
