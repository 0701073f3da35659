import type { Column, Problem, StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, familyOf, isNumeric } from '../column-types.ts'
import { quoteName, quoteText } from '../quoting.ts'
import { draftOf, findColumns, originsIn, type StepDraft } from './step-draft.ts'

const shape = [
  ['position', 'BIGINT'],
  ['column', 'VARCHAR'],
  ['type', 'VARCHAR'],
  ['rows', 'BIGINT'],
  ['empty', 'BIGINT'],
  ['distinct', 'BIGINT'],
  ['least', 'VARCHAR'],
  ['greatest', 'VARCHAR'],
  ['mean', 'DOUBLE'],
  ['median', 'DOUBLE'],
  ['deviation', 'DOUBLE'],
] as const

function figuresOf({ name, type }: Column, position: number): readonly string[] {
  const column = quoteName(name)
  const number = castSql(column, type, 'DOUBLE')
  const none = { text: 'CAST(NULL AS VARCHAR)', number: 'CAST(NULL AS DOUBLE)' }
  const end = (call: string) =>
    familyOf(type) === 'other' ? none.text : `CAST(${call}(${column}) AS VARCHAR)`
  const figure = (call: string) => (isNumeric(type) ? `${call}(${number})` : none.number)
  return [
    `CAST(${String(position)} AS BIGINT)`,
    quoteText(name),
    quoteText(type),
    'count(*)',
    `count(*) - count(${column})`,
    `count(DISTINCT ${column})`,
    end('min'),
    end('max'),
    figure('avg'),
    figure('median'),
    figure('stddev_samp'),
  ]
}

/** One row of figures for every column: how full it is, how many different values, from where to where. */
export function compileProfile(settings: StepSettings['profile'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const chosen = findColumns(settings.columns, 'columns', input, problems)
  const profiled = chosen.length > 0 ? chosen : input.schema
  const selects = profiled.map((column, index) => {
    const figures = figuresOf(column, index + 1)
    const list = shape.map(([name], at) => `${figures[at] ?? 'NULL'} AS ${quoteName(name)}`)
    return `SELECT ${list.join(', ')} FROM ${quoteName(input.table)}`
  })
  const origins = originsIn(
    input,
    profiled.map((column) => column.name),
  )
  const columns = shape.map(([name, type]) => ({ name, type, origins }))
  const sql = `SELECT * FROM (${selects.join(' UNION ALL ')}) AS figures ORDER BY "position"`
  return draftOf(problems, columns, sql, true)
}
