import { foldName } from '@weft/pipeline-model'
import type { SqlToken } from '../sql-gate.ts'
import { UnclearSql } from './unclear-sql.ts'

const opening = new Set(['(', '[', '{'])
const closing = new Set([')', ']', '}'])

/** The word of a token in small letters; empty for quotes, numbers and signs. */
export function wordOf(token: SqlToken | undefined): string {
  return token?.kind === 'word' ? token.value.toLowerCase() : ''
}

/** Whether a token is this sign. */
export function isSign(token: SqlToken | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.value === sign
}

/** The name a token gives, folded as the engine compares it; null when it is none. */
export function nameOf(token: SqlToken | undefined): string | null {
  if (token?.kind === 'word') return foldName(token.value)
  if (token?.kind !== 'name') return null
  return foldName(token.value.slice(1, -1).replaceAll('""', '"'))
}

/** For every token, how many brackets are open around it; brackets themselves count as outside. */
export function depthsOf(tokens: readonly SqlToken[]): readonly number[] {
  let depth = 0
  return tokens.map((token) => {
    if (token.kind === 'sign' && closing.has(token.value)) depth--
    const here = depth
    if (token.kind === 'sign' && opening.has(token.value)) depth++
    return here
  })
}

/** Where the first token outside brackets lies that meets the condition; the end when none does. */
export function findOutside(
  tokens: readonly SqlToken[],
  meets: (token: SqlToken, at: number) => boolean,
  from = 0,
): number {
  const depths = depthsOf(tokens)
  const at = tokens.findIndex(
    (token, index) => index >= from && depths[index] === 0 && meets(token, index),
  )
  return at < 0 ? tokens.length : at
}

/** The tokens between an opening bracket and its closing one, and where what follows begins. */
export function bracketed(
  tokens: readonly SqlToken[],
  at: number,
): { readonly inner: readonly SqlToken[]; readonly next: number } {
  const end = findOutside(tokens, (token) => isSign(token, ')'), at + 1)
  if (!isSign(tokens[at], '(') || end >= tokens.length) throw new UnclearSql('brackets')
  return { inner: tokens.slice(at + 1, end), next: end + 1 }
}

/** The parts between separators outside brackets. */
export function splitOutside(
  tokens: readonly SqlToken[],
  separates: (token: SqlToken) => boolean,
): readonly (readonly SqlToken[])[] {
  const depths = depthsOf(tokens)
  const parts: (readonly SqlToken[])[] = []
  let start = 0
  tokens.forEach((token, at) => {
    if (depths[at] !== 0 || !separates(token)) return
    parts.push(tokens.slice(start, at))
    start = at + 1
  })
  return [...parts, tokens.slice(start)]
}

/** The parts between commas outside brackets; after the last comma nothing need follow. */
export function splitAtCommas(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const parts = splitOutside(tokens, (token) => isSign(token, ','))
  return parts.at(-1)?.length === 0 ? parts.slice(0, -1) : parts
}
