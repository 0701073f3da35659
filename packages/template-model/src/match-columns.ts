import { typeFit } from './type-groups.ts'
import type { ColumnMatch, ExpectedColumn, OfferedColumn, Slot } from './slot.ts'

/** Points a pair of columns gets; a pair below the least is not proposed. */
const points = { name: 1, words: 0.7, role: 0.3, onlyOfRole: 0.75, unit: 0.1, converted: -0.35 }
const leastPoints = 0.45

const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

function namePoints(one: string, other: string): number {
  const [words, others] = [wordsOf(one), wordsOf(other)]
  if (words.join('') === others.join('')) return points.name
  const shared = words.filter((word) => others.includes(word)).length
  return shared === 0 ? 0 : (points.words * shared) / Math.max(words.length, others.length)
}

const countRole = (columns: readonly { readonly role: string | null }[], role: string): number =>
  columns.filter((column) => column.role === role).length

/** Gives the points of a pair; null when it cannot be. */
function pairPoints(slot: Slot, offered: readonly OfferedColumn[]) {
  return (expected: ExpectedColumn, column: OfferedColumn): number | null => {
    const fit = typeFit(column.type, expected.type)
    if (fit === 'never') return null
    let sum = namePoints(expected.name, column.name)
    const { role } = expected
    if (role !== null && role === column.role) {
      const isOnly = countRole(slot.columns, role) === 1 && countRole(offered, role) === 1
      sum += isOnly && fit === 'same' ? points.onlyOfRole : points.role
    }
    if (expected.unit !== null && expected.unit === column.unit) sum += points.unit
    return fit === 'converted' ? sum + points.converted : sum
  }
}

/** Columns proposed for a slot, and how well they fit. */
export interface ColumnProposal {
  readonly matches: readonly ColumnMatch[]
  /** Expected columns nothing was found for. */
  readonly unmatched: readonly ExpectedColumn[]
  readonly points: number
}

/** [TPL-5] Proposes a column of a dataset for every expected one, by name, role, unit and type; the best pairs first. */
export function matchColumns(slot: Slot, offered: readonly OfferedColumn[]): ColumnProposal {
  const pointsOf = pairPoints(slot, offered)
  const pairs = slot.columns
    .flatMap((expected) =>
      offered.map((column) => ({ expected, column, sum: pointsOf(expected, column) ?? 0 })),
    )
    .filter(({ sum }) => sum >= leastPoints)
    .sort((a, b) => b.sum - a.sum)
  const found = new Map<string, string>()
  const taken = new Set<string>()
  let sum = 0
  for (const pair of pairs) {
    if (found.has(pair.expected.name) || taken.has(pair.column.name)) continue
    found.set(pair.expected.name, pair.column.name)
    taken.add(pair.column.name)
    sum += pair.sum
  }
  return {
    matches: [...found].map(([expected, column]) => ({ expected, column })),
    unmatched: slot.columns.filter(({ name }) => !found.has(name)),
    points: sum,
  }
}

/** A dataset of the catalogue that may come into a slot. */
export interface OfferedDataset {
  readonly id: string
  readonly columns: readonly OfferedColumn[]
}

/** Datasets with what they could give to a slot, the one that lacks the least first. */
export function rankDatasets<T extends OfferedDataset>(
  slot: Slot,
  datasets: readonly T[],
): readonly { readonly dataset: T; readonly proposal: ColumnProposal; readonly lacks: number }[] {
  return datasets
    .map((dataset) => {
      const proposal = matchColumns(slot, dataset.columns)
      const lacks = proposal.unmatched.filter(({ isNeeded }) => isNeeded).length
      return { dataset, proposal, lacks }
    })
    .sort(
      (a, b) =>
        a.lacks - b.lacks ||
        b.proposal.points - a.proposal.points ||
        (a.dataset.id < b.dataset.id ? -1 : 1),
    )
}
