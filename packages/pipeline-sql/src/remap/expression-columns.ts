import { foldName } from '@weft/pipeline-model'
import type { Expression } from '../expressions/expression-tree.ts'
import { parseExpression } from '../expressions/parse-expression.ts'
import { readTokens } from '../expressions/read-tokens.ts'

interface Named {
  readonly name: string
  readonly at: number
}

function columnsIn(node: unknown, found: Map<number, Named>): void {
  if (Array.isArray(node)) for (const one of node as readonly unknown[]) columnsIn(one, found)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const { kind, name, at } = node as Partial<Expression & Named>
  if (kind === 'column' && name !== undefined && at !== undefined) found.set(at, { name, at })
  for (const inner of Object.values(node)) columnsIn(inner, found)
}

function mentioned(text: string): readonly Named[] {
  const parsed = parseExpression(text)
  if (!parsed.ok) return []
  const found = new Map<number, Named>()
  columnsIn(parsed.tree, found)
  return [...found.values()]
}

/** The columns an expression names, each once; none while it cannot be read. */
export function expressionColumns(text: string): readonly string[] {
  const found = new Map(mentioned(text).map(({ name }) => [foldName(name), name]))
  return [...found.values()]
}

/** An expression with one column called otherwise, the rest of its text untouched. */
export function renameInExpression(text: string, from: string, to: string): string {
  const ends = new Map(mentioned(text).length > 0 ? tokenEnds(text) : [])
  const places = mentioned(text).filter(({ name }) => foldName(name) === foldName(from))
  return places
    .toSorted((a, b) => b.at - a.at)
    .reduce(
      (words, { at }) => words.slice(0, at) + columnWord(to) + words.slice(ends.get(at) ?? at),
      text,
    )
}

const tokenEnds = (text: string) => readTokens(text).map(({ at, end }) => [at, end] as const)

/** A column as an expression writes it: bare where that reads back as the same column, quoted otherwise. */
export function columnWord(name: string): string {
  const parsed = /^[A-Za-z_]\w*$/.test(name) ? parseExpression(name) : null
  const isBare = parsed?.ok === true && parsed.tree.kind === 'column' && parsed.tree.name === name
  return isBare ? name : `"${name.replaceAll('"', '""')}"`
}
