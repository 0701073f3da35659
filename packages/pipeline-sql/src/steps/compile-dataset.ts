import { problem, type Schema, type StepSettings } from '@weft/pipeline-model'
import { quoteName, sourceTableName } from '../quoting.ts'
import { brokenDraft, draftOf, passColumns, type StepDraft } from './step-draft.ts'

/** What the compiler knows of a dataset: its columns and the digest of its sample. */
export interface SourceTable {
  readonly schema: Schema
  readonly digest: string
}

/** A dataset step: every column of the sample, in the order it is stored. */
export function compileDataset(
  settings: StepSettings['dataset'],
  sources: Readonly<Record<string, SourceTable>>,
): StepDraft & { readonly table: string | null } {
  const { dataset } = settings
  const fail = (code: string, args = {}) => ({
    ...brokenDraft([problem(code, args, { setting: 'dataset' })]),
    table: null,
  })
  if (dataset === null || dataset === '') return fail('dataset.unchosen')
  const source = Object.hasOwn(sources, dataset) ? sources[dataset] : undefined
  if (!source) return fail('dataset.not-found', { dataset })
  const table = sourceTableName(source.digest)
  const columns = passColumns({ table, schema: source.schema, ordered: true }, quoteName)
  const sql = `SELECT ${columns.map((column) => column.sql).join(', ')} FROM ${quoteName(table)}`
  return { ...draftOf([], columns, sql, true), table }
}
