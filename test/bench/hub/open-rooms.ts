import { openBenchClient, type BenchClient, type OnEdits } from './bench-client.ts'
import type { RunningServer } from './running-server.ts'

let opened = 0

/** A document's name that was never used before, as every server of the comparison takes it. */
export function newRoom(): string {
  opened++
  return `ws_${String(opened).padStart(10, '0')}`
}

/** How many people are in how many rooms. */
export interface RoomShape {
  readonly rooms: number
  readonly people: number
}

/** Somebody in a room; `place` counts from 0 within it. */
export interface Seated {
  readonly room: number
  readonly place: number
  readonly client: BenchClient
}

/** Fills new rooms with people and waits until everybody is in. */
export async function seatPeople(
  server: RunningServer,
  { rooms, people }: RoomShape,
  earsOf: (room: number, place: number) => OnEdits | undefined,
): Promise<readonly Seated[]> {
  const seated: Seated[] = []
  for (let room = 0; room < rooms; room++) {
    const name = newRoom()
    for (let place = 0; place < people; place++) {
      const onEdits = earsOf(room, place)
      const client = openBenchClient(server, name, onEdits && { onEdits })
      seated.push({ room, place, client })
      // One after the other: no server is to be measured by a rush at the door.
      await client.answered
    }
  }
  return seated
}

/** Everybody leaves. */
export async function leave(seated: readonly Seated[]): Promise<void> {
  await Promise.all(seated.map(({ client }) => client.close()))
}
