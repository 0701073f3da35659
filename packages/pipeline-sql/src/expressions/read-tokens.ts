import { ExpressionFault } from './expression-fault.ts'

/** One word, number, quote or sign of an expression. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'parameter' | 'end'
  readonly value: string
  readonly at: number
  readonly end: number
}

const space = /\s+/uy
const word = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy
const parameter = /\$[\p{L}_][\p{L}\p{M}\p{N}_-]*/uy
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy
const sign = /<=|>=|<>|!=|==|\|\||[-+*/%=<>(),]/uy

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function readQuoted(text: string, at: number): { readonly value: string; readonly end: number } {
  const quote = text.charAt(at)
  let value = ''
  for (let index = at + 1; index < text.length; index++) {
    const character = text.charAt(index)
    if (character !== quote) value += character
    else if (text.charAt(index + 1) === quote) {
      value += quote
      index++
    } else return { value, end: index + 1 }
  }
  throw new ExpressionFault('unclosed', at)
}

function readToken(text: string, at: number): Token {
  const first = text.charAt(at)
  if (first === "'" || first === '"') {
    const { value, end } = readQuoted(text, at)
    if (first === '"' && value === '')
      throw new ExpressionFault('character-unknown', at, { character: '""' })
    return { kind: first === "'" ? 'text' : 'name', value, at, end }
  }
  for (const [kind, pattern] of [
    ['word', word],
    ['parameter', parameter],
    ['number', number],
    ['sign', sign],
  ] as const) {
    const value = match(pattern, text, at)
    if (value !== null) return { kind, value, at, end: at + value.length }
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 32)
  throw new ExpressionFault('character-unknown', at, { character })
}

/** Splits an expression into tokens, the last of which is its end. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    at += match(space, text, at)?.length ?? 0
    if (at >= text.length) break
    const token = readToken(text, at)
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', value: '', at: text.length, end: text.length })
  return tokens
}
