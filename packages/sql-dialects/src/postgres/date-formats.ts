import { Uncarried } from '../uncarried.ts'
import { quoteText } from '@weft/pipeline-sql'

const letters: Readonly<Record<string, string>> = {
  Y: 'YYYY',
  y: 'YY',
  m: 'MM',
  d: 'DD',
  H: 'HH24',
  I: 'HH12',
  M: 'MI',
  S: 'SS',
  f: 'US',
  p: 'AM',
  b: 'Mon',
  B: 'FMMonth',
  a: 'Dy',
  A: 'FMDay',
  j: 'DDD',
  V: 'IW',
  u: 'ID',
}

const parts = (format: string): readonly string[] => format.match(/%-?.|[^%]+/gsu) ?? []

/** A moment written in a format of strftime, by to_char. */
export function toCharFormat(format: string, moment: string): string {
  const pieces = parts(format).map((piece) => {
    if (piece === '%%') return '"%"'
    if (!piece.startsWith('%')) return `"${piece.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
    const letter = letters[piece.at(-1) ?? '']
    if (letter === undefined) throw new Uncarried('dialect.date-format', piece)
    return piece.startsWith('%-') ? `FM${letter}` : letter
  })
  return `to_char(${moment}, ${quoteText(pieces.join(''))})`
}

const read: Readonly<Record<string, string>> = {
  Y: String.raw`(\d{1,4})`,
  y: String.raw`(\d{1,2})`,
  m: String.raw`(\d{1,2})`,
  d: String.raw`(\d{1,2})`,
  H: String.raw`(\d{1,2})`,
  I: String.raw`(\d{1,2})`,
  M: String.raw`(\d{1,2})`,
  S: String.raw`(\d{1,2})`,
  f: String.raw`(\d{1,6})`,
  p: '([AaPp][Mm])',
  b: '([A-Za-z]{3})',
  B: '([A-Za-z]{3,9})',
}

/** A format of strptime as a pattern, and the letter that each of its groups stands for. */
export function readFormat(format: string): { readonly pattern: string; readonly letters: string } {
  let found = ''
  const pieces = parts(format).map((piece) => {
    if (piece === '%%') return '%'
    if (!piece.startsWith('%')) return piece.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    const letter = piece.at(-1) ?? ''
    const group = read[letter]
    if (group === undefined) throw new Uncarried('dialect.date-format', piece)
    found += letter
    return group
  })
  return { pattern: String.raw`^\s*${pieces.join('')}\s*$`, letters: found }
}
