import { Uncarried } from '../uncarried.ts'

/** One word, quoted name, text, number or sign of a statement. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end'
  readonly value: string
}

const patterns = [
  ['space', /(?:\s+|--[^\n]*|\/\*[^]*?\*\/)+/uy],
  ['name', /"(?:[^"]|"")+"/uy],
  ['text', /'(?:[^']|'')*'/uy],
  ['number', /(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy],
  ['word', /[\p{L}_][\p{L}\p{M}\p{N}_$]*/uy],
  ['sign', /::|<=|>=|<>|!=|==|\|\||\/\/|\*\*|->|=>|:=|[-+*/%^=<>(),.;:[\]{}]/uy],
] as const

function valueOf(kind: string, text: string): string {
  if (kind === 'name') return text.slice(1, -1).replaceAll('""', '"')
  return kind === 'text' ? text.slice(1, -1).replaceAll("''", "'") : text
}

// A text with a letter before it has escapes of its own.
function checkPrefix(before: Token | undefined, last: Token | undefined): void {
  if (last?.kind === 'text' && before?.kind === 'word' && /^[ebxu]$/i.test(before.value))
    throw new Uncarried('dialect.syntax', `${before.value}'…'`)
}

function readAt(sql: string, at: number): { readonly kind: string; readonly text: string } {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(sql)?.[0]
    if (text !== undefined && text !== '') return { kind, text }
  }
  throw new Uncarried('dialect.syntax', sql.slice(at, at + 12))
}

/** Splits a statement into tokens, the last of which is its end. */
export function readTokens(sql: string): readonly Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < sql.length;) {
    const { kind, text } = readAt(sql, at)
    at += text.length
    if (kind === 'space') continue
    tokens.push({ kind: kind as Token['kind'], value: valueOf(kind, text) })
    checkPrefix(tokens.at(-2), tokens.at(-1))
  }
  return [...tokens, { kind: 'end', value: '' }]
}
