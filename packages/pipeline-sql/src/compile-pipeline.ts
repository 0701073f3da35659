import { contentHash, type Outcome } from '@weft/kernel'
import {
  hasErrors,
  inputsOf,
  problem,
  stepSpecs,
  stepsInCycles,
  upstreamOrder,
  type InputPort,
  type OutputPort,
  type Pipeline,
  type Problem,
  type Schema,
  type Step,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import type { CompileScope, SourceTable, StepCompiler } from './compile-scope.ts'
import {
  compiledPort,
  nothingCompiled,
  type CompiledPipeline,
  type CompiledPort,
  type CompiledStep,
  type CompiledTable,
  type DescribedSteps,
  type UndescribedStep,
} from './compiled-pipeline.ts'
import type { Parameters } from './expressions/typed-expression.ts'
import { parametersOf } from './pipeline-parameters.ts'
import { stepTableName } from './quoting.ts'
import { stepCompilers } from './step-compilers.ts'
import type { PortDraft, StepDraft, StepInput } from './steps/step-draft.ts'

type Ports = ReturnType<typeof inputsOf>

interface Arriving {
  readonly port: InputPort
  readonly input: StepInput
}

function missingPorts(step: Step, ports: Ports): readonly Problem[] {
  const { optionalInputs } = stepSpecs[step.kind]
  return ports
    .filter(({ port, edges }) => edges.length === 0 && !optionalInputs.includes(port))
    .map(({ port }) => problem(port === 'in' ? 'step.input-missing' : `step.input-${port}-missing`))
}

const hashOf = (kind: string, sql: string, inputs: readonly string[]) =>
  contentHash({ compiler: 1, kind, sql, inputs })

function present(input: StepInput | undefined): StepInput {
  if (!input) throw new Error('A step without its inputs is told apart before it is compiled')
  return input
}

class PipelineCompiler {
  readonly steps: Record<StepId, CompiledStep> = {}
  readonly undescribed: UndescribedStep[] = []
  readonly tables: CompiledTable[] = []
  readonly outputs: { name: string; step: StepId }[] = []
  private readonly ordered = new Map<StepId, boolean>()
  private readonly outputNames = new Set<string>()
  private readonly parameterNames = new Set<string>()
  private readonly parameters: Parameters
  private readonly pipeline: Pipeline
  private readonly sources: Readonly<Record<string, SourceTable>>
  private readonly described: DescribedSteps
  private readonly usedAsides: ReadonlySet<string>

  constructor(
    pipeline: Pipeline,
    sources: Readonly<Record<string, SourceTable>>,
    described: DescribedSteps,
  ) {
    this.pipeline = pipeline
    this.sources = sources
    this.described = described
    this.parameters = parametersOf(pipeline)
    this.usedAsides = new Set(
      pipeline.edges.map(({ from, fromPort = 'main' }) => `${from} ${fromPort}`),
    )
  }

  addCircles(stuck: readonly StepId[]): void {
    const circles = new Set(stepsInCycles(this.pipeline))
    const first = [...circles][0] ?? null
    for (const id of stuck) {
      this.steps[id] = circles.has(id)
        ? { ...nothingCompiled, problems: [problem('step.in-cycle')] }
        : { ...nothingCompiled, blockedBy: first }
    }
  }

  add(step: Step): void {
    const ports = inputsOf(this.pipeline, step.id)
    const edges = ports.flatMap((port) => port.edges)
    const problems = missingPorts(step, ports)
    const blockedBy = this.blocker(edges.map((edge) => edge.from))
    const place = {
      ...nothingCompiled,
      inputSteps: edges.map((edge) => edge.from),
      inputPorts: edges.map((edge) => edge.fromPort ?? 'main'),
    }
    if (problems.length > 0 || blockedBy !== null) {
      this.steps[step.id] = { ...place, problems, blockedBy }
      return
    }
    const arriving = edges.flatMap(({ from, fromPort, port }, index): Arriving[] => {
      const input = this.inputFrom(from, fromPort ?? 'main', index)
      return input ? [{ port, input }] : []
    })
    if (arriving.length < edges.length) {
      this.steps[step.id] = place
      return
    }
    const inputs = arriving.map(({ input }) => input)
    this.keep(step, this.draft(step, arriving), inputs, place)
  }

  private blocker(from: readonly StepId[]): StepId | null {
    for (const id of from) {
      const step = this.steps[id]
      if (!step || hasErrors(step.problems)) return id
      if (step.blockedBy !== null) return step.blockedBy
    }
    return null
  }

  private inputFrom(id: StepId, port: OutputPort, index: number): StepInput | null {
    const step = this.steps[id]
    const from = step && compiledPort(step, port)
    if (!from?.table || !from.schema) return null
    const ordered = this.ordered.get(id) ?? false
    return { table: from.table, schema: from.schema, ordered, index }
  }

  private draft(step: Step, arriving: readonly Arriving[]): StepDraft {
    const inputs = arriving.map(({ input }) => input)
    const find = (port: InputPort) => arriving.find((one) => one.port === port)?.input
    const scope: CompileScope = {
      inputs,
      at: (port) => present(find(port)),
      find: (port) => find(port) ?? null,
      sources: this.sources,
      outputNames: this.outputNames,
      parameterNames: this.parameterNames,
      parameters: this.parameters,
      describe: (sql) => this.describe(step, sql, inputs),
    }
    // The table has a compiler per kind; the compiler cannot follow that the step picks its own.
    const compile = stepCompilers[step.kind] as unknown as StepCompiler<StepKind>
    return compile(step.settings, scope)
  }

  private describe(step: Step, sql: string, inputs: readonly StepInput[]): Outcome<Schema> | null {
    const hash = hashOf(
      step.kind,
      sql,
      inputs.map((input) => input.table),
    )
    const described = this.described.get(hash)
    if (described) return described
    const shapes = inputs.map(({ table, schema }) => ({ table, schema }))
    this.undescribed.push({ step: step.id, hash, sql, inputs: shapes })
    return null
  }

  private keep(
    step: Step,
    draft: StepDraft,
    inputs: readonly StepInput[],
    place: CompiledStep,
  ): void {
    const tables = draft.table === null ? inputs.map((input) => input.table) : [draft.table]
    this.ordered.set(step.id, draft.ordered)
    const main = draft.same ? handedOn(draft) : this.port(step, 'main', draft, tables)
    const asides = Object.entries(draft.asides).map(
      ([port, aside]) => [port, this.port(step, port as OutputPort, aside, tables)] as const,
    )
    this.steps[step.id] = {
      ...place,
      ...main,
      inputs: tables,
      problems: draft.problems,
      asides: Object.fromEntries(asides),
      probes: draft.probes,
    }
    if (step.kind === 'output' && !hasErrors(draft.problems))
      this.outputs.push({ name: step.settings.name, step: step.id })
  }

  private port(
    step: Step,
    port: OutputPort,
    { sql, schema, lineage, reach }: PortDraft,
    inputs: readonly string[],
  ): CompiledPort {
    const kind = port === 'main' ? step.kind : `${step.kind} ${port}`
    const hash = sql === null ? null : hashOf(kind, sql, inputs)
    const table = hash === null || schema === null ? null : stepTableName(hash)
    const isUsed = port === 'main' || this.usedAsides.has(`${step.id} ${port}`)
    if (table !== null && sql !== null && isUsed)
      this.tables.push({ step: step.id, port, table, sql, inputs, reach })
    return { hash, table, sql, schema, lineage }
  }
}

/** A step that hands on an input as it is needs no table of its own. */
function handedOn({ same, schema, lineage }: StepDraft): CompiledPort {
  const table = same?.table ?? null
  return { hash: table && table.slice(2), table, sql: null, schema, lineage }
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
    tables: compiler.tables,
    outputs: compiler.outputs.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    undescribed: compiler.undescribed,
  }
}
