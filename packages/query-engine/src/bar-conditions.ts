import type { ComparisonOperator } from '@weft/pipeline-model'
import { listParts, writeListPart } from '@weft/pipeline-sql'
import type { ColumnProfile, ProfileBar } from './column-profile.ts'
import { typeFamily } from './type-family.ts'

/** How a filter compares the column of a profile so that the rows of some bars stay. */
export interface BarCondition {
  readonly operator: ComparisonOperator
  readonly value: string
}

type RangeBar = Extract<ProfileBar, { kind: 'range' }>

const isRange = (bar: ProfileBar): bar is RangeBar => bar.kind === 'range'

function rangeConditions(ranges: readonly RangeBar[]): readonly BarCondition[] {
  const [first, last] = [ranges[0], ranges.at(-1)]
  if (!first || !last) return []
  if (last.isClosed && first.from === last.to) return [{ operator: 'equals', value: first.from }]
  if (last.isClosed) return [{ operator: 'between', value: `${first.from}, ${last.to}` }]
  return [
    { operator: 'greater-or-equal', value: first.from },
    { operator: 'less', value: last.to },
  ]
}

/** The conditions, which must all hold, that keep the rows of these bars: one range, several values, or the empty cells. */
export function barConditions(bars: readonly ProfileBar[]): readonly BarCondition[] {
  const ranges = bars.filter(isRange)
  if (ranges.length > 0) return rangeConditions(ranges)
  const values = bars.flatMap((bar) => (bar.kind === 'value' ? [bar.value] : []))
  const [only] = values
  if (values.length > 1)
    return [{ operator: 'one-of', value: values.map(writeListPart).join(', ') }]
  if (only !== undefined) return [{ operator: 'equals', value: only }]
  return bars.length > 0 ? [{ operator: 'is-empty', value: '' }] : []
}

/** The ends that conditions on a column come to; null where they say something a bar does not. */
function endsOf(conditions: readonly BarCondition[]): readonly [string, string] | null {
  const valueOf = (operator: ComparisonOperator) =>
    conditions.find((one) => one.operator === operator)?.value
  const [low, high] = [valueOf('greater-or-equal'), valueOf('less')]
  if (low !== undefined && high !== undefined) return [low, high]
  const between = valueOf('between')
  const only = valueOf('equals')
  const [from, to] = between === undefined ? [only, only] : listParts(between)
  return from !== undefined && to !== undefined ? [from, to] : null
}

const alone: ReadonlySet<ComparisonOperator> = new Set(['equals', 'between', 'one-of', 'is-empty'])

/** Those of the conditions on a column that bars are turned into; none when they say nothing a bar does. */
export function fromBars<T extends BarCondition>(conditions: readonly T[]): readonly T[] {
  const one = conditions.find(({ operator }) => alone.has(operator))
  if (one) return [one]
  const [low, high] = (['greater-or-equal', 'less'] as const).map((wanted) =>
    conditions.find(({ operator }) => operator === wanted),
  )
  return low && high ? [low, high] : []
}

/** The places of the bars whose rows these conditions on the column keep. */
export function barsKept(
  { bars, type }: Pick<ColumnProfile, 'bars' | 'type'>,
  conditions: readonly BarCondition[],
): ReadonlySet<number> {
  const written = fromBars(conditions)
  if (written.length === 0) return new Set()
  const isNumber = ['integer', 'number'].includes(typeFamily(type))
  const isBefore = (a: string, b: string) => (isNumber ? Number(a) < Number(b) : a < b)
  const ends = endsOf(written)
  const [only] = written
  const values = new Set(only?.operator === 'one-of' ? listParts(only.value) : ends)
  const isKept = (bar: ProfileBar): boolean => {
    if (bar.kind === 'empty') return only?.operator === 'is-empty'
    if (bar.kind === 'value') return values.has(bar.value)
    return ends !== null && !isBefore(bar.from, ends[0]) && !isBefore(ends[1], bar.to)
  }
  return new Set(bars.flatMap((bar, place) => (isKept(bar) ? [place] : [])))
}

/** The bars chosen after one more is pressed: another choice, or an extension of the one before. */
export function pressedBars(
  bars: readonly ProfileBar[],
  before: ReadonlySet<number>,
  { place, extend }: { readonly place: number; readonly extend: boolean },
): ReadonlySet<number> {
  const kind = bars[place]?.kind
  const same = [...before].filter((one) => bars[one]?.kind === kind)
  if (before.has(place) && before.size === 1) return new Set()
  if (!extend || same.length === 0 || kind === 'empty') return new Set([place])
  if (kind === 'value')
    return before.has(place)
      ? new Set(same.filter((one) => one !== place))
      : new Set([...same, place].toSorted((a, b) => a - b))
  const [low, high] = [Math.min(place, ...same), Math.max(place, ...same)]
  return new Set(Array.from({ length: high - low + 1 }, (_, at) => low + at))
}
