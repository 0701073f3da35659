import * as Y from 'yjs'
import { outlineUpdate, type UpdateOutline, type UpdateRun } from './outline-update.ts'
import { writeUpdate } from './write-update.ts'

/** How far the changes of a client are known, without any gap. */
export type ClockOf = (client: number) => number

/**
 * An update from where it is known on. Left as it is, two readings of one change could meet in a document, and Yjs
 * would throw half way. Null when it cannot be cut.
 */
export function freshPart(outline: UpdateOutline, clockOf: ClockOf): UpdateOutline | null {
  // Nearly always: nothing of it is known.
  if (outline.runs.every(({ client, clock }) => clock >= clockOf(client))) return outline
  const known = outline.runs.filter(({ client, clock }) => clock < clockOf(client))
  const cuts = new Map(known.map(({ client }) => [client, clockOf(client)] as const))
  const cut = outlineUpdate(Y.diffUpdate(outline.bytes, Y.encodeStateVector(cuts)))
  return cut.ok ? cut.value : null
}

/** The update with these of its runs alone, and with its deletions or without. */
export function pickRuns(
  { bytes, deletions }: UpdateOutline,
  runs: readonly UpdateRun[],
  withDeletions: boolean,
): UpdateOutline {
  const stretchesOf = ({ from, to }: { from: number; to: number }) => [bytes.subarray(from, to)]
  const picked = outlineUpdate(
    writeUpdate(
      runs.map((run) => ({ ...run, stretches: stretchesOf(run) })),
      withDeletions ? deletions.map((each) => ({ ...each, stretches: stretchesOf(each) })) : [],
    ),
  )
  if (!picked.ok) throw new Error('A part of a sound update is sound')
  return picked.value
}

/** Which runs of an update follow what is known; those of one client behind a gap do not. */
export function followingRuns({ runs }: UpdateOutline, clockOf: ClockOf): readonly UpdateRun[] {
  const reached = new Map<number, number>()
  return runs.filter(({ client, clock, length }) => {
    const known = reached.get(client) ?? clockOf(client)
    if (clock > known) return false
    reached.set(client, Math.max(known, clock + length))
    return true
  })
}

/** What of an update follows what is known; the same update when that is all of it. */
export function followingPart(outline: UpdateOutline, clockOf: ClockOf): UpdateOutline {
  const [only] = outline.runs
  if (only && outline.runs.length === 1 && only.clock <= clockOf(only.client)) return outline
  const following = followingRuns(outline, clockOf)
  return following.length === outline.runs.length ? outline : pickRuns(outline, following, true)
}
