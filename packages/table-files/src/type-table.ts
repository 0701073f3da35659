import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import type { CellProblem, RawColumn, RawTable } from './raw-table.ts'
import type { ReadingPace } from './reading-pace.ts'
import { soundNames } from './sound-names.ts'
import { inferType } from './values/infer-type.ts'
import { readerOf, saysNothing, type Value } from './values/value-readers.ts'

/** What is to become of a column of the file. */
export interface ColumnChoice {
  readonly name: string
  readonly type: string
  readonly skipped: boolean
}

/** A table whose every cell has its column's type. */
export interface TypedTable {
  readonly schema: Schema
  readonly columns: readonly (readonly (Value | null)[])[]
  readonly rows: number
  /** The first problems, by row. */
  readonly problems: readonly CellProblem[]
  /** How many problems there are in all. */
  readonly problemCount: number
  /** Problems by place of the column in the file. */
  readonly problemsByColumn: readonly number[]
}

/** The most problems that are listed one by one; the rest is counted. */
export const listedProblems = 1_000

/** What would be made of each column if nobody said otherwise. */
export async function chooseColumns(
  raw: RawTable,
  pace: ReadingPace,
): Promise<readonly ColumnChoice[]> {
  const choices: ColumnChoice[] = []
  for (const [index, { name, cells, type }] of raw.columns.entries()) {
    await pace.at(index / raw.columns.length)
    choices.push({ name, type: type ?? inferType(cells), skipped: false })
  }
  return choices
}

function readCells(
  column: RawColumn,
  type: string,
  onUnfit: (at: number, text: string) => void,
): (Value | null)[] {
  const read = readerOf(type)
  if (!read) throw new Error(`No table has the type ${type}`)
  const isText = type === 'VARCHAR'
  return column.cells.map((cell, at) => {
    if (cell === null || cell === '') return null
    if (isText) return cell
    const text = cell.trim()
    const value = read(text)
    if (value !== undefined) return value
    if (!saysNothing(text)) onUnfit(at, cell)
    return null
  })
}

/** Gives every kept column its type; a cell that does not fit is left empty and listed with what stood there. */
export async function typeTable(
  raw: RawTable,
  choices: readonly ColumnChoice[],
  pace: ReadingPace,
): Promise<Outcome<TypedTable>> {
  const unfit: CellProblem[] = []
  const byColumn = raw.columns.map(() => 0)
  let count = raw.problems.length
  for (const { column } of raw.problems) {
    if (column !== null) byColumn[column] = (byColumn[column] ?? 0) + 1
  }
  const kept = raw.columns.flatMap((column, index) => {
    const choice = choices[index]
    return choice && !choice.skipped ? [{ column, index, choice }] : []
  })
  if (kept.length === 0) return refuse('table-file.no-columns')
  const columns: (Value | null)[][] = []
  for (const { column, index, choice } of kept) {
    await pace.at(columns.length / kept.length)
    const cells = readCells(column, choice.type, (at, text) => {
      count++
      byColumn[index] = (byColumn[index] ?? 0) + 1
      if (unfit.length >= listedProblems) return
      const row = raw.rowNumbers[at] ?? at + 1
      unfit.push({ code: 'unfit', row, column: index, text: text.slice(0, 200) })
    })
    columns.push(cells)
  }
  const names = soundNames(kept.map(({ choice }) => choice.name))
  return accept({
    schema: kept.map(({ choice }, index) => ({ name: names[index] ?? '', type: choice.type })),
    columns,
    rows: raw.rowNumbers.length,
    problems: [...raw.problems, ...unfit].sort((a, b) => a.row - b.row).slice(0, listedProblems),
    problemCount: count,
    problemsByColumn: byColumn,
  })
}
