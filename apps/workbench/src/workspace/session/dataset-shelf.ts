import type { LocalText } from '@weft/kernel'
import { everyStep, type Pipeline, type Schema } from '@weft/pipeline-model'
import { sourceTableName, type SourceTable } from '@weft/pipeline-sql'
import type { QueryEngine } from '@weft/query-engine'

/** A dataset of the catalogue as a pipeline can begin with it. */
export interface DatasetChoice {
  readonly id: string
  readonly title: LocalText
  readonly description: LocalText
  readonly owner: { readonly name: LocalText; readonly hue: number }
  readonly licence: { readonly spdx: string }
  readonly rows: number
  readonly columns: Schema
  readonly digest: string
}

/** The columns and content of every dataset, as the compiler reads them. */
export function sourcesOf(datasets: readonly DatasetChoice[]): Record<string, SourceTable> {
  return Object.fromEntries(
    datasets.map(({ id, columns, digest }) => [
      id,
      { schema: columns.map(({ name, type }) => ({ name, type })), digest },
    ]),
  )
}

/** Makes every dataset known to the engine; a sample is fetched when a step first needs it. */
export function shelveDatasets(
  engine: Pick<QueryEngine, 'addSource'>,
  datasets: readonly DatasetChoice[],
  loadSample: (dataset: string) => Promise<Uint8Array>,
): void {
  for (const { id, digest } of datasets) {
    engine.addSource(sourceTableName(digest), () => loadSample(id))
  }
}

/** Makes every table people brought into the workspace known to the engine. */
export function shelveUploads(
  engine: Pick<QueryEngine, 'addSource'>,
  pipeline: Pipeline | null,
  loadTable: (digest: string) => Promise<Uint8Array>,
): void {
  for (const step of pipeline ? everyStep(pipeline) : []) {
    if (step.kind !== 'upload' || step.settings.table === null) continue
    const { digest } = step.settings.table
    engine.addSource(sourceTableName(digest), () => loadTable(digest))
  }
}
