import { problem, warning, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { familyOf } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import { draftOf, findColumns, passColumns, selectList, type StepDraft } from './step-draft.ts'

type Settings = StepSettings['clean']

const removed: Readonly<Record<Settings['remove'], ((sql: string) => string) | null>> = {
  nothing: null,
  digits: (sql) => `regexp_replace(${sql}, '[0-9]', '', 'g')`,
  punctuation: (sql) => `regexp_replace(${sql}, '\\p{P}', '', 'g')`,
  letters: (sql) => `regexp_replace(${sql}, '\\p{L}', '', 'g')`,
  accents: (sql) => `strip_accents(${sql})`,
}

const cased: Readonly<Record<Settings['case'], ((sql: string) => string) | null>> = {
  keep: null,
  lower: (sql) => `lower(${sql})`,
  upper: (sql) => `upper(${sql})`,
  title: (sql) =>
    `array_to_string(list_transform(string_split(lower(${sql}), ' '), lambda w: upper(w[1:1]) || w[2:]), ' ')`,
}

function cleanSql(settings: Settings, name: string): string {
  const ways = [
    removed[settings.remove],
    settings.spaces ? (sql: string) => `regexp_replace(${sql}, '\\s+', ' ', 'g')` : null,
    settings.trim ? (sql: string) => `trim(${sql})` : null,
    cased[settings.case],
    settings.empty ? (sql: string) => `nullif(${sql}, '')` : null,
  ]
  return ways.reduce((sql, way) => (way ? way(sql) : sql), quoteName(name))
}

/** Texts without stray spaces, signs or mixed letter case. */
export function compileClean(settings: Settings, { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const chosen = new Set(findColumns(settings.columns, 'columns', input, problems))
  if (settings.columns.length === 0)
    problems.push(warning('step.columns-none', {}, { setting: 'columns' }))
  for (const { name, type } of chosen)
    if (familyOf(type) !== 'text')
      problems.push(problem('step.text-needed', { column: name, type }, { setting: 'columns' }))
  const cleaned = new Set([...chosen].map((column) => column.name))
  const columns = passColumns(input).map((column) =>
    cleaned.has(column.name) ? { ...column, sql: cleanSql(settings, column.name) } : column,
  )
  return draftOf(
    problems,
    columns,
    `SELECT ${selectList(columns)} FROM ${quoteName(input.table)}`,
    input.ordered,
    { reach: 'values' },
  )
}
