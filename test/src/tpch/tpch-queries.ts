import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePipelineText, type Pipeline } from '@weft/pipeline-model'

const folder = join(import.meta.dirname, 'queries')
/** The names of the queries. */
export const tpchQueries = readdirSync(folder)
  .filter((name) => name.endsWith('.weft.json'))
  .map((name) => name.slice(0, -'.weft.json'.length))
  .toSorted()

/** The text of a query's pipeline. */
export const pipelineText = (query: string) =>
  readFileSync(join(folder, `${query}.weft.json`), 'utf8')
/** The SQL of a query. */
export const sqlText = (query: string) => readFileSync(join(folder, `${query}.sql`), 'utf8')

/** The pipeline of a query. */
export function readPipeline(query: string): Pipeline {
  const read = parsePipelineText(pipelineText(query))
  if (!read.ok) throw new Error(`${query}: ${JSON.stringify(read.failure)}`)
  return read.value
}
