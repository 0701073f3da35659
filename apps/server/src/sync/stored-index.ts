import { writeNumbers, type UpdateOutline, type UpdateRun } from '@weft/sync-protocol'

/** Whose changes are stored up to where, and what of them is deleted: all the hub knows of a document while people edit it. */
export class StoredIndex {
  readonly #clocks = new Map<number, number>()
  /** Runs behind a gap: they count once the gap is filled. */
  readonly #ahead = new Map<number, UpdateRun[]>()
  /** Begin and end of deleted stretches by turns, in order and apart from each other. */
  readonly #deleted = new Map<number, number[]>()

  /** Takes in what was stored. */
  add({ runs, deleted }: UpdateOutline): void {
    for (const run of runs) this.#addRun(run)
    for (let index = 0; index < deleted.length; index += 3) {
      const [client = 0, clock = 0, length = 0] = deleted.slice(index, index + 3)
      const stretches = this.#deleted.get(client) ?? []
      this.#deleted.set(client, stretches)
      addStretch(stretches, clock, clock + length)
    }
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

  #addRun(run: UpdateRun): void {
    const { client } = run
    if (run.clock > (this.#clocks.get(client) ?? 0)) {
      // A copy without the bytes the run was read from.
      const ahead = this.#ahead.get(client) ?? []
      ahead.push(run)
      this.#ahead.set(client, ahead)
      return
    }
    this.#advance(run)
    const ahead = this.#ahead.get(client)
    if (!ahead) return
    const still: UpdateRun[] = []
    for (const next of ahead.toSorted((a, b) => a.clock - b.clock)) {
      if (next.clock <= (this.#clocks.get(client) ?? 0)) this.#advance(next)
      else still.push(next)
    }
    if (still.length > 0) this.#ahead.set(client, still)
    else this.#ahead.delete(client)
  }

  #advance({ client, clock, length }: UpdateRun): void {
    this.#clocks.set(client, Math.max(this.#clocks.get(client) ?? 0, clock + length))
  }
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
