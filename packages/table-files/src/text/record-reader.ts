/** Reads the records of delimited text one after the other; quoted cells may hold delimiters and line ends. */
export class RecordReader {
  /** How far in the text it is. */
  at = 0
  /** True once a quoted cell was not closed before the text ended. */
  isOpen = false
  readonly #text: string
  readonly #delimiter: string
  readonly #stops: RegExp

  constructor(text: string, delimiter: string) {
    this.#text = text
    this.#delimiter = delimiter
    this.#stops = new RegExp(`[${delimiter === '\\' ? '\\\\' : delimiter}\r\n]`, 'g')
  }

  /** The cells of the next record, or null at the end; an empty cell is null. */
  next(): (string | null)[] | null {
    const text = this.#text
    if (this.at >= text.length) return null
    const cells: (string | null)[] = []
    for (;;) {
      const cell = text[this.at] === '"' ? this.#quoted() : this.#plain()
      cells.push(cell === '' ? null : cell)
      if (text[this.at] !== this.#delimiter) break
      this.at++
    }
    if (text[this.at] === '\r') this.at++
    if (text[this.at] === '\n') this.at++
    return cells
  }

  #plain(): string {
    const from = this.at
    this.#stops.lastIndex = from
    this.at = this.#stops.exec(this.#text)?.index ?? this.#text.length
    return this.#text.slice(from, this.at)
  }

  #quoted(): string {
    const text = this.#text
    let cell = ''
    let from = this.at + 1
    for (;;) {
      const end = text.indexOf('"', from)
      if (end < 0) {
        this.isOpen = true
        this.at = text.length
        return cell + text.slice(from)
      }
      cell += text.slice(from, end)
      if (text[end + 1] !== '"') {
        this.at = end + 1
        break
      }
      cell += '"'
      from = end + 2
    }
    // What stands between the closing quote and the delimiter is kept, never dropped.
    return cell + this.#plain()
  }
}
