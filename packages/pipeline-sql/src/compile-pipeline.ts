import { contentHash, type Outcome } from '@weft/kernel'
import {
  hasErrors,
  inputsOf,
  problem,
  stepsInCycles,
  upstreamOrder,
  type Pipeline,
  type Problem,
  type Schema,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import { stepTableName } from './quoting.ts'
import { compileCompute } from './steps/compile-compute.ts'
import { compileDataset, type SourceTable } from './steps/compile-dataset.ts'
import { compileFilter } from './steps/compile-filter.ts'
import { compileGroup } from './steps/compile-group.ts'
import { compileJoin } from './steps/compile-join.ts'
import { compileOutput } from './steps/compile-output.ts'
import { compileSelect } from './steps/compile-select.ts'
import { compileSort } from './steps/compile-sort.ts'
import { compileSql, writeSqlStep } from './steps/compile-sql.ts'
import { compileUnion } from './steps/compile-union.ts'
import {
  brokenDraft,
  type ColumnLineage,
  type StepDraft,
  type StepInput,
} from './steps/step-draft.ts'

/** What one step of a pipeline comes to. */
export interface CompiledStep {
  /** Equal hashes, equal rows; null while the step is broken or waits for a description. */
  readonly hash: string | null
  /** The engine's table for the result. */
  readonly table: string | null
  /** One SELECT over the tables in `inputs`. */
  readonly sql: string | null
  readonly inputs: readonly string[]
  /** The steps behind `inputs`, in the same order; empty for a dataset. */
  readonly inputSteps: readonly StepId[]
  readonly schema: Schema | null
  readonly problems: readonly Problem[]
  /** The nearest step upstream that is broken, when that is why this one has no result. */
  readonly blockedBy: StepId | null
  /** For each column, the columns of the inputs it is made of. */
  readonly lineage: ColumnLineage
}

/** A SQL step whose columns only the engine can tell. */
export interface UndescribedStep {
  readonly step: StepId
  readonly hash: string
  readonly sql: string
  readonly inputs: readonly { readonly table: string; readonly schema: Schema }[]
}

/** A pipeline as SQL, step by step. */
export interface CompiledPipeline {
  readonly steps: Readonly<Record<StepId, CompiledStep>>
  /** Every step after its inputs. */
  readonly order: readonly StepId[]
  readonly outputs: readonly { readonly name: string; readonly step: StepId }[]
  readonly undescribed: readonly UndescribedStep[]
}

/** The answers of the engine about SQL steps, by their hash. */
export type DescribedSteps = ReadonlyMap<string, Outcome<Schema>>

const nothing = {
  hash: null,
  table: null,
  sql: null,
  inputs: [],
  inputSteps: [],
  schema: null,
  problems: [],
  blockedBy: null,
  lineage: {},
} as const satisfies CompiledStep

function missingPorts(step: Step, ports: ReturnType<typeof inputsOf>): readonly Problem[] {
  return ports
    .filter(({ from }) => from.length === 0)
    .filter(() => step.kind !== 'sql')
    .map(({ port }) => {
      const code = port === 'in' ? 'step.input-missing' : `step.input-${port}-missing`
      return problem(code, {})
    })
}

const hashOf = (kind: string, sql: string, inputs: readonly string[]) =>
  contentHash({ compiler: 1, kind, sql, inputs })

function inputsPresent(inputs: readonly StepInput[]): readonly [StepInput, StepInput] {
  const [one, two = one] = inputs
  if (!one || !two) throw new Error('A step without inputs is told apart before it is compiled')
  return [one, two]
}

class PipelineCompiler {
  readonly steps: Record<StepId, CompiledStep> = {}
  readonly undescribed: UndescribedStep[] = []
  readonly outputs: { name: string; step: StepId }[] = []
  private readonly ordered = new Map<StepId, boolean>()
  private readonly outputNames = new Set<string>()
  private readonly pipeline: Pipeline
  private readonly sources: Readonly<Record<string, SourceTable>>
  private readonly described: DescribedSteps

  constructor(
    pipeline: Pipeline,
    sources: Readonly<Record<string, SourceTable>>,
    described: DescribedSteps,
  ) {
    this.pipeline = pipeline
    this.sources = sources
    this.described = described
  }

  addCircles(stuck: readonly StepId[]): void {
    const circles = new Set(stepsInCycles(this.pipeline))
    const first = [...circles][0] ?? null
    for (const id of stuck) {
      this.steps[id] = circles.has(id)
        ? { ...nothing, problems: [problem('step.in-cycle')] }
        : { ...nothing, blockedBy: first }
    }
  }

  add(step: Step): void {
    const ports = inputsOf(this.pipeline, step.id)
    const missing = missingPorts(step, ports)
    if (step.kind === 'dataset') {
      this.addDataset(step.id, step.settings)
      return
    }
    const from = ports.flatMap((port) => port.from)
    const blockedBy = this.blocker(from)
    if (missing.length > 0 || blockedBy !== null) {
      this.steps[step.id] = { ...nothing, inputSteps: from, problems: missing, blockedBy }
      return
    }
    const inputs = from.flatMap((id) => this.inputFrom(id) ?? [])
    if (inputs.length < from.length) {
      this.steps[step.id] = { ...nothing, inputSteps: from }
      return
    }
    const draft =
      step.kind === 'sql' ? this.sqlDraft(step.id, step.settings, inputs) : this.draft(step, inputs)
    this.keep(
      step,
      draft,
      inputs.map((input) => input.table),
      from,
    )
  }

  private addDataset(id: StepId, settings: { readonly dataset: string | null }): void {
    const draft = compileDataset(settings, this.sources)
    const step = this.pipeline.steps[id]
    if (step) this.keep(step, draft, draft.table === null ? [] : [draft.table], [])
  }

  private blocker(from: readonly StepId[]): StepId | null {
    for (const id of from) {
      const step = this.steps[id]
      if (!step || hasErrors(step.problems)) return id
      if (step.blockedBy !== null) return step.blockedBy
    }
    return null
  }

  private inputFrom(id: StepId): StepInput | null {
    const step = this.steps[id]
    if (!step?.table || !step.schema) return null
    return { table: step.table, schema: step.schema, ordered: this.ordered.get(id) ?? false }
  }

  private sqlDraft(
    id: StepId,
    settings: { readonly sql: string },
    inputs: readonly StepInput[],
  ): StepDraft {
    const { problems, sql } = writeSqlStep(settings, inputs)
    if (hasErrors(problems)) return brokenDraft(problems)
    const hash = hashOf(
      'sql',
      sql,
      inputs.map((input) => input.table),
    )
    const described = this.described.get(hash)
    if (described) return compileSql(settings, inputs, sql, described)
    this.undescribed.push({
      step: id,
      hash,
      sql,
      inputs: inputs.map(({ table, schema }) => ({ table, schema })),
    })
    return { ...brokenDraft([]), sql }
  }

  private draft(
    step: Exclude<Step, { kind: 'dataset' | 'sql' }>,
    inputs: readonly StepInput[],
  ): StepDraft {
    const [one, two] = inputsPresent(inputs)
    switch (step.kind) {
      case 'select':
        return compileSelect(step.settings, one)
      case 'filter':
        return compileFilter(step.settings, one)
      case 'compute':
        return compileCompute(step.settings, one)
      case 'join':
        return compileJoin(step.settings, one, two)
      case 'group':
        return compileGroup(step.settings, one)
      case 'sort':
        return compileSort(step.settings, one)
      case 'union':
        return compileUnion(step.settings, inputs)
      case 'output':
        return compileOutput(step.settings, one, this.outputNames)
    }
  }

  private keep(
    step: Step,
    draft: StepDraft,
    inputs: readonly string[],
    from: readonly StepId[],
  ): void {
    const { schema, sql, problems, lineage } = draft
    const hash = sql === null ? null : hashOf(step.kind, sql, inputs)
    this.ordered.set(step.id, draft.ordered)
    this.steps[step.id] = {
      hash,
      table: hash === null || schema === null ? null : stepTableName(hash),
      sql,
      inputs,
      inputSteps: from,
      schema,
      problems,
      blockedBy: null,
      lineage,
    }
    if (step.kind === 'output' && !hasErrors(problems))
      this.outputs.push({ name: step.settings.name, step: step.id })
  }
}

/** Compiles a pipeline: each step to one SELECT, its exact columns and its problems. Pure; compile again once the undescribed are described. */
export function compilePipeline(
  pipeline: Pipeline,
  sources: Readonly<Record<string, SourceTable>>,
  described: DescribedSteps,
): CompiledPipeline {
  const { order, stuck } = upstreamOrder(pipeline)
  const compiler = new PipelineCompiler(pipeline, sources, described)
  compiler.addCircles(stuck)
  for (const id of order) {
    const step = pipeline.steps[id]
    if (step) compiler.add(step)
  }
  return {
    steps: compiler.steps,
    order: [...order, ...stuck],
    outputs: compiler.outputs.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    undescribed: compiler.undescribed,
  }
}
