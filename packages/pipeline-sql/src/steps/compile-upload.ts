import { problem, type Problem, type StepSettings } from '@weft/pipeline-model'
import { parseCastType } from '../column-types.ts'
import { quoteName, sourceTableName } from '../quoting.ts'
import { brokenDraft, checkName, draftOf, passColumns, type StepDraft } from './step-draft.ts'

const place = { setting: 'table' }

/** An upload step: every column of the table that was brought, in the order it is stored. */
export function compileUpload({ table: uploaded }: StepSettings['upload']): StepDraft {
  if (uploaded === null) return brokenDraft([problem('upload.unchosen', {}, place)])
  const problems: Problem[] = []
  const taken = new Set<string>()
  for (const { name, type } of uploaded.columns) {
    checkName(name, place, taken, problems)
    if (parseCastType(type) !== type)
      problems.push(problem('upload.type-unknown', { column: name, type }, place))
  }
  const table = sourceTableName(uploaded.digest)
  const columns = passColumns({ table, schema: uploaded.columns, ordered: true, index: 0 })
  const sql = `SELECT ${columns.map((column) => column.sql).join(', ')} FROM ${quoteName(table)}`
  return draftOf(problems, columns, sql, true, { table, reach: 'names' })
}
