import type { FileAnswers } from '../file-question.ts'
import { readTableFile, type ReadingOptions } from '../read-table-file.ts'
import { readingPace } from '../reading-pace.ts'
import { chooseColumns, typeTable, type ColumnChoice } from '../type-table.ts'

const pace = readingPace(undefined, () => undefined)

interface Given {
  readonly answers?: FileAnswers
  readonly options?: ReadingOptions
  readonly types?: Readonly<Record<string, string>>
}

/** Reads a file with the types that are found, or those that are said, all the way to values. */
export async function readTyped(
  name: string,
  bytes: Uint8Array | string,
  { answers = {}, options = {}, types = {} }: Given = {},
) {
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  const raw = await readTableFile({ name, bytes: content }, answers, options)
  if (!raw.ok) throw new Error(raw.failure.code, { cause: raw.failure })
  const choices = (await chooseColumns(raw.value, pace)).map((choice): ColumnChoice => ({
    ...choice,
    type: types[choice.name] ?? choice.type,
  }))
  const typed = await typeTable(raw.value, choices, pace)
  if (!typed.ok) throw new Error(typed.failure.code, { cause: typed.failure })
  const { schema, columns } = typed.value
  return {
    ...typed.value,
    reading: raw.value.reading,
    types: Object.fromEntries(schema.map((column) => [column.name, column.type])),
    values: Object.fromEntries(schema.map((column, index) => [column.name, columns[index] ?? []])),
  }
}
