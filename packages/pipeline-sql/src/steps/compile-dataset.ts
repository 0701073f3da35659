import { problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName, sourceTableName } from '../quoting.ts'
import { brokenDraft, draftOf, passColumns, passedNames, type StepDraft } from './step-draft.ts'

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
  const schema = source.schema.map(({ name, type }) => ({ name, type }))
  const stored = { table, schema, ordered: true, index: 0 }
  const sql = `SELECT ${passedNames(stored)} FROM ${quoteName(table)}`
  return draftOf([], passColumns(stored), sql, true, { table, reach: 'names' })
}
