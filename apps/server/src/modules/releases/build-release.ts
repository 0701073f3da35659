import type { App } from '@weft/app-model'
import type { Outputs } from '@weft/app-runtime'
import { accept, refuse, type Clock, type Outcome, type Random } from '@weft/kernel'
import { everyStep, type Pipeline } from '@weft/pipeline-model'
import { quoteName } from '@weft/pipeline-sql'
import type { BundleAnswer, BundleOutput } from '@weft/release-model'
import { openNativeEngine, type NativeEngine } from '../../native-engine/index.ts'
import type { Blobs } from '../../store/blobs.ts'
import { contentOf, type WorkspaceContent } from '@weft/workspace-changes'
import type { Store } from '../../store/store.ts'
import type { UpdateLog } from '../../sync/index.ts'
import { readSources, type DatasetSource } from '../datasets/index.ts'
import { readPicture, readTableSources, type TableSource } from '../workspaces/index.ts'
import { answerFirst } from './answer-first.ts'
import {
  appProblemsOf,
  pipelineProblemsOf,
  releaseProblem,
  widgetFailed,
  type ReleaseProblem,
} from './release-problems.ts'
import { runPipeline, type RunPipeline, type RunSettings } from './run-pipeline.ts'

/** What the releases module works with. */
export interface ReleaseDeps {
  readonly store: Store
  readonly blobs: Blobs
  readonly log: UpdateLog
  readonly now: Clock
  readonly random: Random
}

/** A workspace's content turned into what a release carries, or the problems that refuse it. */
export interface BuiltRelease {
  /** The whole content it was built from. */
  readonly content: WorkspaceContent
  readonly pipeline: Pipeline
  readonly app: App
  readonly problems: readonly ReleaseProblem[]
  /** Empty while there are problems. */
  readonly outputs: readonly BundleOutput[]
  /** What the app shows before anybody has filtered; empty while there are problems. */
  readonly answers: readonly BundleAnswer[]
  readonly datasets: readonly DatasetSource[]
  /** Digests of the tables people brought as files. */
  readonly tables: readonly string[]
}

const statementLimitMs = 30_000
const buildLimitMs = 120_000
const memoryLimitMb = 512
const outputRowLimit = 200_000
const answerBytes = 2_000_000
const allAnswersBytes = 8_000_000

function datasetsOf(pipeline: Pipeline): string[] {
  const ids = everyStep(pipeline).flatMap((step) =>
    step.kind === 'dataset' && step.settings.dataset !== null ? [step.settings.dataset] : [],
  )
  return [...new Set(ids)]
}

function uploadsOf(pipeline: Pipeline) {
  return everyStep(pipeline).flatMap((step) =>
    step.kind === 'upload' && step.settings.table ? [step.settings.table] : [],
  )
}

/** The files whose tables are not in the workspace, such as those of a step copied from another. */
function missingTables(pipeline: Pipeline, tables: readonly TableSource[]): ReleaseProblem[] {
  const there = new Set(tables.map(({ digest }) => digest))
  const missing = uploadsOf(pipeline).filter(({ digest }) => !there.has(digest))
  return missing.map(({ fileName }) => releaseProblem('release.table-missing', { file: fileName }))
}

function outputTables({ compiled }: RunPipeline): Outputs {
  return Object.fromEntries(
    compiled.outputs.flatMap(({ name, step }) => {
      const { table = null, schema = null } = compiled.steps[step] ?? {}
      return table && schema ? [[name, { table, schema }]] : []
    }),
  )
}

async function takeOutput(
  engine: NativeEngine,
  name: string,
  table: string,
): Promise<BundleOutput | ReleaseProblem> {
  const counted = await engine.run(`SELECT count(*) FROM ${quoteName(table)}`)
  const rows = counted.ok ? Number(counted.value.rows[0]?.[0] ?? 0) : 0
  if (rows > outputRowLimit) {
    const args = { output: name, rows, limit: outputRowLimit }
    return releaseProblem('release.output-too-large', args)
  }
  const arrow = await engine.toArrow(`SELECT * FROM ${quoteName(table)}`)
  if (!arrow.ok) {
    const reason = String(arrow.failure.args.reason ?? arrow.failure.code)
    return releaseProblem('release.step-failed', { step: name, reason })
  }
  return { name, table, ...arrow.value }
}

function nothing(problems: readonly ReleaseProblem[]) {
  return { problems, outputs: [], answers: [] }
}

async function runAndTake(
  engine: NativeEngine,
  deps: ReleaseDeps,
  content: { readonly pipeline: Pipeline; readonly app: App },
  read: Pick<RunSettings, 'sources' | 'tables'>,
): Promise<Pick<BuiltRelease, 'problems' | 'outputs' | 'answers'>> {
  const missing = missingTables(content.pipeline, read.tables)
  if (missing.length > 0) return nothing(missing)
  const until = deps.now() + buildLimitMs
  const run = await runPipeline(content.pipeline, { engine, ...read, now: deps.now, until })
  if (!run.ok) {
    return nothing([releaseProblem(run.failure.code, run.failure.args)])
  }
  const tables = outputTables(run.value)
  const problems = pipelineProblemsOf(content.pipeline, run.value)
  problems.push(...appProblemsOf(content.app, tables))
  if (problems.length > 0) return nothing(problems)
  const outputs: BundleOutput[] = []
  for (const [name, { table }] of Object.entries(tables)) {
    const taken = await takeOutput(engine, name, table)
    if ('code' in taken) problems.push(taken)
    else outputs.push(taken)
  }
  if (problems.length > 0) return nothing(problems)
  const limits = { now: deps.now, until, answerBytes, totalBytes: allAnswersBytes }
  const { answers, failed } = await answerFirst(engine, content.app, outputs, tables, limits)
  if (failed.length > 0) return nothing(failed.map((one) => widgetFailed(content.app, one)))
  return { problems, outputs, answers }
}

async function buildNow(
  deps: ReleaseDeps,
  workspace: string,
  given: WorkspaceContent | null,
): Promise<Outcome<BuiltRelease>> {
  const picture = given ?? (await readPicture(deps, workspace))
  const pipeline = picture?.pipelines[0]
  if (!picture || !pipeline) return refuse('workspace.not-found')
  const { app } = picture
  const sources = await readSources(deps.store, deps.blobs, datasetsOf(pipeline))
  const digests = uploadsOf(pipeline).map(({ digest }) => digest)
  const tables = await readTableSources(deps.store, deps.blobs, workspace, digests)
  const engine = await openNativeEngine({ memoryLimitMb, timeoutMs: statementLimitMs })
  try {
    const taken = await runAndTake(engine, deps, { pipeline, app }, { sources, tables })
    const content = contentOf(picture)
    return accept({
      content,
      pipeline,
      app,
      datasets: Object.values(sources),
      tables: digests,
      ...taken,
    })
  } finally {
    engine.dispose()
  }
}

/** Builds what a release of a workspace would be with the native engine: of the stored document, or of the content given. */
export type ReleaseBuilder = (
  workspace: string,
  content?: WorkspaceContent,
) => Promise<Outcome<BuiltRelease>>

/** Opens a builder that builds one release after the other: each may take the engine's whole memory. */
export function openReleaseBuilder(deps: ReleaseDeps): ReleaseBuilder {
  let last: Promise<unknown> = Promise.resolve()
  return (workspace, content) => {
    const built = last.then(() => buildNow(deps, workspace, content ?? null))
    last = built.catch(() => undefined)
    return built
  }
}
