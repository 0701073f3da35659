import { RefusedFile } from './refused-file.ts'
import type { TableFormat } from './raw-table.ts'

const marks: readonly (readonly [TableFormat | 'old-excel', readonly number[]])[] = [
  ['xlsx', [0x50, 0x4b, 0x03, 0x04]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['arrow', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
  ['arrow', [0xff, 0xff, 0xff, 0xff]],
  ['old-excel', [0xd0, 0xcf, 0x11, 0xe0]],
]

const endings: Readonly<Record<string, TableFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  tab: 'csv',
  txt: 'csv',
  json: 'json',
  ndjson: 'json',
  jsonl: 'json',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  parquet: 'parquet',
  pq: 'parquet',
  arrow: 'arrow',
  arrows: 'arrow',
  feather: 'arrow',
  ipc: 'arrow',
}

/** The endings of the files that can be read, as a file chooser takes them. */
export const tableFileEndings: readonly string[] = Object.keys(endings).map(
  (ending) => `.${ending}`,
)

/** The format of a file, by its first bytes before its name. */
export function tableFormatOf(name: string, bytes: Uint8Array): TableFormat {
  const found = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0]
  if (found === 'old-excel') throw new RefusedFile('old-excel')
  const ending = name.toLowerCase().split('.').at(-1) ?? ''
  const format = found ?? (Object.hasOwn(endings, ending) ? endings[ending] : undefined)
  if (!format) throw new RefusedFile('unknown-format')
  // A name that promises a format the bytes do not begin with is a damaged file, not text.
  if (!found && format !== 'csv' && format !== 'json')
    throw new RefusedFile('broken', { reason: format })
  return format
}
