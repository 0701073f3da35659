import type { FileQuestion } from '../file-question.ts'
import { looksLikeHeader } from '../has-header.ts'
import type { RawTable } from '../raw-table.ts'
import { RefusedFile } from '../refused-file.ts'
import { RowGatherer } from '../row-gatherer.ts'
import { openZip } from '../xlsx/open-zip.ts'
import type { TableLimits } from '../table-limits.ts'
import { readSheet, type SheetRow } from '../xlsx/read-sheet.ts'
import { readWorkbook, type Workbook } from '../xlsx/read-workbook.ts'

function sheetOf({ sheets }: Workbook, wanted: string | undefined) {
  const chosen = sheets.find(({ name }) => wanted === undefined || name === wanted)
  if (!chosen) throw new RefusedFile('sheet-missing', { sheet: wanted ?? '' })
  return chosen
}

function gather(rows: readonly SheetRow[], skipped: number, limits: TableLimits): RowGatherer {
  // Empty cells at a row's end are not written into a sheet, so that no row is too short.
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const gathered = new RowGatherer(limits, width)
  for (const { number, cells } of rows.slice(skipped)) {
    while (cells.length < width) cells.push(null)
    gathered.add(number, cells)
  }
  return gathered
}

/** Reads one sheet of an Excel workbook: the named one, or the first; formulas count with the value last worked out. */
export async function readXlsx({ bytes, answers, limits, pace }: FileQuestion): Promise<RawTable> {
  const zip = openZip(bytes, limits)
  const workbook = readWorkbook(zip)
  const { name: sheet, path } = sheetOf(workbook, answers.sheet)
  await pace.at(0.1)
  const { rows, problems } = await readSheet(zip.text(path), workbook, limits, pace)
  const first = rows[0]?.cells ?? []
  const header = answers.header ?? looksLikeHeader(first)
  const gathered = gather(rows, header ? 1 : 0, limits)
  const sheets = workbook.sheets.map(({ name }) => name)
  return {
    reading: { format: 'xlsx', delimiter: null, encoding: null, header, sheet, sheets },
    columns: gathered.columns(header ? first : []),
    rowNumbers: gathered.rowNumbers,
    problems,
  }
}
