import type { CellProblem } from '../raw-table.ts'
import { brokenFile, RefusedFile } from '../refused-file.ts'
import type { ReadingPace } from '../reading-pace.ts'
import type { TableLimits } from '../table-limits.ts'
import type { Workbook } from './read-workbook.ts'
import { serialText } from './serial-moments.ts'
import { attributeOf, xmlTags, type XmlTag } from './xml-tags.ts'

/** One row of a sheet with its number. */
export interface SheetRow {
  readonly number: number
  readonly cells: (string | null)[]
}

const pauseEvery = 512

function columnOf(reference: string | null, fallback: number): number {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return fallback
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

class SheetReader {
  readonly rows: SheetRow[] = []
  readonly problems: CellProblem[] = []
  readonly #workbook: Workbook
  readonly #limits: TableLimits
  #row: SheetRow = { number: 0, cells: [] }
  #cell: XmlTag | null = null
  #column = -1
  #value: string | null = null
  #hasFormula = false
  #isSpoken = false

  constructor(workbook: Workbook, limits: TableLimits) {
    this.#workbook = workbook
    this.#limits = limits
  }

  take(tag: XmlTag): void {
    if (tag.name === 'row') this.#takeRow(tag)
    else if (tag.name === 'c') this.#takeCell(tag)
    else if (tag.name === 'f') this.#hasFormula = true
    else if (tag.name === 'rPh') this.#isSpoken = !tag.isClosing
    else if (!tag.isOpening && this.#cell && isValue(tag) && !this.#isSpoken)
      this.#value = (this.#value ?? '') + tag.text
  }

  #takeRow(tag: XmlTag): void {
    if (tag.isOpening) {
      const number = Number(attributeOf(tag, 'r') ?? this.#row.number + 1)
      if (!Number.isSafeInteger(number)) throw brokenFile('row')
      this.#row = { number, cells: [] }
      this.#column = -1
    }
    if (!tag.isClosing || this.#row.cells.every((cell) => cell === null)) return
    if (this.rows.length > this.#limits.rows)
      throw new RefusedFile('too-many-rows', { limit: this.#limits.rows })
    this.rows.push(this.#row)
  }

  #takeCell(tag: XmlTag): void {
    if (tag.isOpening) {
      this.#cell = tag
      this.#column = columnOf(attributeOf(tag, 'r'), this.#column + 1)
      this.#value = null
      this.#hasFormula = false
    }
    if (!tag.isClosing || !this.#cell) return
    const cell = this.#cell
    this.#cell = null
    const text = this.#read(cell)
    if (text === null || text === '') return
    if (this.#column >= this.#limits.columns)
      throw new RefusedFile('too-many-columns', { limit: this.#limits.columns })
    while (this.#row.cells.length < this.#column) this.#row.cells.push(null)
    this.#row.cells[this.#column] = text
  }

  #read(cell: XmlTag): string | null {
    const value = this.#value
    if (value === null) {
      // Only the program that wrote the sheet could work the formula out.
      if (this.#hasFormula) this.#tell('formula-empty', '')
      return null
    }
    switch (attributeOf(cell, 't')) {
      case 's':
        return this.#workbook.texts[Number(value)] ?? null
      case 'b':
        return value === '1' ? 'true' : 'false'
      case 'e':
        this.#tell('excel-error', value)
        return null
      case null:
      case 'n':
        return this.#number(value, Number(attributeOf(cell, 's')))
      default:
        return value
    }
  }

  #number(value: string, style: number): string {
    const number = Number(value)
    if (value.trim() === '' || !Number.isFinite(number)) return value
    const { momentStyles, since1904 } = this.#workbook
    if (momentStyles[style] === true) return serialText(number, since1904)
    return String(number)
  }

  #tell(code: CellProblem['code'], text: string): void {
    this.problems.push({ code, row: this.#row.number, column: this.#column, text })
  }
}

function isValue({ name }: XmlTag): boolean {
  return name === 'v' || name === 't'
}

/** Reads the rows of a sheet that hold anything. */
export async function readSheet(
  xml: string,
  workbook: Workbook,
  limits: TableLimits,
  pace: ReadingPace,
): Promise<Pick<SheetReader, 'rows' | 'problems'>> {
  const reader = new SheetReader(workbook, limits)
  let [seen, isWhole] = [0, false]
  for (const tag of xmlTags(xml)) {
    reader.take(tag)
    if (tag.name === 'worksheet' && tag.isClosing) isWhole = true
    if (tag.name === 'row' && ++seen % pauseEvery === 0) await pace.at(0.5)
  }
  if (!isWhole) throw brokenFile('worksheet')
  return reader
}
