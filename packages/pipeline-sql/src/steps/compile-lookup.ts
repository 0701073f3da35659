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
  checkName,
  draftOf,
  findColumn,
  passColumns,
  selectList,
  takeName,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['lookup']

interface Pair {
  readonly left: Column
  readonly right: Column
  readonly type: string
}

function readPairs(
  settings: Settings,
  input: StepInput,
  reference: StepInput,
  problems: Problem[],
): readonly Pair[] {
  if (settings.keys.length === 0)
    problems.push(problem('join.keys-missing', {}, { setting: 'keys' }))
  return settings.keys.flatMap((key): readonly Pair[] => {
    const place = { setting: 'keys', item: key.id }
    const left = findColumn(input.schema, key.left, place, problems)
    const right = findColumn(reference.schema, key.right, place, problems)
    if (!left || !right) return []
    const type = commonType(left.type, right.type)
    if (type !== null && familyOf(type) !== 'other') return [{ left, right, type }]
    const args = { left: left.name, leftType: left.type, right: right.name, rightType: right.type }
    problems.push(problem('join.types-differ', args, place))
    return []
  })
}

function foundColumns(
  settings: Settings,
  input: StepInput,
  reference: StepInput,
  problems: Problem[],
): readonly DraftColumn[] {
  if (settings.columns.length === 0)
    problems.push(problem('lookup.columns-missing', {}, { setting: 'columns' }))
  const taken = new Set(input.schema.map((column) => foldName(column.name)))
  return settings.columns.flatMap((item): readonly DraftColumn[] => {
    const place = { setting: 'columns', item: item.id }
    const column = findColumn(reference.schema, item.column, place, problems)
    if (!column) return []
    const name = item.name || column.name
    if (item.name === '') takeName(name, place, taken, problems)
    else checkName(name, place, taken, problems)
    const origins = [{ input: reference.index, column: column.name }]
    return [{ name, type: column.type, sql: `r.${quoteName(column.name)}`, origins }]
  })
}

/** Columns of another table added where keys are equal; of several rows with one key the first counts, so rows never multiply. */
export function compileLookup(settings: Settings, { at }: CompileScope): StepDraft {
  const [input, reference] = [at('in'), at('reference')]
  const problems: Problem[] = []
  const pairs = readPairs(settings, input, reference, problems)
  const found = foundColumns(settings, input, reference, problems)
  if (problems.length > 0) return brokenDraft(problems)
  const columns = [
    ...passColumns(input).map((column) => ({ ...column, sql: `l.${column.sql}` })),
    ...found,
  ]
  const keys = [...new Set(pairs.map(({ right }) => quoteName(right.name)))].join(', ')
  const order = reference.schema.map(({ name }) => `${quoteName(name)} ASC NULLS LAST`).join(', ')
  const table = quoteName(reference.table)
  const rank = `row_number() OVER (PARTITION BY ${keys} ORDER BY ${order})`
  const unique = `(SELECT * FROM ${table} QUALIFY ${rank} = 1)`
  const on = pairs.map(({ left, right, type }) => {
    const one = castSql(`l.${quoteName(left.name)}`, left.type, type)
    return `${one} = ${castSql(`r.${quoteName(right.name)}`, right.type, type)}`
  })
  const sql = `SELECT ${selectList(columns)} FROM ${quoteName(input.table)} AS l LEFT JOIN ${unique} AS r ON ${on.join(' AND ')}`
  const twice = `SELECT ${keys} FROM ${table} GROUP BY ${keys} HAVING count(*) > 1`
  const probes = { duplicates: `SELECT count(*) AS duplicates FROM (${twice}) AS t` }
  return draftOf(problems, columns, sql, false, { probes })
}
