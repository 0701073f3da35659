import {
  comparisonOperators,
  foldName,
  type ComparisonOperator,
  type Condition,
  type ConditionSettings,
  type Schema,
} from '@weft/pipeline-model'
import type { Expression } from '../expressions/expression-tree.ts'
import { parseExpression } from '../expressions/parse-expression.ts'
import { writeListPart } from '../steps/read-cell.ts'
import { conditionText } from './write-conditions.ts'

const familiar = new Set(['text', 'date', 'timestamp'])

/** A tree without its places in the text, and with the freedoms of writing taken out. */
function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare)
  if (typeof node !== 'object' || node === null) return node
  const fields = new Map<string, unknown>(Object.entries(node))
  const kind = String(fields.get('kind'))
  if (kind === 'column') return { kind, name: foldName(String(fields.get('name'))) }
  // A quoted text beside a date is read as one.
  if (familiar.has(kind)) return { kind: 'text', value: fields.get('value') }
  fields.delete('at')
  return Object.fromEntries([...fields].map(([key, value]) => [key, bare(value)]))
}

const isSame = (one: Expression, two: Expression) =>
  JSON.stringify(bare(one)) === JSON.stringify(bare(two))

/** A literal as it stands in a condition's value; null for anything else. */
function valueOf(node: Expression): string | null {
  if (node.kind === 'cast') return node.operand.kind === 'text' ? node.operand.value : null
  if (node.kind === 'negate') {
    const { operand } = node
    return operand.kind === 'integer' || operand.kind === 'decimal' ? `-${operand.value}` : null
  }
  return 'value' in node ? String(node.value) : null
}

/** Every column and every literal of a small tree, in the order of its text. */
function leavesOf(node: Expression): { columns: readonly string[]; values: readonly string[] } {
  const columns: string[] = []
  const values: string[] = []
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk)
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return
    const one = 'kind' in part ? (part as Expression) : null
    const value = one ? valueOf(one) : null
    if (value !== null) values.push(value)
    else if (one?.kind === 'column') columns.push(one.name)
    else Object.values(part).forEach(walk)
  }
  walk(node)
  return { columns, values }
}

type Said = Pick<Condition, 'column' | 'operator' | 'value' | 'against'>

/** What a tree could mean as one condition; each guess is checked by writing it. */
function guesses(node: Expression): readonly Said[] {
  const { columns, values } = leavesOf(node)
  const column = columns[0] ?? ''
  const itself = values.length === 0 ? columns[1] : undefined
  const other = columns.find((one) => one !== column) ?? itself
  const guess = (operator: ComparisonOperator): readonly Said[] => {
    const list = ['one-of', 'not-one-of', 'between'].includes(operator)
    const value = list ? values.map(writeListPart).join(', ') : (values[0] ?? '')
    const plain: Said = { column, operator, value, against: 'value' }
    return other === undefined ? [plain] : [plain, { ...plain, value: other, against: 'column' }]
  }
  return comparisonOperators.flatMap(guess)
}

/** A yes-or-no column that stands for itself. */
function flagOf(node: Expression): Said | null {
  const inner = node.kind === 'not' ? node.operand : node
  if (inner.kind !== 'column') return null
  const value = String(node.kind !== 'not')
  return { column: inner.name, operator: 'equals', value, against: 'value' }
}

const pending = { id: 'it_0000000000', group: '' } as const

function oneCondition(node: Expression, schema: Schema): Said | null {
  const flag = flagOf(node)
  if (flag) return conditionText({ ...pending, ...flag }, schema, []) === null ? null : flag
  if (new Set(leavesOf(node).columns.map(foldName)).size > 2) return null
  const found = guesses(node).find((said) => {
    const text = conditionText({ ...pending, ...said }, schema, [])
    const written = text === null ? null : parseExpression(text)
    return written?.ok && isSame(written.tree, node)
  })
  return found ?? null
}

/** The parts of a chain of the same joint; what is one condition stays whole, even where it has that joint in it. */
function chainOf(node: Expression, joint: 'and' | 'or', schema: Schema): readonly Expression[] {
  const isLink = node.kind === 'binary' && node.operator === joint && !oneCondition(node, schema)
  return isLink
    ? [...chainOf(node.left, joint, schema), ...chainOf(node.right, joint, schema)]
    : [node]
}

/** More than this is no list anybody reads. */
const mostParts = 60

/** Reads an expression as conditions and groups; null when it says more than they can. */
export function readConditions(text: string, schema: Schema): ConditionSettings | null {
  if (text.trim() === '') return { match: 'all', conditions: [], groups: [] }
  const parsed = parseExpression(text)
  if (!parsed.ok) return null
  const conditions: ConditionSettings['conditions'][number][] = []
  const groups: ConditionSettings['groups'][number][] = []
  let count = 0
  const nextId = () => `it_${String((count += 1)).padStart(10, '0')}` as const
  const add = (node: Expression, group: string): boolean => {
    if (count > mostParts) return false
    const said = oneCondition(node, schema)
    if (said) {
      conditions.push({ id: nextId(), group, ...said })
      return true
    }
    if (node.kind !== 'binary' || (node.operator !== 'and' && node.operator !== 'or')) return false
    const id = nextId()
    groups.push({ id, within: group, match: node.operator === 'and' ? 'all' : 'any' })
    return chainOf(node, node.operator, schema).every((part) => add(part, id))
  }
  const { tree } = parsed
  const isAny = tree.kind === 'binary' && tree.operator === 'or' && !oneCondition(tree, schema)
  const joint = isAny ? 'or' : 'and'
  const isRead = chainOf(tree, joint, schema).every((part) => add(part, ''))
  return isRead ? { match: joint === 'and' ? 'all' : 'any', conditions, groups } : null
}
