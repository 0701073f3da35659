import type { WrittenEdits } from './make-edits.ts'
import { leave, seatPeople } from './open-rooms.ts'
import type { RunningServer } from './running-server.ts'

/** What a server keeps in memory for people and documents that are quiet. */
export interface MemoryCost {
  readonly bytesPerConnection: number
  /** A document of a thousand edits with one person in it, without that person. */
  readonly bytesPerDocument: number
}

const connections = 300
const documents = 100
const editsPerDocument = 1000
const settleMs = 300

async function memoryOf(server: RunningServer): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  return (await server.usage('memory')).memoryBytes
}

/** Measures after garbage is collected. */
export async function measureMemory(
  server: RunningServer,
  { author, updates }: WrittenEdits,
): Promise<MemoryCost> {
  // What is loaded at the first use is not the connections' cost.
  await leave(await seatPeople(server, { rooms: 1, people: 20 }, () => undefined))
  const empty = await memoryOf(server)
  const crowd = await seatPeople(server, { rooms: 1, people: connections }, () => undefined)
  const crowded = await memoryOf(server)
  await leave(crowd)
  const bytesPerConnection = (crowded - empty) / connections

  const before = await memoryOf(server)
  let heard = 0
  const seated = await seatPeople(
    server,
    { rooms: documents, people: 2 },
    (_room, place) => (from, _clock, count) => {
      if (place === 1 && from === author) heard += count
    },
  )
  for (const { place, client } of seated) {
    if (place === 0) for (const update of updates.slice(0, editsPerDocument)) client.send(update)
    while (client.bufferedBytes() > 0) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  while (heard < documents * editsPerDocument)
    await new Promise((resolve) => setTimeout(resolve, 5))
  await leave(seated.filter(({ place }) => place === 0))
  const after = await memoryOf(server)
  await leave(seated.filter(({ place }) => place === 1))
  return { bytesPerConnection, bytesPerDocument: (after - before) / documents - bytesPerConnection }
}
