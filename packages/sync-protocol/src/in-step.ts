import { followingRuns, freshPart, pickRuns } from './fresh-part.ts'
import { isEmptyUpdate, type UpdateOutline, type UpdateRun } from './outline-update.ts'

/** Puts updates behind each other, each from where those before it end. */
class Steps {
  readonly ordered: UpdateOutline[] = []
  readonly #clocks = new Map<number, number>()

  readonly clockOf = (client: number): number => this.#clocks.get(client) ?? 0

  /** Puts what follows; gives what does not yet, run by run. */
  put(outline: UpdateOutline): readonly UpdateOutline[] {
    const fresh = freshPart(outline, this.clockOf)
    if (!fresh) return []
    const following = new Set(followingRuns(fresh, this.clockOf))
    const early = fresh.runs.filter((run) => !following.has(run))
    const part = early.length === 0 ? fresh : pickRuns(fresh, [...following], true)
    // What is cut to nothing says nothing; what was empty from the first stays.
    if (part === outline || !isEmptyUpdate(part)) this.#add(part)
    return early.map((run) => pickRuns(fresh, [run], false))
  }

  /** Puts what will never follow, unless what is missing comes: cut, so that nothing is said twice. */
  putPending(outline: UpdateOutline): void {
    const fresh = freshPart(outline, this.clockOf)
    if (fresh) this.#add(fresh)
  }

  #add(outline: UpdateOutline): void {
    this.ordered.push(outline)
    for (const { client, clock, length } of outline.runs) {
      this.#clocks.set(client, Math.max(this.clockOf(client), clock + length))
    }
  }
}

const firstOf = ({ runs: [run] }: UpdateOutline): Pick<UpdateRun, 'client' | 'clock'> =>
  run ?? { client: 0, clock: 0 }

function inOrder(a: UpdateOutline, b: UpdateOutline): number {
  const [one, other] = [firstOf(a), firstOf(b)]
  return one.client - other.client || one.clock - other.clock
}

/**
 * Updates as they follow each other: each begins where those before it end. What was stored twice, in part, or
 * before its time comes out cut and in its place; what builds on changes that are missing comes last.
 */
export function inStep(outlines: readonly UpdateOutline[]): readonly UpdateOutline[] {
  const steps = new Steps()
  let early = outlines.flatMap((outline) => steps.put(outline))
  for (let before = Infinity; early.length > 0 && early.length < before;) {
    before = early.length
    early = early.flatMap((outline) => steps.put(outline))
  }
  for (const outline of early.toSorted(inOrder)) steps.putPending(outline)
  return steps.ordered
}
