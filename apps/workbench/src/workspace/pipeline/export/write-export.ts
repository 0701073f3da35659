import {
  dbtProject,
  exportScript,
  readableNames,
  type DbtRequest,
  type DialectName,
  type Script,
} from '@weft/sql-dialects'

/** What a pipeline can be written as: a script of a database, or a project of dbt. */
export type ExportTarget = DialectName | 'dbt'

/** What the page asks: one export, and the number its answer carries. */
export interface ExportQuestion {
  readonly number: number
  readonly target: ExportTarget
  readonly request: Omit<DbtRequest, 'titleOf' | 'names' | 'sources'> & {
    readonly sources: readonly Omit<DbtRequest['sources'][number], 'path'>[]
    readonly titles: Readonly<Record<string, string>>
  }
}

/** A pipeline written for somewhere else: one script, or the files of a project by their paths. */
export type PipelineExport =
  | { readonly kind: 'script'; readonly script: Script }
  | { readonly kind: 'project'; readonly files: Readonly<Record<string, string>> }

/** Writes the export that is asked for. */
export function writeExport({ target, request }: ExportQuestion): PipelineExport {
  const { titles, compiled, sources } = request
  const titleOf: DbtRequest['titleOf'] = (step) => titles[step] ?? step
  const names = readableNames(compiled, sources, titleOf, target === 'dbt' ? 'ascii' : 'any')
  if (target !== 'dbt')
    return {
      kind: 'script',
      script: exportScript({ compiled, sources, names, titleOf }, target),
    }
  const placed = sources.map((source) => ({
    ...source,
    path: `data/${names.get(source.table) ?? source.table}.csv`,
  }))
  return { kind: 'project', files: dbtProject({ ...request, sources: placed, names, titleOf }) }
}
