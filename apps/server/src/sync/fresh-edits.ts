import { followingPart, isEmptyUpdate } from '@weft/sync-protocol'
import type { Connection } from './connection.ts'
import type { ArrivedEdit } from './relay-group.ts'
import type { StoredIndex } from './stored-index.ts'

/** An edit as it arrived: `answer` tells that it brings everything its sender has. */
export type GroupEdit = ArrivedEdit & { readonly empty: boolean; readonly answer: boolean }

/** What of a group is to be stored. */
export interface FreshGroup {
  readonly fresh: readonly GroupEdit[]
  /** Edits that came before earlier ones of the same window: nothing can be made of them yet. */
  readonly early: ReadonlySet<GroupEdit>
}

/** How many of the first edits speak of no change twice: what follows them is held to what they come to. */
export function countApart(arrived: readonly GroupEdit[]): number {
  const ends = new Map<number, number>()
  const isApart = ({ outline }: GroupEdit): boolean =>
    outline.runs.every(({ client, clock, length }) => {
      const follows = clock >= (ends.get(client) ?? 0)
      ends.set(client, clock + length)
      return follows
    })
  const first = arrived.findIndex((edit) => !isApart(edit))
  return first === -1 ? arrived.length : first
}

/**
 * What is new in a group, each edit from where it is known on, so that each change of a document is stored once and
 * in its place. Who sends what cannot be told from something that waits is asked to come back with all of it.
 */
export function freshEdits(group: readonly GroupEdit[], index: StoredIndex): FreshGroup {
  const fresh: GroupEdit[] = []
  const early = new Set<GroupEdit>()
  const reached = new Map<number, number>()
  const clockOf = (client: number): number => reached.get(client) ?? index.clockOf(client)
  for (const edit of group) {
    if (edit.empty || index.knows(edit.outline)) continue
    const cut = index.fresh(edit.outline)
    if (!cut) {
      edit.from.close('out-of-step')
      continue
    }
    const outline = followingPart(cut, clockOf)
    // What others wrote and nobody can place yet may be missing in an answer; its own changes never are.
    if (outline !== cut && !edit.answer) early.add(edit)
    for (const { client, clock, length } of outline.runs) reached.set(client, clock + length)
    if (!isEmptyUpdate(outline)) fresh.push(outline === edit.outline ? edit : { ...edit, outline })
  }
  return { fresh, early }
}

/** Counts what is stored for each connection; while edits of one are early, nothing of it counts until it has said everything again. */
export class DurableCounts {
  readonly #owed = new WeakMap<Connection, number>()

  /** Counts a group that was stored; `ask` is called for whom everything has to be asked. */
  add(
    group: readonly GroupEdit[],
    early: ReadonlySet<GroupEdit>,
    ask: (connection: Connection) => void,
  ): void {
    const counts = new Map<Connection, number>()
    for (const edit of group) {
      const { from } = edit
      const isFirstEarly = early.has(edit) && !this.#owed.has(from)
      if (isFirstEarly) ask(from)
      const count = this.#countOf(edit, isFirstEarly)
      if (count > 0) counts.set(from, (counts.get(from) ?? 0) + count)
    }
    for (const [from, count] of counts) from.markDurable(count)
  }

  #countOf({ from, answer }: GroupEdit, isFirstEarly: boolean): number {
    const owed = this.#owed.get(from)
    if (answer) {
      this.#owed.delete(from)
      return (owed ?? 0) + 1
    }
    if (owed === undefined && !isFirstEarly) return 1
    this.#owed.set(from, (owed ?? 0) + 1)
    return 0
  }
}
