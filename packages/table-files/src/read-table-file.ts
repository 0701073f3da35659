import { accept, type Outcome } from '@weft/kernel'
import type { FileAnswers, FileQuestion } from './file-question.ts'
import { readArrow } from './formats/read-arrow.ts'
import { readDelimited } from './formats/read-delimited.ts'
import { readJson } from './formats/read-json.ts'
import { readParquet } from './formats/read-parquet.ts'
import { readXlsx } from './formats/read-xlsx.ts'
import type { RawTable, TableFormat } from './raw-table.ts'
import { readingPace } from './reading-pace.ts'
import { brokenFile, RefusedFile } from './refused-file.ts'
import { tableFormatOf } from './table-format.ts'
import { tableLimits, type TableLimits } from './table-limits.ts'

const readers: Readonly<Record<TableFormat, (question: FileQuestion) => Promise<RawTable>>> = {
  csv: readDelimited,
  json: readJson,
  xlsx: readXlsx,
  parquet: readParquet,
  arrow: readArrow,
}

/** How a reading is bounded, watched and ended. */
export interface ReadingOptions {
  readonly limits?: TableLimits
  readonly signal?: AbortSignal
  readonly tell?: (share: number) => void
}

/** A file to be read as a table. */
export interface TableFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Reads a file of any known format as a table of plain text; rejects only with the reason of an abort. */
export async function readTableFile(
  { name, bytes }: TableFile,
  answers: FileAnswers = {},
  { limits = tableLimits, signal, tell = () => undefined }: ReadingOptions = {},
): Promise<Outcome<RawTable>> {
  const pace = readingPace(signal, tell)
  try {
    checkBytes(bytes.byteLength, limits)
    await pace.at(0)
    const format = tableFormatOf(name, bytes)
    const raw = await readers[format]({ name, bytes, answers, limits, pace })
    if (raw.rowNumbers.length === 0 || raw.columns.length === 0) throw new RefusedFile('empty')
    return accept(raw)
  } catch (error) {
    signal?.throwIfAborted()
    return { ok: false, failure: refusalOf(error).failure }
  }
}

function checkBytes(bytes: number, limits: TableLimits): void {
  if (bytes === 0) throw new RefusedFile('empty')
  if (bytes <= limits.bytes) return
  const megabyte = 1024 * 1024
  throw new RefusedFile('too-large', {
    megabytes: Math.ceil(bytes / megabyte),
    limit: Math.floor(limits.bytes / megabyte),
  })
}

// Decoders of foreign formats throw whatever damaged bytes lead them to; that is the file's fault.
function refusalOf(error: unknown): RefusedFile {
  if (error instanceof RefusedFile) return error
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n')
  return brokenFile(line)
}
