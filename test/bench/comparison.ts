/** One figure of several contenders, and what it ought to be beside the others'. */
export interface ComparisonRow {
  readonly measure: string
  /** By contender; none where it does not apply. */
  readonly figures: Readonly<Record<string, number>>
  readonly unit: string
  readonly goals: readonly ComparisonGoal[]
}

/** A bound on the ratio of the first contender's figure to another's. */
export interface ComparisonGoal {
  readonly against: string
  readonly ratio: number
  readonly bound: 'least' | 'most'
  readonly limit: number
  readonly met: boolean
}

/** A case that measures several contenders in one run and reports a table of its own. */
export interface ComparisonCase {
  readonly name: string
  compare(): Promise<readonly ComparisonRow[]>
}

/** Holds one contender's figure to another's. */
export function goalOf(
  subject: number | undefined,
  other: number | undefined,
  goal: Pick<ComparisonGoal, 'against' | 'bound' | 'limit'>,
): ComparisonGoal {
  const ratio = (subject ?? Number.NaN) / (other ?? Number.NaN)
  const met = goal.bound === 'least' ? ratio >= goal.limit : ratio <= goal.limit
  return { ...goal, ratio, met }
}

function figureWords(figure: number | undefined): string {
  if (figure === undefined || Number.isNaN(figure)) return '–'
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3)
}

function goalWords({ against, ratio, bound, limit, met }: ComparisonGoal): string {
  const sign = bound === 'least' ? '≥' : '≤'
  return `${ratio.toFixed(2)} of ${against} (${sign} ${limit}${met ? '' : ', NOT MET'})`
}

/** Prints the rows as a table and their goals below it. */
export function printComparison(rows: readonly ComparisonRow[]): void {
  console.table(
    rows.map(({ measure, unit, figures, goals }) => ({
      measure,
      unit,
      ...Object.fromEntries(
        Object.entries(figures).map(([name, figure]) => [name, figureWords(figure)]),
      ),
      goals: goals.length === 0 ? '' : goals.every(({ met }) => met) ? 'met' : 'NOT MET',
    })),
  )
  for (const { measure, goals } of rows) {
    if (goals.length > 0) console.log(`${measure}: ${goals.map(goalWords).join('; ')}`)
  }
}
