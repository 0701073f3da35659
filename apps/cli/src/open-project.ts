import { accept, refuse, type Outcome } from '@weft/kernel'
import {
  everyStep,
  hasErrors,
  stepsAlong,
  subflowOf,
  type Pipeline,
  type Schema,
  type Step,
  type UploadedTable,
} from '@weft/pipeline-model'
import {
  compilePipeline,
  plannedViews,
  quoteName,
  viewsBehind,
  type CompiledPipeline,
  type CompiledTable,
} from '@weft/pipeline-sql'
import type { Request } from './parse-request.ts'
import { openNativeTables, type NativeTables } from './native-tables.ts'
import { readPipelineFile } from './read-pipeline-file.ts'

/** A dataset as a file stands for it. */
export interface ProjectSource {
  readonly schema: Schema
  readonly digest: string
  readonly path: string
}

/** A pipeline with its tables in a native engine, compiled. */
export interface Project {
  readonly pipeline: Pipeline
  readonly sources: Readonly<Record<string, ProjectSource>>
  readonly compiled: CompiledPipeline
  readonly tables: NativeTables
}

/** The tables that were brought as files, by the step that holds them. */
function uploadsOf(pipeline: Pipeline): Map<string, UploadedTable> {
  return new Map(
    everyStep(pipeline).flatMap((step) =>
      step.kind === 'upload' && step.settings.table ? [[step.id, step.settings.table]] : [],
    ),
  )
}

/** Refuses a table for which nothing in the pipeline has a use: most often a misspelt name. */
function checkData(
  { data }: Request,
  pipeline: Pipeline,
  uploads: ReadonlyMap<string, UploadedTable>,
): Outcome<null> {
  const datasets = everyStep(pipeline).flatMap((step) =>
    step.kind === 'dataset' && step.settings.dataset ? [step.settings.dataset] : [],
  )
  const known = [...new Set([...datasets, ...uploads.keys()])]
  const unused = data.find(({ dataset }) => !known.includes(dataset))
  if (!unused) return accept(null)
  return refuse('cli.data-unused', { dataset: unused.dataset, known: known.join(', ') || '–' })
}

async function loadSources(
  tables: NativeTables,
  request: Request,
  pipeline: Pipeline,
): Promise<Outcome<Record<string, ProjectSource>>> {
  const sources: Record<string, ProjectSource> = {}
  const uploads = uploadsOf(pipeline)
  const unused = checkData(request, pipeline, uploads)
  if (!unused.ok) return unused
  for (const { dataset, path } of request.data) {
    const uploaded = uploads.get(dataset)
    if (uploaded) {
      const brought = await tables.loadAs(path, uploaded)
      if (!brought.ok) return brought
      sources[dataset] = { schema: uploaded.columns, digest: uploaded.digest, path }
      uploads.delete(dataset)
      continue
    }
    const loaded = await tables.load(path)
    if (!loaded.ok) return loaded
    sources[dataset] = { ...loaded.value, path }
  }
  const [missing] = uploads
  if (!missing) return accept(sources)
  return refuse('cli.table-missing', { step: missing[0], file: missing[1].fileName })
}

interface Broken {
  readonly step: CompiledTable['step']
  readonly reason: string | number
}

/** Computes steps in one engine; a step that needs no table of its own is a view, until something over it fails. */
class StepTables {
  readonly #made = new Map<string, 'VIEW' | 'TABLE'>()
  readonly #tables: NativeTables

  constructor(tables: NativeTables) {
    this.#tables = tables
  }

  async makeAll(compiled: CompiledPipeline): Promise<Broken | null> {
    for (const one of compiled.tables) {
      if (this.#made.has(one.table)) continue
      const isView = plannedViews(compiled).has(one.table)
      const broken = await this.#make(one, isView ? 'VIEW' : 'TABLE')
      const blamed = broken && (await this.#blame(compiled, one, broken))
      if (blamed) return blamed
    }
    return null
  }

  async #make(one: CompiledTable, object: 'VIEW' | 'TABLE'): Promise<Broken | null> {
    const { step, table, sql } = one
    this.#made.set(table, object)
    const answer = await this.#tables.run(`CREATE TEMP ${object} ${quoteName(table)} AS ${sql}`)
    return answer.ok ? null : { step, reason: answer.failure.args.reason ?? '' }
  }

  /** Stores the views behind a table that could not be made: one of them is to blame, or the table can be made then. */
  async #blame(
    compiled: CompiledPipeline,
    one: CompiledTable,
    broken: Broken,
  ): Promise<Broken | null> {
    const isView = ({ table }: CompiledTable) => this.#made.get(table) === 'VIEW'
    const views = viewsBehind(compiled, one.table).filter(isView)
    for (const view of views) {
      await this.#tables.run(`DROP VIEW ${quoteName(view.table)}`)
      const found = await this.#make(view, 'TABLE')
      if (found) return found
    }
    return views.length === 0 ? broken : this.#make(one, 'TABLE')
  }
}

/** Makes every table it can, until the columns of all SQL steps are known. */
async function compileAll(
  pipeline: Pipeline,
  sources: Project['sources'],
  tables: NativeTables,
): Promise<Outcome<CompiledPipeline>> {
  const described = new Map<string, Outcome<Schema>>()
  const steps = new StepTables(tables)
  for (;;) {
    const compiled = compilePipeline(pipeline, sources, described)
    const broken = await steps.makeAll(compiled)
    if (broken) {
      const { step, reason } = broken
      return refuse('cli.statement-failed', { step: titleOf(pipeline, step), reason })
    }
    const open = compiled.undescribed.filter(({ hash }) => !described.has(hash))
    if (open.length === 0) return accept(compiled)
    for (const { hash, sql } of open) {
      const answer = await tables.run(`DESCRIBE ${sql}`)
      described.set(
        hash,
        answer.ok
          ? accept(answer.value.map(([name = '', type = '']) => ({ name, type })))
          : refuse('engine.statement', { message: String(answer.failure.args.reason) }),
      )
    }
  }
}

/** A step as people call it: its title, or its kind and id; inside a subflow behind the step around it. */
export function titleOf(pipeline: Pipeline, id: Step['id']): string {
  const along = stepsAlong(pipeline, id)
  const words = along.map((step) => {
    const used = subflowOf(pipeline, step)?.title ?? {}
    const own = step.title.en ?? step.title.zh ?? used.en ?? used.zh
    return own ?? `${step.kind} ${step.id}`
  })
  return words.length > 0 ? words.join(' › ') : `step ${id}`
}

/** Reads the pipeline and its tables, locks the engine and computes every step; `writable` files may be written later. */
export async function openProject(
  request: Request,
  writable: (pipeline: Pipeline) => readonly string[] = () => [],
): Promise<Outcome<Project>> {
  const read = await readPipelineFile(request.files[0] ?? '')
  if (!read.ok) return read
  const pipeline = read.value
  const tables = await openNativeTables()
  const sources = await loadSources(tables, request, pipeline)
  if (sources.ok) await tables.lock(writable(pipeline))
  const compiled = sources.ok ? await compileAll(pipeline, sources.value, tables) : sources
  if (compiled.ok && sources.ok) {
    return accept({ pipeline, sources: sources.value, compiled: compiled.value, tables })
  }
  tables.dispose()
  return compiled.ok ? refuse('cli.no-outputs') : compiled
}

/** Whether any step keeps the pipeline from being whole. */
export function isBroken({ compiled }: Project): boolean {
  return Object.values(compiled.steps).some(({ problems }) => hasErrors(problems))
}
