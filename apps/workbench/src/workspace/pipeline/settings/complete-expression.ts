import type { Language } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import { expressionFunctions } from '@weft/pipeline-sql'
import { sayType } from './say-type.ts'

/** One way to go on writing an expression. */
export interface ExpressionOffer {
  readonly words: string
  readonly hint: string
  /** What replaces the word before the caret. */
  readonly insert: string
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/
const mostOffers = 8
// Words of the language itself are whole as they stand: Tab and Enter after them must not turn them into a function.
const languageWords: ReadonlySet<string> = new Set(
  'and as between case cast else end false in is like not null or then true when'.split(' '),
)

/** The unfinished word at the end of a text. */
export function wordBefore(text: string): string {
  return /[\p{L}_][\p{L}\p{N}_]*$/u.exec(text)?.[0] ?? ''
}

/** Columns and functions whose name begins like, or contains, the word before the caret. */
export function completeExpression(
  before: string,
  schema: Schema,
  language: Language,
): readonly ExpressionOffer[] {
  const word = wordBefore(before).toLowerCase()
  if (!word || languageWords.has(word) || isInQuotes(before)) return []
  const columns = schema.map(({ name, type }) => ({
    words: name,
    hint: sayType(type, language),
    insert: plainName.test(name) ? name : `"${name.replaceAll('"', '""')}"`,
  }))
  const functions = expressionFunctions.map(({ name, signature, help }) => ({
    words: signature,
    hint: help[language],
    insert: `${name}()`,
  }))
  const rank = (offer: ExpressionOffer): number =>
    offer.words.toLowerCase().startsWith(word) ? 0 : 1
  return [...columns, ...functions]
    .filter(({ words }) => (words.split('(')[0] ?? '').toLowerCase().includes(word))
    .filter(({ insert }) => insert.toLowerCase() !== word)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostOffers)
}

function isInQuotes(before: string): boolean {
  return (before.match(/'/g)?.length ?? 0) % 2 === 1
}
