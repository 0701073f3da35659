import type { FileQuestion } from '../file-question.ts'
import { looksLikeHeader } from '../has-header.ts'
import type { RawTable } from '../raw-table.ts'
import { RowGatherer } from '../row-gatherer.ts'
import { decodeText } from '../text/decode-text.ts'
import { guessDelimiter } from '../text/guess-delimiter.ts'
import { RecordReader } from '../text/record-reader.ts'

const pauseEvery = 4_096
const lost = '\uFFFD'

function isBlank(cells: readonly (string | null)[]): boolean {
  return cells.length === 1 && cells[0] === null
}

interface Gathered {
  readonly rows: RowGatherer
  readonly header: boolean
  readonly names: readonly (string | null)[]
}

async function gather(text: string, delimiter: string, question: FileQuestion): Promise<Gathered> {
  const reader = new RecordReader(text, delimiter)
  const first = nextFilled(reader, 0)
  const names = first.cells ?? []
  const header = question.answers.header ?? looksLikeHeader(names)
  const rows = new RowGatherer(question.limits, header ? names.length : 0)
  let next = header ? nextFilled(reader, first.number) : first
  for (; next.cells; next = nextFilled(reader, next.number)) {
    rows.add(next.number, next.cells)
    tellLost(rows, next.number, next.cells)
    if (next.number % pauseEvery === 0) await question.pace.at(reader.at / text.length)
  }
  if (reader.isOpen)
    rows.problems.push({ code: 'quote-open', row: next.number - 1, column: null, text: '"' })
  return { rows, header, names: header ? names : [] }
}

/** The next record that is no blank line, with its number. */
function nextFilled(reader: RecordReader, after: number) {
  for (let number = after + 1; ; number++) {
    const cells = reader.next()
    if (!cells || !isBlank(cells)) return { number, cells }
  }
}

function tellLost(rows: RowGatherer, row: number, cells: readonly (string | null)[]): void {
  cells.forEach((cell, column) => {
    if (cell?.includes(lost) === true)
      rows.problems.push({ code: 'characters-lost', row, column, text: cell.slice(0, 200) })
  })
}

/** Reads CSV, TSV and their kin. */
export async function readDelimited(question: FileQuestion): Promise<RawTable> {
  const { answers, bytes } = question
  const { text, encoding } = decodeText(bytes, answers.encoding)
  const delimiter = answers.delimiter ?? guessDelimiter(text)
  const { rows, header, names } = await gather(text, delimiter, question)
  return {
    reading: { format: 'csv', delimiter, encoding, header, sheet: null, sheets: [] },
    columns: rows.columns(names),
    rowNumbers: rows.rowNumbers,
    problems: rows.problems,
  }
}
