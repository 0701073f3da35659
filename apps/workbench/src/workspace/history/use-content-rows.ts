import { accept, refuse, type Failure, type Outcome } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import { quoteName, recipesFor } from '@weft/pipeline-sql'
import { pagedRows, type GridRows } from '@weft/result-views'
import type { WorkspaceContent } from '@weft/workspace-changes'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useApi } from '../../api/use-api.ts'
import { shelveUploads, sourcesOf } from '../session/dataset-shelf.ts'
import { useWorkspaceSession } from '../session/workspace-session.ts'
import { compileContent, rootOf } from './compile-content.ts'

/** The rows a step gives in a content that is not on the canvas, computed in the page's engine. */
export function useContentRows(
  workspace: `ws_${string}`,
  content: () => WorkspaceContent,
  step: () => StepId | null,
) {
  const api = useApi()
  const { engine, datasets } = useWorkspaceSession()
  const rows = shallowRef<GridRows | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const busy = ref(false)
  let stop = new AbortController()

  async function loadTable(table: string): Promise<Uint8Array> {
    const read = await api.readTable({ params: { workspace, table } })
    if (!read.ok) throw new Error(read.failure.code)
    return read.value
  }
  async function read(id: StepId, signal: AbortSignal): Promise<Outcome<GridRows>> {
    const pipeline = rootOf(content())
    if (!pipeline || !datasets.value) return refuse('engine.unknown-table', { table: id })
    shelveUploads(engine, pipeline, loadTable)
    const compiled = await compileContent(engine, sourcesOf(datasets.value), pipeline, signal)
    const found = compiled.steps[id]
    if (!found?.table || !found.schema) return refuse('engine.unknown-table', { table: id })
    const { table, schema } = found
    const made = await engine.materialise(recipesFor(compiled, table), table, {
      consumer: 'history',
      signal,
    })
    if (!made.ok) return made
    return accept(
      pagedRows(schema, made.value.rows, async (first, count) => {
        const sql = `SELECT * FROM ${quoteName(table)} LIMIT ${count} OFFSET ${first}`
        const options = { consumer: `history:${first}`, signal, needs: [table], glance: true }
        const answer = await engine.query(sql, options)
        return answer.ok ? answer.value : null
      }),
    )
  }
  async function start(): Promise<void> {
    stop.abort()
    stop = new AbortController()
    const { signal } = stop
    rows.value = null
    failure.value = null
    const id = step()
    if (!id) return
    busy.value = true
    const answer = await read(id, signal)
    if (stop.signal !== signal) return
    busy.value = false
    if (answer.ok) rows.value = answer.value
    else failure.value = answer.failure
  }
  watch([content, step, datasets], () => void start(), { immediate: true })
  onScopeDispose(() => {
    stop.abort()
  })
  return { rows, failure, busy, stop: () => stop.abort(), again: start }
}
