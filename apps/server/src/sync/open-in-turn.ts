import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { openConnection } from './connection.ts'
import { workHere } from './document-work.ts'
import { openFileUpdateLog } from './file-update-log.ts'
import { openRooms } from './open-rooms.ts'
import { syncLimits } from './sync-limits.ts'
import { silentObserver } from './sync-observer.ts'
import { openVirtualSocket } from './virtual-client.ts'

/** What is kept after documents were opened and left in turn. */
export interface InTurnResult {
  readonly documents: number
  /** Documents in memory in the end, and files that are open. */
  readonly rooms: number
  readonly openFiles: number
  /** Heap and buffers after each tenth, in bytes; only where the collector can be asked. */
  readonly heaps: readonly number[]
  /** How much more is kept for each further document, over the second half. */
  readonly keptBytesEach: number
}

function filledDocument(sizeBytes: number): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('m').set('text', 'x'.repeat(sizeBytes))
  const bytes = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return bytes
}

/** Opens so many documents one after the other, each with one visitor who leaves, while time passes. */
export async function openInTurn(count: number, sizeBytes = 20_000): Promise<InTurnResult> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-turn-'))
  const snapshot = filledDocument(sizeBytes)
  const births = {
    find: async () => ({ snapshot, through: 0, compacted: [], hadFile: false }),
    noteFile: async () => undefined,
    noteChange: async () => undefined,
  }
  let now = 0
  const log = await openFileUpdateLog({ folder, births, now: () => now })
  const limits = syncLimits
  const rooms = openRooms({
    line: null,
    log,
    now: () => now,
    random: () => 1,
    work: workHere,
    limits,
    observer: silentObserver,
    onFailure: () => undefined,
  })
  const person = { id: 'pe_a', name: {}, organisation: { id: 'og_a', name: {}, hue: 1 } }
  const heaps: number[] = []
  for (let place = 0; place < count; place++) {
    const room = await rooms.find(`ws_${String(place).padStart(10, '0')}`)
    const { end } = openVirtualSocket()
    const admission = { person, mayEdit: true }
    const connection = openConnection({
      ...{ socket: end, admission, wantsDurable: true, limits },
      ...{ now: () => now, observer: silentObserver },
    })
    room?.join(connection)
    room?.leave(connection)
    now += 1000
    rooms.tend()
    if ((place + 1) % Math.ceil(count / 10) !== 0 || !globalThis.gc) continue
    await new Promise((resolve) => setTimeout(resolve, 20))
    globalThis.gc()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    heaps.push(heapUsed + arrayBuffers)
  }
  const [middle = 0, last = 0] = [heaps[4], heaps[9]]
  const result = { documents: count, rooms: rooms.all().length, openFiles: log.openFiles(), heaps }
  rooms.dispose()
  await log.close()
  await rm(folder, { recursive: true })
  return { ...result, keptBytesEach: (last - middle) / (count / 2) }
}
