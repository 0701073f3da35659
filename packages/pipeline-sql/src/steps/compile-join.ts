import {
  foldName,
  problem,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, commonType, familyOf } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import {
  brokenDraft,
  draftOf,
  findColumn,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

interface KeyPair {
  readonly left: Column
  readonly right: Column
  readonly type: string
}

const leftSql = (name: string) => `l.${quoteName(name)}`
const rightSql = (name: string) => `r.${quoteName(name)}`

function readKeys(
  settings: StepSettings['join'],
  left: StepInput,
  right: StepInput,
  problems: Problem[],
): KeyPair[] {
  const pairs: KeyPair[] = []
  for (const key of settings.keys) {
    const place = { setting: 'keys', item: key.id }
    const one = findColumn(left.schema, key.left, place, problems)
    const two = findColumn(right.schema, key.right, place, problems)
    if (!one || !two) continue
    const type = commonType(one.type, two.type)
    if (type !== null && (familyOf(type) !== 'other' || one.type === two.type)) {
      pairs.push({ left: one, right: two, type })
      continue
    }
    const args = { left: one.name, leftType: one.type, right: two.name, rightType: two.type }
    problems.push(problem('join.types-differ', args, place))
  }
  if (settings.keys.length === 0)
    problems.push(problem('join.keys-missing', {}, { setting: 'keys' }))
  return pairs
}

/** A key of one name on both sides is one column; where the left row may be missing, the right value fills it. */
function leftColumns(
  left: StepInput,
  keys: readonly KeyPair[],
  kind: string,
): readonly DraftColumn[] {
  return left.schema.map((column): DraftColumn => {
    const origins = [{ input: 0, column: column.name }]
    const plain = { ...column, sql: leftSql(column.name), origins }
    const key = keys.find(
      (pair) => pair.left === column && foldName(pair.right.name) === foldName(column.name),
    )
    if (!key) return plain
    const both = [...origins, { input: 1, column: key.right.name }]
    if (kind === 'inner' || kind === 'left') return { ...plain, origins: both }
    const one = castSql(leftSql(column.name), column.type, key.type)
    const two = castSql(rightSql(key.right.name), key.right.type, key.type)
    return { ...plain, type: key.type, sql: `coalesce(${one}, ${two})`, origins: both }
  })
}

function rightColumns(
  right: StepInput,
  keys: readonly KeyPair[],
  taken: Set<string>,
  suffix: string,
  problems: Problem[],
): readonly DraftColumn[] {
  return right.schema.flatMap((column): readonly DraftColumn[] => {
    const merged = keys.some(
      (pair) => pair.right === column && foldName(pair.left.name) === foldName(column.name),
    )
    if (merged) return []
    let { name } = column
    if (taken.has(foldName(name)) && suffix === '') {
      problems.push(problem('join.suffix-missing', { name }, { setting: 'suffix' }))
      return []
    }
    while (taken.has(foldName(name))) name += suffix
    taken.add(foldName(name))
    const origins = [{ input: 1, column: column.name }]
    return [{ name, type: column.type, sql: rightSql(column.name), origins }]
  })
}

/** Matches the rows of two inputs by pairs of columns. */
export function compileJoin(settings: StepSettings['join'], { at }: CompileScope): StepDraft {
  const [left, right] = [at('left'), at('right')]
  const problems: Problem[] = []
  const keys = readKeys(settings, left, right, problems)
  if (problems.length > 0) return brokenDraft(problems)
  const ours = leftColumns(left, keys, settings.kind)
  const taken = new Set(ours.map((column) => foldName(column.name)))
  const theirs = rightColumns(right, keys, taken, settings.suffix.trim(), problems)
  const columns = [...ours, ...theirs]
  const list = columns.map((column) => `${column.sql} AS ${quoteName(column.name)}`).join(', ')
  const on = keys.map(({ left: one, right: two, type }) => {
    const [a, b] = [
      castSql(leftSql(one.name), one.type, type),
      castSql(rightSql(two.name), two.type, type),
    ]
    return `${a} = ${b}`
  })
  const sides = `${quoteName(left.table)} AS l ${settings.kind.toUpperCase()} JOIN ${quoteName(right.table)} AS r`
  return draftOf(problems, columns, `SELECT ${list} FROM ${sides} ON ${on.join(' AND ')}`, false)
}
