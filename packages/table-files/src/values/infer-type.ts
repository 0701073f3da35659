import { plainNumber } from './decimals.ts'
import { saysNothing, valueReaders, type ValueReader } from './value-readers.ts'

type Cells = readonly (string | null)[]

const leadingZero = /^[+-]?0\d/

// A code such as 007 is no number: reading it as one would lose its zeros.
const unlessCode =
  (read: ValueReader): ValueReader =>
  (text) =>
    leadingZero.test(text) ? undefined : read(text)

const candidates: readonly (readonly [string, ValueReader])[] = [
  ['BOOLEAN', valueReaders.BOOLEAN],
  ['BIGINT', unlessCode(valueReaders.BIGINT)],
  ['DOUBLE', unlessCode(valueReaders.DOUBLE)],
  ['DATE', valueReaders.DATE],
  ['TIMESTAMP', valueReaders.TIMESTAMP],
]

/** The most cells, of a hundred, that may be wrong before a column counts as text. */
const wrongInHundred = 5
const enoughCells = 5

interface Fitting {
  readonly filled: number
  /** How many cells each candidate can read. */
  readonly counts: readonly number[]
  readonly isAllWhole: boolean
}

function isWhole(text: string): boolean {
  return !leadingZero.test(text) && /^[+-]?\d{1,38}$/.test(plainNumber(text) ?? '')
}

function countFitting(cells: Cells): Fitting {
  const counts = candidates.map(() => 0)
  let filled = 0
  let isAllWhole = true
  for (const cell of cells) {
    const text = cell?.trim() ?? ''
    if (saysNothing(text)) continue
    filled++
    isAllWhole &&= isWhole(text)
    for (const [index, [, read]] of candidates.entries()) {
      if (read(text) !== undefined) counts[index] = (counts[index] ?? 0) + 1
    }
  }
  return { filled, counts, isAllWhole }
}

function typeWith({ counts, filled }: Fitting, wrong: number): string | undefined {
  return candidates.find((_, index) => (counts[index] ?? 0) + wrong >= filled)?.[0]
}

/** Finds the type of a column from all its cells; a few wrong cells in many do not make it text. */
export function inferType(cells: Cells): string {
  const fitting = countFitting(cells)
  const { filled, isAllWhole } = fitting
  if (filled === 0) return 'VARCHAR'
  const exact = typeWith(fitting, 0)
  // Whole numbers of which one is huge stay exact; as DOUBLE they would lose digits.
  if (isAllWhole && exact !== 'BIGINT') return 'DECIMAL(38,0)'
  if (exact !== undefined || filled < enoughCells) return exact ?? 'VARCHAR'
  return typeWith(fitting, Math.max(1, Math.floor((filled * wrongInHundred) / 100))) ?? 'VARCHAR'
}
