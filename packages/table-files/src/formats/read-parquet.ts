import {
  parquetMetadataAsync,
  parquetRead,
  type Compressors,
  type FileMetaData,
  type SchemaElement,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { FileQuestion } from '../file-question.ts'
import type { RawTable } from '../raw-table.ts'
import { brokenFile, RefusedFile } from '../refused-file.ts'
import type { TableLimits } from '../table-limits.ts'
import { checkSize, declaredTable } from './declared-table.ts'
import { momentParsers, parquetColumn, withRawDecimals } from './parquet-columns.ts'

function tooLarge({ unpackedBytes }: TableLimits): RefusedFile {
  const limit = Math.round(unpackedBytes / (1024 * 1024))
  return new RefusedFile('unpacks-too-large', { limit })
}

/** The decompressors, giving no more bytes in all than the limit whatever a page claims. */
function boundedCompressors(limits: TableLimits): Compressors {
  let left = limits.unpackedBytes
  const entries = Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => {
      left -= length
      if (left < 0) throw tooLarge(limits)
      return unpack(input, length)
    },
  ])
  return Object.fromEntries(entries) as Compressors
}

/** The elements right under the root: one for each column, plain or nested. */
function topElements([root, ...rest]: readonly SchemaElement[]): readonly SchemaElement[] {
  const top: SchemaElement[] = []
  let at = 0
  const skip = (count: number): void => {
    for (let index = 0; index < count; index++) skip(rest[at++]?.num_children ?? 0)
  }
  for (let index = 0; index < (root?.num_children ?? 0); index++) {
    const element = rest[at++]
    if (!element) throw brokenFile('Parquet')
    top.push(element)
    skip(element.num_children ?? 0)
  }
  return top
}

function rowsOf(metadata: FileMetaData): number {
  const rows = Number(metadata.num_rows)
  if (!Number.isSafeInteger(rows) || rows < 0) throw brokenFile('Parquet')
  return rows
}

/** Reads a Parquet file, row group by row group. */
export async function readParquet({ bytes, limits, pace }: FileQuestion): Promise<RawTable> {
  const buffer = new Uint8Array(bytes).buffer
  const file = {
    byteLength: buffer.byteLength,
    slice: (start: number, end?: number) => buffer.slice(start, end),
  }
  const read = await parquetMetadataAsync(file, { parsers: momentParsers, geoparquet: false })
  const elements = topElements(read.schema)
  const rows = rowsOf(read)
  checkSize(rows, elements.length, limits)
  const metadata = { ...read, schema: read.schema.map(withRawDecimals) }
  const columns = elements.map((element) => ({
    name: element.name,
    ...parquetColumn(element),
    cells: new Array<string | null>(),
  }))
  const bounded = boundedCompressors(limits)
  let done = 0
  for (const group of read.row_groups) {
    const rowEnd = done + Number(group.num_rows)
    await parquetRead({
      file,
      metadata,
      compressors: bounded,
      parsers: momentParsers,
      utf8: false,
      rowStart: done,
      rowEnd,
      onComplete: (found: readonly (readonly unknown[])[]) => {
        for (const row of found) {
          columns.forEach(({ cells, text }, index) => cells.push(text(row[index])))
        }
      },
    })
    done = rowEnd
    await pace.at(done / Math.max(rows, 1))
  }
  if (columns.some(({ cells }) => cells.length !== rows)) throw brokenFile('Parquet')
  return declaredTable('parquet', rows, columns)
}
