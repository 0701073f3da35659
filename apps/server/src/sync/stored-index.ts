import { freshPart, writeNumbers, type UpdateOutline, type UpdateRun } from '@weft/sync-protocol'

/** An index as plain values, which can change threads. */
export interface IndexParts {
  readonly clocks: ReadonlyMap<number, number>
  readonly ahead: ReadonlyMap<number, readonly AheadRun[]>
  readonly deleted: ReadonlyMap<number, readonly number[]>
}

/** How much of each an index holds. */
export interface IndexSize {
  readonly clients: number
  /** Runs behind a gap. */
  readonly ahead: number
  /** Deleted stretches that are apart from each other. */
  readonly stretches: number
}

type AheadRun = Pick<UpdateRun, 'client' | 'clock' | 'length'>

/** Whose changes are stored up to where, and what of them is deleted: all the hub knows of a document while people edit it. */
export class StoredIndex {
  readonly #clocks = new Map<number, number>()
  /** Runs behind a gap: they count once the gap is filled. */
  readonly #ahead = new Map<number, AheadRun[]>()
  /** Begin and end of deleted stretches by turns, in order and apart from each other. */
  readonly #deleted = new Map<number, number[]>()
  #aheadRuns = 0
  #stretches = 0

  /** The index that was taken apart. */
  static fromParts({ clocks, ahead, deleted }: IndexParts): StoredIndex {
    const index = new StoredIndex()
    for (const [client, clock] of clocks) index.#clocks.set(client, clock)
    for (const [client, runs] of ahead) index.#ahead.set(client, [...runs])
    for (const [client, stretches] of deleted) index.#deleted.set(client, [...stretches])
    index.#aheadRuns = sumOf(ahead)
    index.#stretches = sumOf(deleted) / 2
    return index
  }

  toParts(): IndexParts {
    return { clocks: this.#clocks, ahead: this.#ahead, deleted: this.#deleted }
  }

  size(): IndexSize {
    return { clients: this.#clocks.size, ahead: this.#aheadRuns, stretches: this.#stretches }
  }

  /** Takes in what was stored. */
  add({ runs, deleted }: UpdateOutline): void {
    for (const run of runs) this.#addRun(run)
    for (const [client, fresh] of stretchesOf(deleted)) {
      const known = this.#deleted.get(client) ?? []
      this.#stretches -= known.length / 2
      // One by one each would move all that follow it: many at once are merged instead.
      const after = fresh.length <= fewStretches ? addEach(known, fresh) : merged(known, fresh)
      this.#stretches += after.length / 2
      this.#deleted.set(client, after)
    }
  }

  /** Takes in what another server stored; gives what of it is to be shown. */
  take(outline: UpdateOutline): UpdateOutline {
    const shown = this.fresh(outline) ?? outline
    this.add(outline)
    return shown
  }

  /** Whether everything in an update is stored already. */
  knows({ runs, deleted }: UpdateOutline): boolean {
    for (const { client, clock, length } of runs) {
      if (clock + length > (this.#clocks.get(client) ?? 0)) return false
    }
    for (let index = 0; index < deleted.length; index += 3) {
      const [client = 0, clock = 0, length = 0] = deleted.slice(index, index + 3)
      if (!holdsStretch(this.#deleted.get(client) ?? [], clock, clock + length)) return false
    }
    return true
  }

  /** How far the changes of a client are stored. */
  clockOf(client: number): number {
    return this.#clocks.get(client) ?? 0
  }

  /**
   * What is sound to store of an update: it from where it is known on. Null when it meets half of a run that waits
   * behind a gap, so that the two could be read differently.
   */
  fresh(outline: UpdateOutline): UpdateOutline | null {
    const fresh = freshPart(outline, (client) => this.clockOf(client))
    return fresh?.runs.some((run) => this.#tears(run)) === false ? fresh : null
  }

  /** Whether somebody who has this much has every change; deletions are not counted. */
  isCoveredBy(clocks: ReadonlyMap<number, number>): boolean {
    if (this.#ahead.size > 0) return false
    return [...this.#clocks].every(([client, clock]) => (clocks.get(client) ?? 0) >= clock)
  }

  encodeStateVector(): Uint8Array {
    return writeNumbers([this.#clocks.size, ...[...this.#clocks].flat()])
  }

  /** Every deletion: clock and length by turns. */
  deletions(): ReadonlyMap<number, readonly number[]> {
    const lengths = (stretches: readonly number[]): number[] =>
      stretches.map((value, index) =>
        index % 2 === 0 ? value : value - (stretches[index - 1] ?? 0),
      )
    return new Map([...this.#deleted].map(([client, stretches]) => [client, lengths(stretches)]))
  }

  #tears({ client, clock, length }: UpdateRun): boolean {
    const end = clock + length
    return (this.#ahead.get(client) ?? []).some((waiting) => {
      const waitingEnd = waiting.clock + waiting.length
      const meet = clock < waitingEnd && end > waiting.clock
      return meet && (clock > waiting.clock || end < waitingEnd)
    })
  }

  #addRun(run: UpdateRun): void {
    const { client } = run
    if (run.clock > (this.#clocks.get(client) ?? 0)) {
      const ahead = this.#ahead.get(client) ?? []
      // A copy without the bytes the run was read from.
      ahead.push({ client, clock: run.clock, length: run.length })
      this.#aheadRuns++
      this.#ahead.set(client, ahead)
      return
    }
    this.#advance(run)
    const ahead = this.#ahead.get(client)
    if (!ahead) return
    const still: AheadRun[] = []
    for (const next of ahead.toSorted((a, b) => a.clock - b.clock)) {
      if (next.clock <= (this.#clocks.get(client) ?? 0)) this.#advance(next)
      else still.push(next)
    }
    this.#aheadRuns -= ahead.length - still.length
    if (still.length > 0) this.#ahead.set(client, still)
    else this.#ahead.delete(client)
  }

  #advance({ client, clock, length }: AheadRun): void {
    this.#clocks.set(client, Math.max(this.#clocks.get(client) ?? 0, clock + length))
  }
}

const fewStretches = 16

function sumOf(lists: ReadonlyMap<number, readonly unknown[]>): number {
  return [...lists.values()].reduce((sum, { length }) => sum + length, 0)
}

/** Deleted stretches of each client, as begin and end by turns. */
function stretchesOf(deleted: readonly number[]): Map<number, number[]> {
  const lists = new Map<number, number[]>()
  for (let index = 0; index < deleted.length; index += 3) {
    const client = deleted[index] ?? 0
    const clock = deleted[index + 1] ?? 0
    const end = clock + (deleted[index + 2] ?? 0)
    const list = lists.get(client)
    if (list) list.push(clock, end)
    else lists.set(client, [clock, end])
  }
  return lists
}

function addEach(known: number[], fresh: readonly number[]): number[] {
  for (let index = 0; index < fresh.length; index += 2) {
    addStretch(known, fresh[index] ?? 0, fresh[index + 1] ?? 0)
  }
  return known
}

/** Both lists as one, in order and apart from each other. */
function merged(known: readonly number[], fresh: readonly number[]): number[] {
  const count = (known.length + fresh.length) / 2
  const at = (place: number): readonly [number, number] => {
    const [list, index] =
      place * 2 < known.length ? [known, place * 2] : [fresh, place * 2 - known.length]
    return [list[index] ?? 0, list[index + 1] ?? 0]
  }
  const order = Uint32Array.from({ length: count }, (_, place) => place)
  order.sort((a, b) => at(a)[0] - at(b)[0])
  const all: number[] = []
  for (const place of order) {
    const [begin, end] = at(place)
    const last = all.at(-1)
    if (last !== undefined && begin <= last) all[all.length - 1] = Math.max(last, end)
    else all.push(begin, end)
  }
  return all
}

/** The place of the first stretch that ends at or behind a clock. */
function placeOf(stretches: readonly number[], clock: number): number {
  let low = 0
  let high = stretches.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle * 2 + 1] ?? 0) < clock) low = middle + 1
    else high = middle
  }
  return low
}

function addStretch(stretches: number[], from: number, to: number): void {
  const first = placeOf(stretches, from)
  let last = first
  let begin = from
  let end = to
  while (last * 2 < stretches.length && (stretches[last * 2] ?? 0) <= end) {
    begin = Math.min(begin, stretches[last * 2] ?? begin)
    end = Math.max(end, stretches[last * 2 + 1] ?? end)
    last++
  }
  stretches.splice(first * 2, (last - first) * 2, begin, end)
}

function holdsStretch(stretches: readonly number[], from: number, to: number): boolean {
  const place = placeOf(stretches, from + 1) * 2
  const begin = stretches[place]
  const end = stretches[place + 1]
  return begin !== undefined && end !== undefined && begin <= from && end >= to
}
