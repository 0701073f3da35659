import { foldName, hasErrors, problem, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName } from '../quoting.ts'
import { checkSql, hasOwnOrder } from '../sql-gate.ts'
import { traceSql } from '../sql-lineage/trace-sql.ts'
import { brokenDraft, draftOf, type StepDraft, type StepInput } from './step-draft.ts'

/** The whole statement of a SQL step: its inputs as `input_1`, `input_2`, … around the SELECT people wrote. */
function wholeStatement(written: string, inputs: readonly StepInput[]): string {
  const tables = inputs.map(
    ({ table }, index) => `input_${String(index + 1)} AS (SELECT * FROM ${quoteName(table)})`,
  )
  const before = tables.length > 0 ? `WITH ${tables.join(', ')} ` : ''
  // The line end keeps a closing comment of theirs from swallowing the bracket.
  return `${before}SELECT * FROM (\n${written.trim()}\n) AS written`
}

function failedReason(failure: {
  readonly code: string
  readonly args: Readonly<Record<string, string | number>>
}): string {
  return String(failure.args.message ?? failure.args.reason ?? failure.code)
}

/** A SQL step, once the engine has told its columns; where its text cannot be followed, each may come from any column of any input. */
export function compileSql(
  settings: StepSettings['sql'],
  { inputs, describe }: CompileScope,
): StepDraft {
  const place = { setting: 'sql' }
  const problems: Problem[] = [...checkSql(settings.sql)]
  if (hasErrors(problems)) return brokenDraft(problems)
  const sql = wholeStatement(settings.sql, inputs)
  const described = describe(sql)
  if (!described) return { ...brokenDraft([]), sql }
  if (!described.ok)
    return brokenDraft([problem('sql.refused', { reason: failedReason(described.failure) }, place)])
  const taken = new Set<string>()
  const every = inputs.flatMap(({ schema, index }) =>
    schema.map((column) => ({ input: index, column: column.name })),
  )
  const traced = traceSql(settings.sql, inputs, described.value)
  const columns = described.value.map((column, at) => {
    if (taken.has(foldName(column.name)))
      problems.push(problem('step.name-taken', { name: column.name }, place))
    taken.add(foldName(column.name))
    return { ...column, origins: traced?.[at] ?? every }
  })
  return draftOf(problems, columns, sql, hasOwnOrder(settings.sql))
}
