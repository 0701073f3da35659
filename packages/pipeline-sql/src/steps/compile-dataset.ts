import { problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName, sourceTableName } from '../quoting.ts'
import { brokenDraft, draftOf, passColumns, type StepDraft } from './step-draft.ts'

/** A dataset step: every column of the sample, in the order it is stored. */
export function compileDataset(
  settings: StepSettings['dataset'],
  { sources }: CompileScope,
): StepDraft {
  const { dataset } = settings
  const fail = (code: string, args = {}) =>
    brokenDraft([problem(code, args, { setting: 'dataset' })])
  if (dataset === null || dataset === '') return fail('dataset.unchosen')
  const source = Object.hasOwn(sources, dataset) ? sources[dataset] : undefined
  if (!source) return fail('dataset.not-found', { dataset })
  const table = sourceTableName(source.digest)
  const columns = passColumns({ table, schema: source.schema, ordered: true, index: 0 })
  const sql = `SELECT ${columns.map((column) => column.sql).join(', ')} FROM ${quoteName(table)}`
  return draftOf([], columns, sql, true, { table })
}
