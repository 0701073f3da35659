import { accept, refuse, type Clock, type Failure, type Outcome } from '@weft/kernel'
import { isInnerPort, type Pipeline, type Schema, type StepId } from '@weft/pipeline-model'
import {
  compilePipeline,
  innerStep,
  plannedViews,
  quoteName,
  sourceTableName,
  viewsBehind,
  type CompiledPipeline,
  type CompiledTable,
} from '@weft/pipeline-sql'
import type { NativeEngine } from '../../native-engine/index.ts'
import type { DatasetSource } from '../datasets/index.ts'
import type { TableSource } from '../workspaces/index.ts'

/** A pipeline after it was run: its compiled form, and what failed while running. */
export interface RunPipeline {
  readonly compiled: CompiledPipeline
  readonly failed: ReadonlyMap<StepId, Failure>
}

/** The engine, the datasets and the moment after which nothing more is begun. */
export interface RunSettings {
  readonly engine: NativeEngine
  readonly sources: Readonly<Record<string, DatasetSource>>
  /** Tables people brought into the workspace as files. */
  readonly tables: readonly TableSource[]
  readonly now: Clock
  readonly until: number
}

async function loadTables(
  { engine, tables }: RunSettings,
  loaded: Set<string>,
): Promise<Outcome<null>> {
  for (const { digest, csvPath, schema } of tables) {
    const table = sourceTableName(digest)
    if (loaded.has(table)) continue
    loaded.add(table)
    const outcome = await engine.loadCsv(table, csvPath, schema)
    if (!outcome.ok) return outcome
  }
  return accept(null)
}

async function loadSources(settings: RunSettings): Promise<Outcome<null>> {
  const { engine, sources } = settings
  const loaded = new Set<string>()
  for (const { id, digest, csvPath, schema } of Object.values(sources)) {
    const table = sourceTableName(digest)
    if (loaded.has(table)) continue
    loaded.add(table)
    const outcome = await engine.loadCsv(table, csvPath, schema)
    if (!outcome.ok) return refuse('release.dataset-missing', { dataset: id })
  }
  const brought = await loadTables(settings, loaded)
  if (!brought.ok) return brought
  await engine.lock()
  return accept(null)
}

class PipelineRun {
  readonly failed = new Map<StepId, Failure>()
  readonly #made = new Set<string>()
  readonly #views = new Set<string>()
  readonly #described = new Map<string, Outcome<Schema>>()
  readonly #pipeline: Pipeline
  readonly #settings: RunSettings

  constructor(pipeline: Pipeline, settings: RunSettings) {
    this.#pipeline = pipeline
    this.#settings = settings
  }

  compile(): CompiledPipeline {
    return compilePipeline(this.#pipeline, this.#settings.sources, this.#described)
  }

  /** Makes every table that can be made and is wanted; what needs no table is a view. */
  async make(compiled: CompiledPipeline, wanted: ReadonlySet<StepId>): Promise<void> {
    const views = plannedViews(compiled)
    for (const one of compiled.tables) {
      const { step, table, sql } = one
      if (!wanted.has(step) || this.#made.has(table)) continue
      if (this.#waits(compiled, step)) continue
      this.#made.add(table)
      if (views.has(table)) {
        this.#views.add(table)
        await this.#makeOne(step, `CREATE VIEW ${quoteName(table)} AS ${sql}`)
      } else await this.#makeTable(compiled, one)
    }
  }

  async #makeOne(step: StepId, statement: string): Promise<boolean> {
    const made = await this.#ask(statement)
    if (!made.ok) this.failed.set(step, made.failure)
    return made.ok
  }

  /** When a table cannot be made, the views behind it are stored one by one: the step that is to blame is the one that fails then. */
  async #makeTable(compiled: CompiledPipeline, { step, table, sql }: CompiledTable): Promise<void> {
    const statement = `CREATE TABLE ${quoteName(table)} AS ${sql}`
    const made = await this.#ask(statement)
    if (made.ok) return
    const views = viewsBehind(compiled, table).filter((view) => this.#views.has(view.table))
    for (const view of views) {
      this.#views.delete(view.table)
      await this.#ask(`DROP VIEW ${quoteName(view.table)}`)
      const stored = `CREATE TABLE ${quoteName(view.table)} AS ${view.sql}`
      if (!(await this.#makeOne(view.step, stored))) return
    }
    if (views.length === 0) this.failed.set(step, made.failure)
    else await this.#makeOne(step, statement)
  }

  /** Whether rows of an input of a step could not be made. */
  #waits({ steps }: Pick<CompiledPipeline, 'steps'>, id: StepId): boolean {
    const { inputSteps = [], inputPorts = [] } = steps[id] ?? {}
    return inputSteps.some((input, index) => {
      if (this.failed.has(input)) return true
      const port = inputPorts[index] ?? 'main'
      const inside = isInnerPort(port) ? innerStep(input, port) : input
      // A step without a statement hands its rows on: what failed stands before it.
      if (this.failed.has(inside)) return true
      return steps[inside]?.sql === null && this.#waits({ steps }, inside)
    })
  }

  /** Asks the engine for the columns of the SQL steps whose inputs are there. */
  async describe(compiled: CompiledPipeline): Promise<boolean> {
    let learnt = false
    for (const { hash, sql } of compiled.undescribed) {
      if (this.#described.has(hash)) continue
      const answer = await this.#ask(`DESCRIBE ${sql}`)
      this.#described.set(hash, answer.ok ? accept(schemaOf(answer.value.rows)) : answer)
      learnt = true
    }
    return learnt
  }

  async #ask(sql: string) {
    const { engine, now, until } = this.#settings
    if (now() > until) return refuse('engine.took-too-long', { seconds: 120 })
    return engine.run(sql)
  }
}

function schemaOf(rows: readonly (readonly unknown[])[]): Schema {
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }))
}

/** The steps that outputs are made of, outputs included. */
export function stepsOfOutputs(compiled: CompiledPipeline): ReadonlySet<StepId> {
  const wanted = new Set<StepId>()
  const add = (id: StepId): void => {
    if (wanted.has(id)) return
    wanted.add(id)
    compiled.steps[id]?.inputSteps.forEach(add)
  }
  for (const { step } of compiled.outputs) add(step)
  return wanted
}

/** Runs what the pipeline's outputs need, step by step; steps that fail are told, not thrown. */
export async function runPipeline(
  pipeline: Pipeline,
  settings: RunSettings,
): Promise<Outcome<RunPipeline>> {
  const loaded = await loadSources(settings)
  if (!loaded.ok) return loaded
  const run = new PipelineRun(pipeline, settings)
  for (;;) {
    const compiled = run.compile()
    await run.make(compiled, everyStep(compiled))
    if (!(await run.describe(compiled))) return accept({ compiled, failed: run.failed })
  }
}

function everyStep(compiled: CompiledPipeline): ReadonlySet<StepId> {
  // A broken step on the way hides its inputs, so what outputs need is only known once all is well.
  return new Set(compiled.order)
}
