import { brokenFile } from '../refused-file.ts'

/** A number of a JSON text with the digits it is written with. */
export class JsonNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A JSON value whose numbers keep their digits. */
export type JsonValue = string | boolean | null | JsonNumber | JsonValue[] | Map<string, JsonValue>

const deepest = 100
const blank = /[ \t\r\n]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const quoted = /"[^"\\]*(?:\\.[^"\\]*)*"/y
const word = /true|false|null/y

/** Reads JSON without turning its numbers into floating point, which would lose digits of long ones. */
export class JsonReader {
  /** How far in the text it is. */
  at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** Skips blanks; true at the end of the text. */
  isDone(): boolean {
    this.#take(blank)
    return this.at >= this.#text.length
  }

  /** Takes this character if it comes next. */
  takes(character: string): boolean {
    this.#take(blank)
    if (this.#text[this.at] !== character) return false
    this.at++
    return true
  }

  value(depth = 0): JsonValue {
    if (depth > deepest) throw brokenFile('JSON, nested too deep')
    if (this.takes('[')) return this.#list(depth)
    if (this.takes('{')) return this.#record(depth)
    const text = this.#take(quoted)
    if (text !== null) return this.#unquote(text)
    const digits = this.#take(number)
    if (digits !== null) return new JsonNumber(digits)
    const said = this.#take(word)
    if (said === null) throw this.#fault()
    return said === 'null' ? null : said === 'true'
  }

  #list(depth: number): JsonValue[] {
    const items: JsonValue[] = []
    if (this.takes(']')) return items
    for (;;) {
      items.push(this.value(depth + 1))
      if (this.takes(']')) return items
      if (!this.takes(',')) throw this.#fault()
    }
  }

  #record(depth: number): Map<string, JsonValue> {
    const fields = new Map<string, JsonValue>()
    if (this.takes('}')) return fields
    for (;;) {
      this.#take(blank)
      const name = this.#take(quoted)
      if (name === null || !this.takes(':')) throw this.#fault()
      fields.set(this.#unquote(name), this.value(depth + 1))
      if (this.takes('}')) return fields
      if (!this.takes(',')) throw this.#fault()
    }
  }

  #unquote(text: string): string {
    if (!text.includes('\\')) return text.slice(1, -1)
    try {
      return String(JSON.parse(text))
    } catch {
      throw this.#fault()
    }
  }

  #take(form: RegExp): string | null {
    form.lastIndex = this.at
    const found = form.exec(this.#text)?.[0] ?? null
    if (found !== null) this.at += found.length
    return found
  }

  #fault() {
    return brokenFile(`JSON, character ${this.at + 1}`)
  }
}

/** A JSON value in plain text, as a cell shows it. */
export function jsonText(value: JsonValue): string | null {
  if (value === null || typeof value === 'string') return value
  if (value instanceof JsonNumber) return value.text
  return typeof value === 'boolean' ? String(value) : written(value)
}

function written(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  if (!(value instanceof Map)) return JSON.stringify(value)
  const fields = [...value].map(([name, field]) => `${JSON.stringify(name)}:${written(field)}`)
  return `{${fields.join(',')}}`
}
