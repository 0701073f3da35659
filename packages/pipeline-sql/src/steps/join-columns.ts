import {
  foldName,
  problem,
  type Column,
  type Problem,
  type Schema,
  type StepSettings,
} from '@weft/pipeline-model'
import { castSql, commonType, familyOf } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import {
  findColumn,
  passColumns,
  selectList,
  type DraftColumn,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['join']

/** Two columns a join compares, and the type in which they can be. */
export interface KeyPair {
  readonly left: Column
  readonly right: Column
  readonly type: string
  readonly operator: Settings['keys'][number]['operator']
}

/** A column of the left side as the statement calls it. */
export const leftSql = (name: string) => `l.${quoteName(name)}`
/** A column of the right side as the statement calls it. */
export const rightSql = (name: string) => `r.${quoteName(name)}`

/** The pairs of columns a join compares; what is wrong with them becomes problems. */
export function readKeys(
  settings: Settings,
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
      pairs.push({ left: one, right: two, type, operator: key.operator })
      continue
    }
    const args = { left: one.name, leftType: one.type, right: two.name, rightType: two.type }
    problems.push(problem('join.types-differ', args, place))
  }
  return pairs
}

/** A key of one name on both sides is one column; where the left row may be missing, the right value fills it. */
function leftColumns(
  left: StepInput,
  keys: readonly KeyPair[],
  kind: string,
): readonly DraftColumn[] {
  return passColumns(left).map((column, at): DraftColumn => {
    const plain = { ...column, sql: `l.${column.sql}` }
    const { origins } = column
    const key = keys.find(
      (pair) =>
        pair.left === left.schema[at] && foldName(pair.right.name) === foldName(column.name),
    )
    if (!key) return plain
    const both = [...origins, { input: 1, column: key.right.name }]
    if (['inner', 'left', 'as-of'].includes(kind)) return { ...plain, origins: both }
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

/** Whether a pair of columns must be equal. */
export const isEqual = ({ operator }: KeyPair) => operator === 'equals'

/** The columns of both sides, each key of one name once. */
export function bothColumns(
  settings: Settings,
  [left, right]: readonly [StepInput, StepInput],
  keys: readonly KeyPair[],
  problems: Problem[],
): { columns: readonly DraftColumn[]; list: string } {
  const equal = keys.filter(isEqual)
  const ours = leftColumns(left, equal, settings.kind)
  const taken = new Set(ours.map((column) => foldName(column.name)))
  const theirs = rightColumns(right, equal, taken, settings.suffix.trim(), problems)
  const columns = [...ours, ...theirs]
  return { columns, list: selectList(columns) }
}

/** The columns a condition between the rows of both sides may name, under the names the join gives them. */
export function comparedColumns(
  settings: Settings,
  sides: readonly [StepInput, StepInput],
): readonly DraftColumn[] {
  const keys = readKeys(settings, ...sides, [])
  // Rows are compared while both are there: no column is filled from the other side yet.
  return bothColumns({ ...settings, kind: 'inner' }, sides, keys, []).columns
}

/** The columns a condition of a join may name, for those who write it. */
export function joinedSchema(settings: Settings, left: Schema, right: Schema): Schema {
  const side = (schema: Schema, index: number): StepInput => ({
    table: '',
    schema,
    ordered: false,
    index,
  })
  const columns = comparedColumns(settings, [side(left, 0), side(right, 1)])
  return columns.map(({ name, type }) => ({ name, type }))
}
