import { accept, refuse, type Failure, type Outcome } from '@weft/kernel'
import type { Pipeline, StepId } from '@weft/pipeline-model'
import { quoteName, recipesFor, type CompiledPipeline } from '@weft/pipeline-sql'
import type { QueryEngine, ResultTable } from '@weft/query-engine'
import type { WorkspaceClient } from '@weft/workspace-client'
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import { askExpression, askProbe, askValues } from './ask-step.ts'
import { openCompileLoop } from './compile-loop.ts'
import { shelveDatasets, shelveUploads, sourcesOf, type DatasetChoice } from './dataset-shelf.ts'
import { useLevels } from './levels.ts'
import { openProfileBoard } from './profile-board.ts'
import { openRunBoard, type StepRuns } from './run-board.ts'
import { useLatest } from './watch-source.ts'
import type { WidgetOutputs, WidgetQuery } from './widget-query.ts'
import type { WorkspaceSession } from './workspace-session.ts'

/** What a session is made of; it owns client and engine and disposes of them with its scope. */
export interface SessionParts {
  readonly client: WorkspaceClient
  readonly engine: QueryEngine
  readonly canEdit: ComputedRef<boolean>
  readonly listDatasets: () => Promise<Outcome<readonly DatasetChoice[]>>
  readonly loadSample: (dataset: string) => Promise<Uint8Array>
  /** The Arrow stream of a table of the workspace. */
  readonly loadTable: (digest: string) => Promise<Uint8Array>
  readonly addTable: WorkspaceSession['addTable']
  readonly listWriters: WorkspaceSession['listWriters']
}

const noPipeline: Pipeline = { id: 'pl_none', title: {}, steps: {}, edges: [], positions: {} }

/** Opens the session of a workspace for the surrounding scope. */
export function openWorkspaceSession(parts: SessionParts): WorkspaceSession {
  const { client, engine } = parts
  const picture = useLatest(client.document)
  const pipeline = computed(() => picture.value.pipelines[0] ?? null)
  // Before anything is compiled: a step may ask for its table at once.
  const levels = useLevels(pipeline, () => picture.value.subflows)
  const { root } = levels
  watch(root, (next) => shelveUploads(engine, next, parts.loadTable), { immediate: true })
  const work = usePipelineWork(engine, root)
  const catalogue = useDatasets(parts, work.setSources)
  const profiles = openProfileBoard(engine)
  onScopeDispose(() => {
    profiles.dispose()
    client.dispose()
    engine.dispose()
  })
  return {
    client,
    document: client.document,
    engine,
    picture,
    pipeline,
    ...levels,
    compiled: work.compiled,
    previewCompiled: work.previewCompiled,
    runs: work.runs,
    ...catalogue,
    outputs: computed(() => outputsOf(work.compiled.value)),
    profiles: useLatest(profiles),
    wantProfiles: (table, columns) => profiles.want(table, columns),
    runWidgetQuery: (query) => runWidgetQuery(engine, work.compiled.value, query),
    engineProgress: useLatest(engine.progress),
    engineState: useLatest(engine.state),
    others: useLatest({
      read: () => client.presence.others(),
      onChange: (listener) => client.presence.onChange(listener),
    }),
    canEdit: parts.canEdit,
    addTable: parts.addTable,
    listWriters: parts.listWriters,
    readRows: (step, first, count, signal) =>
      readRows(engine, work.compiled.value, { step, first, count, signal }),
    askProbe: (question) => askProbe(engine, work.compiled.value, question),
    askValues: (question) => askValues(engine, work.compiled.value, question),
    askExpression: (question) => askExpression(engine, work.compiled.value, question),
    focusStep: work.focusStep,
    stopRuns: work.stopRuns,
    retryRun: work.retryRun,
  }
}

/** Compiles and computes the pipeline whenever it changes. */
function usePipelineWork(engine: QueryEngine, pipeline: ComputedRef<Pipeline | null>) {
  const loop = openCompileLoop({
    engine,
    pipeline: pipeline.value ?? noPipeline,
    onChange: (next) => {
      compiled.value = next
      board.setCompiled(next)
    },
  })
  const compiled = shallowRef<CompiledPipeline>(loop.read())
  const runs = shallowRef<StepRuns>(new Map())
  const board = openRunBoard({
    engine,
    compiled: compiled.value,
    onChange: (next) => {
      runs.value = next
    },
  })
  watch(pipeline, (next) => {
    loop.setPipeline(next ?? noPipeline)
  })
  onScopeDispose(() => {
    loop.dispose()
    board.dispose()
  })
  return {
    compiled,
    runs,
    previewCompiled: loop.preview,
    setSources: loop.setSources,
    focusStep: board.setFocus,
    stopRuns: board.stop,
    retryRun: board.retry,
  }
}

function useDatasets(
  { engine, listDatasets, loadSample }: SessionParts,
  setSources: (sources: ReturnType<typeof sourcesOf>) => void,
) {
  const datasets = shallowRef<readonly DatasetChoice[] | null>(null)
  const datasetsFailure = shallowRef<Failure | null>(null)
  const load = (): void => {
    datasetsFailure.value = null
    void listDatasets().then((listed) => {
      if (!listed.ok) {
        datasetsFailure.value = listed.failure
        return
      }
      datasets.value = listed.value
      shelveDatasets(engine, listed.value, loadSample)
      setSources(sourcesOf(listed.value))
    })
  }
  load()
  return { datasets, datasetsFailure, retryDatasets: load }
}

/** The outputs that have a table now. */
export function outputsOf(compiled: CompiledPipeline): WidgetOutputs {
  return Object.fromEntries(
    compiled.outputs.flatMap(({ name, step }) => {
      const found = compiled.steps[step]
      return found?.table && found.schema
        ? [[name, { table: found.table, schema: found.schema }]]
        : []
    }),
  )
}

async function computeStep(
  engine: QueryEngine,
  compiled: CompiledPipeline,
  { step, consumer, signal }: { step: StepId; consumer: string; signal?: AbortSignal | undefined },
): Promise<Outcome<string>> {
  const table = compiled.steps[step]?.table
  if (!table) return refuse('engine.unknown-table', { table: step })
  const options = { consumer: `${consumer}:table`, signal }
  const built = await engine.materialise(recipesFor(compiled, table), table, options)
  return built.ok ? accept(table) : built
}

async function runWidgetQuery(
  engine: QueryEngine,
  compiled: CompiledPipeline,
  { consumer, output, sql, signal }: WidgetQuery,
): Promise<Outcome<ResultTable>> {
  const found = compiled.outputs.find(({ name }) => name === output)
  if (!found) return refuse('engine.unknown-table', { table: output })
  const built = await computeStep(engine, compiled, { step: found.step, consumer, signal })
  return built.ok ? engine.query(sql, { consumer, signal, needs: [built.value] }) : built
}

async function readRows(
  engine: QueryEngine,
  compiled: CompiledPipeline,
  {
    step,
    first,
    count,
    signal,
  }: { step: StepId; first: number; count: number; signal: AbortSignal | undefined },
): Promise<Outcome<ResultTable>> {
  const table = compiled.steps[step]?.table
  if (!table) return refuse('engine.unknown-table', { table: step })
  return engine.query(`SELECT * FROM ${quoteName(table)} LIMIT ${count} OFFSET ${first}`, {
    consumer: `rows:${first}`,
    signal,
    needs: [table],
    glance: true,
  })
}
