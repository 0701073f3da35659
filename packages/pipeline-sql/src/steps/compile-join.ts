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
  checkSuffix,
  draftOf,
  findColumn,
  passColumns,
  selectList,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['join']

interface KeyPair {
  readonly left: Column
  readonly right: Column
  readonly type: string
  readonly operator: Settings['keys'][number]['operator']
}

const leftSql = (name: string) => `l.${quoteName(name)}`
const rightSql = (name: string) => `r.${quoteName(name)}`

function readKeys(
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

const signs = {
  equals: '=',
  'not-equals': '<>',
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
} as const

const isEqual = ({ operator }: KeyPair) => operator === 'equals'

function conditionOf({ left, right, type, operator }: KeyPair): string {
  const one = castSql(leftSql(left.name), left.type, type)
  const two = castSql(rightSql(right.name), right.type, type)
  return `${one} ${signs[operator]} ${two}`
}

/** Of right rows that an as-of join could not tell apart, only the first: what is found must not be left to chance. */
function oneOfEquals(right: StepInput, keys: readonly KeyPair[]): string {
  const names = [...new Set(keys.map((key) => quoteName(key.right.name)))]
  const order = right.schema.map(({ name }) => `${quoteName(name)} ASC NULLS LAST`)
  const rank = `row_number() OVER (PARTITION BY ${names.join(', ')} ORDER BY ${order.join(', ')})`
  return `(SELECT * FROM ${quoteName(right.table)} QUALIFY ${rank} = 1)`
}

/** How many left rows find a match, how many find none, and how many right rows find none. */
function countProbe(left: StepInput, right: StepInput, on: string): string {
  const [l, r] = [`${quoteName(left.table)} AS l`, `${quoteName(right.table)} AS r`]
  const count = (from: string, as: string) => `(SELECT count(*) FROM ${from}) AS ${as}`
  return `SELECT ${[
    count(`${l} SEMI JOIN ${r} ON ${on}`, 'matched'),
    count(`${l} ANTI JOIN ${r} ON ${on}`, 'left_only'),
    count(`${r} ANTI JOIN ${l} ON ${on}`, 'right_only'),
  ].join(', ')}`
}

const words = {
  inner: 'INNER JOIN',
  left: 'LEFT JOIN',
  right: 'RIGHT JOIN',
  full: 'FULL JOIN',
  semi: 'SEMI JOIN',
  anti: 'ANTI JOIN',
  'as-of': 'ASOF LEFT JOIN',
  cross: 'CROSS JOIN',
} as const

function checkKinds(settings: Settings, keys: readonly KeyPair[]): readonly Problem[] {
  const place = { setting: 'keys' }
  if (settings.kind === 'full' && !keys.some(isEqual))
    return [problem('join.full-needs-equal', {}, place)]
  if (settings.kind !== 'as-of') return []
  const others = keys.filter((key) => !isEqual(key))
  const isSound = others.length === 1 && others[0]?.operator !== 'not-equals'
  return isSound ? [] : [problem('join.as-of-needs-order', {}, place)]
}

/** The columns of the left side and nothing else. */
function onlyLeftColumns(left: StepInput): { columns: readonly DraftColumn[]; list: string } {
  const names = passColumns(left).map(({ sql }) => `l.${sql} AS ${sql}`)
  return { columns: passColumns(left), list: names.join(', ') }
}

/** The columns of both sides, each key of one name once. */
function bothColumns(
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

/** Matches the rows of two inputs by pairs of columns. */
export function compileJoin(settings: Settings, { at }: CompileScope): StepDraft {
  const [left, right] = [at('left'), at('right')]
  const problems: Problem[] = []
  const isCross = settings.kind === 'cross'
  const keys = isCross ? [] : readKeys(settings, left, right, problems)
  problems.push(...checkKinds(settings, keys))
  checkSuffix(settings.suffix.trim(), problems)
  if (problems.length > 0) return brokenDraft(problems)
  const onlyLeft = settings.kind === 'semi' || settings.kind === 'anti'
  const { columns, list } = onlyLeft
    ? onlyLeftColumns(left)
    : bothColumns(settings, [left, right], keys, problems)
  const on = keys.map(conditionOf).join(' AND ')
  const table = settings.kind === 'as-of' ? oneOfEquals(right, keys) : quoteName(right.table)
  const sides = `${quoteName(left.table)} AS l ${words[settings.kind]} ${table} AS r`
  const sql = `SELECT ${list} FROM ${sides}${isCross ? '' : ` ON ${on}`}`
  const probes = isCross ? {} : { counts: countProbe(left, right, on) }
  return draftOf(problems, columns, sql, false, { probes })
}
