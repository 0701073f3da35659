import type { FileQuestion } from '../file-question.ts'
import type { CellProblem, RawTable } from '../raw-table.ts'
import { RefusedFile } from '../refused-file.ts'
import { RowGatherer } from '../row-gatherer.ts'
import { soundNames } from '../sound-names.ts'
import { decodeText } from '../text/decode-text.ts'
import { JsonReader, jsonText, type JsonValue } from '../text/json-reader.ts'

const pauseEvery = 2_048

class JsonRows {
  readonly names: string[] = []
  readonly problems: CellProblem[] = []
  readonly #places = new Map<string, number>()
  readonly #rows: [number, (string | null)[]][] = []
  readonly #question: FileQuestion

  constructor(question: FileQuestion) {
    this.#question = question
  }

  get count(): number {
    return this.#rows.length
  }

  add(number: number, row: JsonValue): void {
    if (this.#rows.length >= this.#question.limits.rows)
      throw new RefusedFile('too-many-rows', { limit: this.#question.limits.rows })
    this.#rows.push([number, this.#cells(row)])
  }

  gather(): RowGatherer {
    const rows = new RowGatherer(this.#question.limits, this.names.length)
    // A field a row does not name is empty, not a row too short.
    for (const [number, cells] of this.#rows)
      rows.add(
        number,
        this.names.map((_, index) => cells[index] ?? null),
      )
    return rows
  }

  #cells(row: JsonValue): (string | null)[] {
    const cells: (string | null)[] = []
    for (const [name, value] of fieldsOf(row)) cells[this.#place(name)] = jsonText(value)
    return cells
  }

  #place(name: string): number {
    const known = this.#places.get(name)
    if (known !== undefined) return known
    if (this.names.length >= this.#question.limits.columns)
      throw new RefusedFile('too-many-columns', { limit: this.#question.limits.columns })
    this.#places.set(name, this.names.length)
    this.names.push(name)
    return this.names.length - 1
  }
}

function fieldsOf(row: JsonValue): Iterable<readonly [string, JsonValue]> {
  if (row instanceof Map) return row
  if (Array.isArray(row)) return row.map((value, index) => [`column_${index + 1}`, value] as const)
  return [['value', row] as const]
}

// Many interfaces wrap their rows: the one list in the record is meant.
function rowsIn(whole: JsonValue): JsonValue[] {
  if (Array.isArray(whole)) return whole
  if (!(whole instanceof Map)) throw new RefusedFile('not-rows')
  const lists = [...whole.values()].filter((value) => Array.isArray(value))
  return lists.length === 1 && lists[0] ? lists[0] : [whole]
}

async function readLines(text: string, rows: JsonRows, { pace }: FileQuestion): Promise<void> {
  let [at, number] = [0, 0]
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? text.length : end).trim()
    number++
    at = end < 0 ? text.length : end + 1
    if (line !== '') readLine(line, number, rows)
    if (number % pauseEvery === 0) await pace.at(at / text.length)
  }
}

function readLine(line: string, number: number, rows: JsonRows): void {
  try {
    const reader = new JsonReader(line)
    const row = reader.value()
    if (reader.isDone()) {
      rows.add(number, row)
      return
    }
  } catch (error) {
    if (!(error instanceof RefusedFile) || error.message !== 'broken') throw error
  }
  const text = line.slice(0, 200)
  rows.problems.push({ code: 'line-unreadable', row: number, column: null, text })
}

async function readWhole(text: string, rows: JsonRows, { pace }: FileQuestion): Promise<boolean> {
  const reader = new JsonReader(text)
  const whole = reader.value()
  if (!reader.isDone()) return false
  for (const [index, row] of rowsIn(whole).entries()) {
    rows.add(index + 1, row)
    if (index % pauseEvery === 0) await pace.at(0.5)
  }
  return true
}

/** Reads a JSON list of rows, or one JSON value a line; fields inside fields stay JSON text. */
export async function readJson(question: FileQuestion): Promise<RawTable> {
  const { text: decoded, encoding } = decodeText(question.bytes, question.answers.encoding)
  const text = decoded.replace(/^\uFEFF/, '')
  const rows = new JsonRows(question)
  const isLines = /\.(?:ndjson|jsonl)$/i.test(question.name)
  if (isLines || !(await readWhole(text, rows, question))) await readLines(text, rows, question)
  const gathered = rows.gather()
  const names = soundNames(rows.names)
  return {
    reading: { format: 'json', delimiter: null, encoding, header: null, sheet: null, sheets: [] },
    columns: gathered.columns(names),
    rowNumbers: gathered.rowNumbers,
    problems: rows.problems,
  }
}
