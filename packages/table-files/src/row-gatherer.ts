import { RefusedFile } from './refused-file.ts'
import type { CellProblem, RawColumn } from './raw-table.ts'
import { soundNames } from './sound-names.ts'
import type { TableLimits } from './table-limits.ts'

type Cell = string | null

/** Gathers rows into columns within the limits; rows that are too short or too long are kept and told. */
export class RowGatherer {
  readonly problems: CellProblem[] = []
  readonly rowNumbers: number[] = []
  readonly #columns: Cell[][] = []
  readonly #limits: TableLimits
  #named = 0

  constructor(limits: TableLimits, named = 0) {
    this.#limits = limits
    this.#named = named
    this.#widen(named)
  }

  get width(): number {
    return this.#columns.length
  }

  /** Adds one row; its number is the file's. */
  add(row: number, cells: readonly Cell[]): void {
    if (this.rowNumbers.length >= this.#limits.rows)
      throw new RefusedFile('too-many-rows', { limit: this.#limits.rows })
    if (this.rowNumbers.length === 0 && this.#named === 0) this.#named = cells.length
    if (cells.length !== this.#named) this.#tellWidth(row, cells)
    if (cells.length > this.#columns.length) this.#widen(cells.length)
    this.rowNumbers.push(row)
    if (this.rowNumbers.length * this.#columns.length > this.#limits.cells)
      throw new RefusedFile('too-many-cells', { limit: this.#limits.cells })
    for (let index = 0; index < this.#columns.length; index++) {
      this.#columns[index]?.push(cells[index] ?? null)
    }
  }

  /** The columns, under these names as far as they reach. */
  columns(names: readonly Cell[]): readonly RawColumn[] {
    const sound = soundNames(this.#columns.map((_, index) => names[index] ?? ''))
    return this.#columns.map((cells, index) => ({ name: sound[index] ?? '', cells, type: null }))
  }

  #tellWidth(row: number, cells: readonly Cell[]): void {
    const isLong = cells.length > this.#named
    const text = isLong ? cells.slice(this.#named).join(' ') : cells.join(' ')
    const code = isLong ? 'row-long' : 'row-short'
    this.problems.push({ code, row, column: null, text: text.slice(0, 200) })
  }

  #widen(width: number): void {
    if (width > this.#limits.columns)
      throw new RefusedFile('too-many-columns', { limit: this.#limits.columns })
    while (this.#columns.length < width) {
      this.#columns.push(this.rowNumbers.map(() => null))
    }
  }
}
