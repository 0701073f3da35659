import { RecordReader } from './record-reader.ts'

/** The delimiters a person can choose from. */
export const delimiters = [',', ';', '\t', '|']

const probedCharacters = 64_000
const probedRecords = 50

function score(text: string, delimiter: string): number {
  const reader = new RecordReader(text, delimiter)
  const widths: number[] = []
  for (let cells = reader.next(); cells && widths.length < probedRecords; cells = reader.next()) {
    if (cells.length > 1 || cells[0] !== null) widths.push(cells.length)
  }
  const [first = 1] = widths
  if (first < 2) return 0
  const same = widths.filter((width) => width === first).length
  return (same / widths.length) * 100 + Math.min(first, 50)
}

/** The delimiter that cuts the first records into the most even columns. */
export function guessDelimiter(text: string): string {
  const probe = text.slice(0, probedCharacters)
  const scores = delimiters.map((delimiter) => [delimiter, score(probe, delimiter)] as const)
  const best = scores.reduce((one, other) => (other[1] > one[1] ? other : one))
  return best[1] > 0 ? best[0] : ','
}
