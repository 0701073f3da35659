import type { Schema } from '../column.ts'
import type { Field } from './field.ts'

/** A table somebody brought into the workspace as a file. */
export interface UploadedTable {
  /** SHA-256 of its Arrow stream; the server keeps the table under it. */
  readonly digest: string
  readonly fileName: string
  readonly rows: number
  readonly columns: Schema
}

const mostColumns = 1_000
const longestName = 500

function isText(raw: unknown): raw is string {
  return typeof raw === 'string' && raw !== '' && raw.length <= longestName
}

function readColumn(raw: unknown): Schema[number] | undefined {
  if (typeof raw !== 'object' || raw === null || !('name' in raw) || !('type' in raw)) return
  const { name, type } = raw
  return isText(name) && isText(type) ? { name, type } : undefined
}

function readColumns(raw: unknown): Schema | undefined {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > mostColumns) return undefined
  const columns = raw.map(readColumn).filter((column) => column !== undefined)
  return columns.length === raw.length ? columns : undefined
}

function readTable(raw: unknown): UploadedTable | null | undefined {
  if (raw === null) return null
  if (typeof raw !== 'object') return undefined
  const { digest, fileName, rows, columns } = raw as Readonly<Record<string, unknown>>
  const schema = readColumns(columns)
  const isSound = typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) && isText(fileName)
  if (!schema || !isSound || !Number.isSafeInteger(rows)) return undefined
  return { digest, fileName, rows: Number(rows), columns: schema }
}

/** A table brought as a file, or none yet; content and columns are one value, so that two people's tables never mix. */
export function uploadedTable(): Field<UploadedTable | null> {
  return {
    look: { type: 'file' },
    shape: 'value',
    initial: null,
    read: readTable,
    words: null,
    shown: null,
  }
}
