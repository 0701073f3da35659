import { ByteCursor } from './byte-cursor.ts'
import { outlineUpdate } from './outline-update.ts'

/** A window's identifier and the clock at which its changes in an update begin. */
export interface FirstClock {
  readonly client: number
  readonly clock: number
}

/** Whose changes a sound update holds, and from which clock on. */
export function firstClocks(update: Uint8Array): readonly FirstClock[] {
  const cursor = new ByteCursor(update)
  const clients = cursor.number()
  if (clients === 0) return []
  if (clients === 1) {
    // Nearly every update has one writer: then its beginning says all, and nothing else need be read.
    cursor.number()
    return [{ client: cursor.number(), clock: cursor.number() }]
  }
  const outline = outlineUpdate(update)
  if (!outline.ok) return []
  const first = new Map<number, number>()
  for (const { client, clock } of outline.value.runs) {
    first.set(client, Math.min(first.get(client) ?? clock, clock))
  }
  return [...first].map(([client, clock]) => ({ client, clock }))
}
