import {
  foldName,
  freeName,
  problem,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, commonType, familyOf } from '../column-types.ts'
import { quoteName, quoteText } from '../quoting.ts'
import {
  brokenDraft,
  checkSuffix,
  draftOf,
  findColumn,
  selectList,
  type ColumnOrigin,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['compare']

interface Shared {
  readonly left: Column
  readonly right: Column
  readonly type: string
}

/** The columns both tables have, brought to one type; text when they have no other in common. */
function sharedColumns(left: StepInput, right: StepInput): readonly Shared[] {
  return left.schema.flatMap((one): readonly Shared[] => {
    const two = right.schema.find((column) => foldName(column.name) === foldName(one.name))
    if (!two) return []
    const common = commonType(one.type, two.type) ?? 'VARCHAR'
    const type = familyOf(common) === 'other' && one.type !== two.type ? 'VARCHAR' : common
    return [{ left: one, right: two, type }]
  })
}

const sideSql = (side: 'l' | 'r', column: Column, type: string) =>
  castSql(`${side}.${quoteName(column.name)}`, column.type, type)

function pairColumns(
  pairs: readonly Shared[],
  suffix: string,
  taken: Set<string>,
  [left, right]: readonly [StepInput, StepInput],
): readonly DraftColumn[] {
  return pairs.flatMap((pair): readonly DraftColumn[] => {
    let name = pair.left.name + (suffix || '_new')
    while (taken.has(foldName(name))) name += suffix || '_new'
    taken.add(foldName(name))
    const { type } = pair
    const before = { input: left.index, column: pair.left.name }
    const after = { input: right.index, column: pair.right.name }
    return [
      { name: pair.left.name, type, sql: sideSql('l', pair.left, type), origins: [before] },
      { name, type, sql: sideSql('r', pair.right, type), origins: [after] },
    ]
  })
}

function keyPairs(
  settings: Settings,
  left: StepInput,
  pairs: readonly Shared[],
  problems: Problem[],
): readonly Shared[] {
  if (settings.keys.length === 0)
    problems.push(problem('join.keys-missing', {}, { setting: 'keys' }))
  const found = settings.keys.flatMap(({ id, column }): readonly Shared[] => {
    const place = { setting: 'keys', item: id }
    const key = findColumn(left.schema, column, place, problems)
    const pair = pairs.find((one) => one.left === key)
    if (key && !pair) problems.push(problem('overlap.column-missing', { column: key.name }, place))
    return pair ? [pair] : []
  })
  return [...new Set(found)]
}

function originsOf(
  pairs: readonly Shared[],
  [left, right]: readonly [StepInput, StepInput],
): readonly ColumnOrigin[] {
  return pairs.flatMap((pair) => [
    { input: left.index, column: pair.left.name },
    { input: right.index, column: pair.right.name },
  ])
}

interface Names {
  readonly change: string
  readonly changed: string
  /** A column that is filled where the row is there. */
  readonly mark: string
}

/** What became of a row, and which of its columns differ. */
function changeColumns(
  values: readonly Shared[],
  names: Names,
  origins: readonly ColumnOrigin[],
): readonly DraftColumn[] {
  const differs = values.map(({ left, right, type }) => {
    return `${sideSql('l', left, type)} IS DISTINCT FROM ${sideSql('r', right, type)}`
  })
  const lists = values.map(({ left }, index) => {
    return `CASE WHEN ${differs[index] ?? 'FALSE'} THEN ${quoteText(left.name)} END`
  })
  const mark = quoteName(names.mark)
  const both = `l.${mark} IS NOT NULL AND r.${mark} IS NOT NULL`
  const listed = `CASE WHEN ${both} THEN concat_ws(', ', ${lists.join(', ')}) ELSE '' END`
  const different = differs.length > 0 ? `(${differs.join(' OR ')})` : 'FALSE'
  const change = `CASE WHEN r.${mark} IS NULL THEN 'removed' WHEN l.${mark} IS NULL THEN 'added' WHEN ${different} THEN 'changed' ELSE 'same' END`
  return [
    { name: names.change, type: 'VARCHAR', sql: change, origins },
    { name: names.changed, type: 'VARCHAR', sql: lists.length > 0 ? listed : "''", origins },
  ]
}

/** What was added, removed and changed from the left table to the right one, row by row of equal keys. */
export function compileCompare(settings: Settings, { at }: CompileScope): StepDraft {
  const sides = [at('left'), at('right')] as const
  const [left, right] = sides
  const problems: Problem[] = []
  const pairs = sharedColumns(left, right)
  const keys = keyPairs(settings, left, pairs, problems)
  const suffix = settings.suffix.trim()
  checkSuffix(suffix, problems)
  if (problems.length > 0) return brokenDraft(problems)
  const values = pairs.filter((pair) => !keys.includes(pair))
  const taken = new Set(pairs.map((pair) => foldName(pair.left.name)))
  const nameFor = (wanted: string) => {
    const name = freeName(wanted, taken)
    taken.add(foldName(name))
    return name
  }
  const every = sides.flatMap(({ schema }) => schema.map((column) => foldName(column.name)))
  const mark = freeName('is_there', new Set(every))
  const names = { change: nameFor('change'), changed: nameFor('changed_columns'), mark }
  const columns: DraftColumn[] = [
    ...changeColumns(values, names, originsOf(pairs, sides)),
    ...keys.map((pair) => ({
      name: pair.left.name,
      type: pair.type,
      sql: `coalesce(${sideSql('l', pair.left, pair.type)}, ${sideSql('r', pair.right, pair.type)})`,
      origins: originsOf([pair], sides),
    })),
    ...pairColumns(values, suffix, taken, sides),
  ]
  const on = keys.map(
    (pair) =>
      `${sideSql('l', pair.left, pair.type)} IS NOT DISTINCT FROM ${sideSql('r', pair.right, pair.type)}`,
  )
  const from = (input: StepInput) =>
    `(SELECT *, 1 AS ${quoteName(names.mark)} FROM ${quoteName(input.table)})`
  const joined = `SELECT ${selectList(columns)} FROM ${from(left)} AS l FULL JOIN ${from(right)} AS r ON ${on.join(' AND ')}`
  const sql = settings.same
    ? joined
    : `SELECT * FROM (${joined}) AS t WHERE ${quoteName(names.change)} <> 'same'`
  return draftOf(problems, columns, sql, false)
}
