/** One thing measured beside its baseline, in the same run, so that the machine's speed cancels out. */
export interface BenchCase {
  readonly name: string
  /** What the ratio says, e.g. "incremental read / full rebuild". */
  readonly compares: string
  /** The ratio this should stay at or below; reported, never a test. */
  readonly goal: number
  readonly rounds: number
  /** Makes both sides ready; each is called once a round, in turn. */
  prepare(): Promise<{
    subject: () => unknown
    baseline: () => unknown
    dispose?: () => unknown
  }>
}

/** What a side gives that is not to be timed from outside. */
export class OwnMeasure {
  readonly ms: number

  constructor(ms: number) {
    this.ms = ms
  }
}

/** Medians in milliseconds and their ratio. */
export interface BenchReport {
  readonly name: string
  readonly compares: string
  readonly subjectMs: number
  readonly baselineMs: number
  readonly ratio: number
  readonly goal: number
  readonly met: boolean
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  const own = await work()
  return own instanceof OwnMeasure ? own.ms : performance.now() - start
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Runs one case: a warm-up round, then subject and baseline in turn. */
export async function measure(bench: BenchCase): Promise<BenchReport> {
  const { subject, baseline, dispose } = await bench.prepare()
  const subjects: number[] = []
  const baselines: number[] = []
  await subject()
  await baseline()
  for (let round = 0; round < bench.rounds; round++) {
    subjects.push(await timed(subject))
    baselines.push(await timed(baseline))
  }
  await dispose?.()
  const subjectMs = median(subjects)
  const baselineMs = median(baselines)
  const ratio = subjectMs / baselineMs
  return {
    name: bench.name,
    compares: bench.compares,
    subjectMs,
    baselineMs,
    ratio,
    goal: bench.goal,
    met: ratio <= bench.goal,
  }
}
