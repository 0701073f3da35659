/** Which numbers of a log are known here, when those of several servers come in any order. */
export class NumberTrail {
  #complete: number
  #newest: number
  /** Stretches behind a gap: the number before each, and its last. */
  #ahead: (readonly [before: number, last: number])[] = []

  constructor(complete: number) {
    this.#complete = complete
    this.#newest = complete
  }

  /** Everything up to here is known. */
  get complete(): number {
    return this.#complete
  }

  /** The highest number that is known. */
  get newest(): number {
    return this.#newest
  }

  get hasGap(): boolean {
    return this.#ahead.length > 0
  }

  /** Whether all numbers after one and up to another are known. */
  knows(before: number, last: number): boolean {
    if (last <= this.#complete) return true
    return this.#ahead.some(([from, to]) => from <= Math.max(before, this.#complete) && last <= to)
  }

  /** Takes in the numbers after one and up to another. */
  add(before: number, last: number): void {
    this.#newest = Math.max(this.#newest, last)
    const stretches = [...this.#ahead, [before, last] as const].toSorted((a, b) => a[0] - b[0])
    const merged: [number, number][] = []
    for (const [from, to] of stretches) {
      const end = merged.at(-1)
      if (from <= this.#complete) this.#complete = Math.max(this.#complete, to)
      else if (end && from <= end[1]) end[1] = Math.max(end[1], to)
      else merged.push([from, to])
    }
    this.#ahead = merged
  }
}
