import { failures } from '@weft/api-contract'
import { accept, refuse, sayFailure, type Failure, type Outcome } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import {
  chooseColumns,
  readingPace,
  readTableFile,
  tableFileFailures,
  tableLimits,
  typeTable,
  writeArrow,
  type RawTable,
  type ReadingPace,
} from '@weft/table-files'
import { readFile } from 'node:fs/promises'

/** A table that was sent: checked, and written again in our own form. */
export interface ReceivedTable {
  readonly schema: Schema
  readonly rows: number
  readonly firstRows: (string | null)[][]
  /** The Arrow stream the browser's engine takes. */
  readonly arrow: Uint8Array
  /** The same rows as CSV, for the native engine. */
  readonly csv: Uint8Array
}

const shownRows = 50
const rowsPerPart = 10_000
const limits = { ...tableLimits, rows: 1_000_000, cells: 6_000_000 }

const quoted = (text: string | null): string =>
  text === null || text === '' ? '' : `"${text.replaceAll('"', '""')}"`

async function writeCsv({ columns, rowNumbers }: RawTable, pace: ReadingPace): Promise<Uint8Array> {
  const parts = [Buffer.from(`${columns.map(({ name }) => quoted(name)).join(',')}\n`)]
  for (let from = 0; from < rowNumbers.length; from += rowsPerPart) {
    await pace.at(from / rowNumbers.length)
    const to = Math.min(from + rowsPerPart, rowNumbers.length)
    let text = ''
    for (let row = from; row < to; row++) {
      text += `${columns.map(({ cells }) => quoted(cells[row] ?? null)).join(',')}\n`
    }
    parts.push(Buffer.from(text))
  }
  return Buffer.concat(parts)
}

function unreadable(failure: Failure): Outcome<never> {
  const catalogue = { ...failures, ...tableFileFailures }
  return refuse('table.unreadable', { reason: sayFailure(catalogue, failure, 'en') })
}

function firstRowsOf({ columns, rowNumbers }: RawTable): (string | null)[][] {
  return rowNumbers
    .slice(0, shownRows)
    .map((_, row) => columns.map(({ cells }) => cells[row]?.slice(0, 500) ?? null))
}

/** Reads an Arrow stream somebody sent; whatever is not exactly of a known type is refused. */
export async function receiveTable(path: string): Promise<Outcome<ReceivedTable>> {
  // The server has other people to answer: nothing is told, but every pause is taken.
  const pace = readingPace(undefined, () => undefined)
  const bytes = new Uint8Array(await readFile(path))
  const raw = await readTableFile({ name: 'table.arrow', bytes }, {}, { limits })
  if (!raw.ok) return unreadable(raw.failure)
  if (raw.value.reading.format !== 'arrow')
    return refuse('table.unreadable', { reason: raw.value.reading.format })
  const typed = await typeTable(raw.value, await chooseColumns(raw.value, pace), pace)
  if (!typed.ok) return unreadable(typed.failure)
  const { schema, rows, problemCount } = typed.value
  if (problemCount > 0) return refuse('table.cells-unfit', { count: problemCount })
  return accept({
    schema,
    rows,
    firstRows: firstRowsOf(raw.value),
    arrow: writeArrow(typed.value),
    csv: await writeCsv(raw.value, pace),
  })
}
