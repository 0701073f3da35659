import { accept, refuse, type Outcome } from '@weft/kernel'
import {
  completeSettings,
  stepSpecs,
  type Edge,
  type GivenSettings,
  type OutputPort,
  type Pipeline,
  type Schema,
  type Step,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import {
  compilePipeline,
  quoteName,
  type CompiledPipeline,
  type SourceTable,
} from '@weft/pipeline-sql'
import type { TestEngine } from '../../support/open-engines.ts'
import { goldenSources } from './golden-tables.ts'

/** Builds a pipeline picture step by step, with identifiers that follow the order of building. */
export class PipelineDraft {
  private readonly steps: Record<StepId, Step> = {}
  private readonly edges: Edge[] = []
  private count = 0

  add<K extends StepKind>(
    kind: K,
    settings: GivenSettings<K>,
    ...from: readonly (StepId | readonly [StepId, OutputPort])[]
  ): StepId {
    const id = `st_${String(++this.count).padStart(10, '0')}` as const
    const spec = stepSpecs[kind]
    const step = { id, kind, title: {}, settings: completeSettings(kind, settings) }
    this.steps[id] = step as unknown as Step
    from.forEach((source, index) => {
      const port = spec.inputs[Math.min(index, spec.inputs.length - 1)] ?? 'in'
      const edge = String(this.edges.length + 1).padStart(10, '0')
      const [start, fromPort] = typeof source === 'string' ? [source, 'main' as const] : source
      const ends = { from: start, to: id, port, order: `a${edge}` }
      const at = fromPort === 'main' ? ends : { ...ends, fromPort }
      this.edges.push({ id: `ed_${edge}` as const, ...at })
    })
    return id
  }

  picture(): Pipeline {
    const { steps, edges } = this
    return { id: 'pl_0000000000', title: {}, steps, edges, positions: {} }
  }
}

/** Gives entries of a list setting their identifiers. */
export function items<T extends object>(
  ...entries: readonly T[]
): readonly (T & { readonly id: `it_${string}` })[] {
  return entries.map((entry, index) => ({ ...entry, id: `it_${String(index).padStart(10, '0')}` }))
}

/** Compiles and has the engine describe SQL steps until nothing is left to describe. */
export async function compileWith(
  engine: TestEngine,
  pipeline: Pipeline,
  sources: Readonly<Record<string, SourceTable>> = goldenSources,
): Promise<CompiledPipeline> {
  const described = new Map<string, Outcome<Schema>>()
  for (;;) {
    const compiled = compilePipeline(pipeline, sources, described)
    if (compiled.undescribed.length === 0) return compiled
    for (const { hash, sql, inputs } of compiled.undescribed) {
      for (const { table, schema } of inputs) {
        const columns = schema.map(({ name, type }) => `${quoteName(name)} ${type}`)
        await engine.run(`CREATE TABLE IF NOT EXISTS ${quoteName(table)} (${columns.join(', ')})`)
      }
      const answer = await engine.describe(sql).then(
        (schema) => accept(schema),
        (error: unknown) => refuse('engine.refused', { message: String(error) }),
      )
      for (const { table } of inputs)
        if (table.startsWith('w_')) await engine.run(`DROP TABLE ${quoteName(table)}`)
      described.set(hash, answer)
    }
  }
}

/** Materialises every step in order, as the product does. */
export async function materialise(engine: TestEngine, compiled: CompiledPipeline): Promise<void> {
  for (const { table, sql } of compiled.tables)
    await engine.run(`CREATE TEMP TABLE IF NOT EXISTS ${quoteName(table)} AS ${sql}`)
}
