import { accept, refuse, type Outcome } from '@weft/kernel'
import {
  chooseColumns,
  readingPace,
  readTableFile,
  typeTable,
  writeArrow,
  type ColumnChoice,
  type FileAnswers,
  type RawTable,
  type TypedTable,
} from '@weft/table-files'
import type { TablePreview } from './table-preview.ts'

/** A typed table, ready to be sent. */
export interface FinishedTable {
  readonly arrow: Uint8Array<ArrayBuffer>
  readonly rows: number
}

/** Keeps the one file a person looks at, and answers what is asked about it. */
export interface TableDesk {
  /** Takes a file, or reads the one that is here in another way. */
  read(
    file: { readonly name: string; readonly bytes: Uint8Array } | null,
    answers: FileAnswers,
  ): Promise<Outcome<TablePreview>>
  /** What the columns come to when they are these. */
  type(choices: readonly ColumnChoice[]): Promise<Outcome<TablePreview>>
  finish(choices: readonly ColumnChoice[]): Promise<Outcome<FinishedTable>>
}

const shownRows = 60

function previewOf(
  raw: RawTable,
  typed: TypedTable,
  choices: readonly ColumnChoice[],
): TablePreview {
  const shown = raw.rowNumbers.slice(0, shownRows)
  const unfit = typed.problems.flatMap(({ code, row, column }) =>
    code === 'unfit' && column !== null ? [`${row} ${column}`] : [],
  )
  return {
    reading: raw.reading,
    choices,
    fileNames: raw.columns.map(({ name }) => name),
    rows: typed.rows,
    first: shown.map((number, row) => ({
      number,
      cells: raw.columns.map(({ cells }) => cells[row]?.slice(0, 200) ?? null),
    })),
    unfit,
    problems: typed.problems,
    problemCount: typed.problemCount,
    problemsByColumn: typed.problemsByColumn,
  }
}

/** Opens an empty desk; `tell` hears how far a reading is. */
export function openTableDesk(tell: (share: number) => void): TableDesk {
  const pace = readingPace(undefined, tell)
  let file: { readonly name: string; readonly bytes: Uint8Array } | null = null
  let raw: RawTable | null = null

  const type: TableDesk['type'] = async (choices) => {
    if (!raw) return refuse('table-file.empty')
    const typed = await typeTable(raw, choices, pace)
    return typed.ok ? accept(previewOf(raw, typed.value, choices)) : typed
  }
  return {
    read: async (given, answers) => {
      file = given ?? file
      raw = null
      if (!file) return refuse('table-file.empty')
      const read = await readTableFile(file, answers, { tell })
      if (!read.ok) return read
      raw = read.value
      return type(await chooseColumns(raw, pace))
    },
    type,
    finish: async (choices) => {
      if (!raw) return refuse('table-file.empty')
      const typed = await typeTable(raw, choices, pace)
      if (!typed.ok) return typed
      return accept({ arrow: new Uint8Array(writeArrow(typed.value)), rows: typed.value.rows })
    },
  }
}
