/** Changes of one client, as stretches of bytes that follow each other. */
export interface ClientChanges {
  readonly client: number
  readonly clock: number
  readonly structs: number
  readonly stretches: readonly Uint8Array[]
}

/** Deletions of one client's changes, as stretches of bytes. */
export interface ClientDeletions {
  readonly client: number
  readonly ranges: number
  readonly stretches: readonly Uint8Array[]
}

// The longest a number of up to 53 bits becomes.
const numberBytes = 8

function writeNumber(into: Uint8Array, at: number, value: number): number {
  let rest = value
  let place = at
  while (rest > 127) {
    into[place++] = 128 | (rest % 128)
    rest = Math.floor(rest / 128)
  }
  into[place++] = rest
  return place
}

function sizeOf(stretches: readonly Uint8Array[]): number {
  return stretches.reduce((sum, { length }) => sum + length, 0)
}

/** Writes numbers one after the other. */
export function writeNumbers(values: readonly number[]): Uint8Array {
  const into = new Uint8Array(values.length * numberBytes)
  const end = values.reduce((at, value) => writeNumber(into, at, value), 0)
  return into.slice(0, end)
}

/** Writes an update out of stretches of others, byte for byte. */
export function writeUpdate(
  changes: readonly ClientChanges[],
  deletions: readonly ClientDeletions[],
): Uint8Array {
  const sections: {
    readonly numbers: readonly number[]
    readonly stretches: readonly Uint8Array[]
  }[] = [
    { numbers: [changes.length], stretches: [] },
    // Yjs writes higher clients first, and its merging counts on it.
    ...changes
      .toSorted((a, b) => b.client - a.client)
      .map(({ structs, client, clock, stretches }) => ({
        numbers: [structs, client, clock],
        stretches,
      })),
    { numbers: [deletions.length], stretches: [] },
    ...deletions.map(({ client, ranges, stretches }) => ({ numbers: [client, ranges], stretches })),
  ]
  const most = sections.reduce(
    (sum, { numbers, stretches }) => sum + numbers.length * numberBytes + sizeOf(stretches),
    0,
  )
  const into = new Uint8Array(most)
  let at = 0
  for (const { numbers, stretches } of sections) {
    for (const number of numbers) at = writeNumber(into, at, number)
    for (const stretch of stretches) {
      into.set(stretch, at)
      at += stretch.length
    }
  }
  return into.slice(0, at)
}
