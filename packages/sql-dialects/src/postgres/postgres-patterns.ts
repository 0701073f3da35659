import type { CallWriter, WrittenCall } from '../write/dialect.ts'
import { literalAt, single, textAt, wholeAt } from '../write/call-writers.ts'
import { whole } from '../write/write-operators.ts'
import { Uncarried } from '../uncarried.ts'

interface Pattern {
  readonly text: string
  readonly flags: string
}

const shorthand: Readonly<Record<string, string>> = {
  d: '0-9',
  w: '0-9A-Za-z_',
  s: String.raw`\t\n\f\r `,
}

function escaped(letter: string, isInside: boolean): string {
  const found = shorthand[letter.toLowerCase()]
  if (found === undefined) {
    if (letter === 'b' && !isInside) return String.raw`\y`
    if (/[\p{L}\p{N}]/u.test(letter) && !/[tnrf]/.test(letter))
      throw new Uncarried('dialect.pattern', `\\${letter}`)
    return `\\${letter}`
  }
  const isNegative = letter !== letter.toLowerCase()
  if (isInside && isNegative) throw new Uncarried('dialect.pattern', `[\\${letter}]`)
  return isInside ? found : `[${isNegative ? '^' : ''}${found}]`
}

const piece = /\\[^]|\(\?:|\(\?|[^]/gu

function pieceOf(sign: string, isInside: boolean): string {
  if (sign.startsWith('\\')) return escaped(sign.slice(1), isInside)
  if (isInside || sign === '(?:') return sign
  if (sign === '(?') throw new Uncarried('dialect.pattern', '(?')
  return sign === '.' ? String.raw`[^\n]` : sign
}

/** A pattern of the engine's own kind as Postgres writes it: its short signs mean only what they mean there. */
function translated(pattern: string): Pattern {
  let [text, isInside] = ['', false]
  const ignoresCase = pattern.startsWith('(?i)')
  for (const [sign] of pattern.slice(ignoresCase ? 4 : 0).matchAll(piece)) {
    text += pieceOf(sign, isInside)
    if (sign === '[') isInside = true
    if (sign === ']') isInside = false
  }
  return { text, flags: ignoresCase ? 'i' : '' }
}

/** Where it matters what a pattern finds: Postgres looks for the longest match, the engine for the first way through. */
function checkSame(pattern: string): void {
  const bare = pattern
    .replace(/\\./g, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replaceAll('(?:', '(')
  if (/\||\)[*+?{]|[*+?}]\?/.test(bare)) throw new Uncarried('dialect.pattern-choice', pattern)
}

function patternAt(call: WrittenCall, isFound: boolean): Pattern {
  const pattern = literalAt(call, 1)
  if (isFound) checkSame(pattern)
  return translated(pattern)
}

const classes: Readonly<Record<string, string>> = {
  [String.raw`\p{P}`]: '[[:punct:]]',
  [String.raw`\p{L}`]: '[[:alpha:]]',
}

const replace: CallWriter = single((call) => {
  const { quoteText } = call.dialect
  const text = whole(textAt(call, 0))
  const replacement = literalAt(call, 2)
  const flags = call.args.length > 3 ? literalAt(call, 3) : ''
  if (/\\[^1-9\\]/.test(replacement) || !['', 'g'].includes(flags))
    throw new Uncarried('dialect.pattern', replacement)
  const named = classes[literalAt(call, 1)]
  if (named !== undefined) {
    const sql = `regexp_replace(${text} COLLATE "und-x-icu", '${named}', ${quoteText(replacement)}, '${flags}') COLLATE "C"`
    return { sql, type: 'VARCHAR' }
  }
  const groups =
    literalAt(call, 1)
      .replace(/\\.|\[[^\]]*\]/g, '')
      .match(/\((?!\?)/g)?.length ?? 0
  // The engine leaves the text alone where the replacement names a group that is not there.
  if ([...replacement.matchAll(/\\([1-9])/g)].some(([, group]) => Number(group) > groups))
    throw new Uncarried('dialect.pattern', replacement)
  const pattern = patternAt(call, true)
  const sql = `regexp_replace(${text} COLLATE "C", ${quoteText(pattern.text)}, ${quoteText(replacement)}, '${flags}${pattern.flags}')`
  return { sql, type: 'VARCHAR' }
})

/** Functions over patterns. */
export const postgresPatterns: Readonly<Record<string, CallWriter>> = {
  regexp_matches: single((call) => {
    const { text, flags } = patternAt(call, false)
    const sign = flags === 'i' ? '~*' : '~'
    return {
      sql: `(${whole(textAt(call, 0))} COLLATE "C" ${sign} ${call.dialect.quoteText(text)})`,
      type: 'BOOLEAN',
    }
  }),
  regexp_extract: single((call) => {
    const { text, flags } = patternAt(call, true)
    const group = call.args.length > 2 ? wholeAt(call, 2) : 0
    if (group === null) throw new Uncarried('dialect.literal-needed', 'regexp_extract')
    call.needs.functions.add('weft_extract')
    const { quoteText } = call.dialect
    const sql = `pg_temp.weft_extract(${textAt(call, 0).sql}, ${quoteText(text)}, ${String(group)}, '${flags}')`
    return { sql, type: 'VARCHAR' }
  }),
  regexp_replace: replace,
}
