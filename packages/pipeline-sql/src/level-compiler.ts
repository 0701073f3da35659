import {
  hasErrors,
  innerPortName,
  inputsOf,
  isInnerPort,
  portsOf,
  problem,
  stepsInCycles,
  upstreamOrder,
  type InputPort,
  type OutputPort,
  type Pipeline,
  type Problem,
  type Step,
  type StepId,
  type StepKind,
  type StepOf,
} from '@weft/pipeline-model'
import type { Compilation } from './compilation.ts'
import type { CompileScope, StepCompiler } from './compile-scope.ts'
import {
  innerStep,
  nothingCompiled,
  type CompiledPort,
  type CompiledStep,
} from './compiled-pipeline.ts'
import type { Parameters } from './expressions/typed-expression.ts'
import { parametersOf } from './pipeline-parameters.ts'
import { stepCompilers, type PlacedKind } from './step-compilers.ts'
import { compileEntry, compileOpenEntry } from './steps/compile-entry.ts'
import { brokenDraft, type StepDraft, type StepInput } from './steps/step-draft.ts'
import { summaryOf, usedSubflow } from './subflow-step.ts'
import { subflowWithValues } from './subflow-values.ts'

type Ports = ReturnType<typeof inputsOf>

interface Arriving {
  readonly port: InputPort
  readonly input: StepInput
}

/** Where the rows of an input of a subflow come from. */
interface Feed {
  readonly from: StepId
  readonly fromPort: OutputPort
}

/** A pipeline, or a subflow as one step uses it. */
export interface Level {
  readonly pipeline: Pipeline
  /** The step that uses the subflow; null for the pipeline itself. */
  readonly around: StepId | null
  readonly feeds: ReadonlyMap<StepId, Feed>
}

function present(input: StepInput | undefined): StepInput {
  if (!input) throw new Error('A step without its inputs is told apart before it is compiled')
  return input
}

/** A step that hands on an input as it is needs no table of its own. */
function handedOn({ same, schema, lineage }: StepDraft): CompiledPort {
  const table = same?.table ?? null
  return { hash: table && table.slice(2), table, sql: null, schema, lineage }
}

/** Compiles the steps of one level: those of a pipeline, or those of a subflow inside one step. */
export class LevelCompiler {
  private readonly whole: Compilation
  private readonly level: Level
  private readonly outputNames = new Set<string>()
  private readonly parameterNames = new Set<string>()
  private readonly parameters: Parameters
  private readonly usedAsides: ReadonlySet<string>

  constructor(whole: Compilation, level: Level) {
    this.whole = whole
    this.level = level
    this.parameters = parametersOf(level.pipeline)
    this.usedAsides = new Set(
      level.pipeline.edges.map(({ from, fromPort = 'main' }) => `${from} ${fromPort}`),
    )
  }

  /** Compiles every step; the answer is the steps that have errors of their own. */
  run(): readonly StepId[] {
    const { pipeline } = this.level
    const { order, stuck } = upstreamOrder(pipeline)
    this.addCircles(stuck)
    for (const id of order) {
      const step = pipeline.steps[id]
      if (step) this.add(step)
      this.whole.order.push(this.fullId(id))
    }
    const all = [...order, ...stuck]
    this.whole.order.push(...stuck.map((id) => this.fullId(id)))
    return all.filter((id) => hasErrors(this.whole.steps[this.fullId(id)]?.problems ?? []))
  }

  private fullId(id: StepId): StepId {
    return this.level.around === null ? id : innerStep(this.level.around, id)
  }

  private addCircles(stuck: readonly StepId[]): void {
    const circles = new Set(stepsInCycles(this.level.pipeline))
    const first = [...circles][0] ?? null
    for (const id of stuck) {
      const step = circles.has(id)
        ? { ...nothingCompiled, problems: [problem('step.in-cycle')] }
        : { ...nothingCompiled, blockedBy: first && this.fullId(first) }
      this.whole.add(this.fullId(id), step)
    }
  }

  private add(step: Step): void {
    if (step.kind === 'entry') {
      this.addEntry(step)
      return
    }
    const ports = inputsOf(this.level.pipeline, step.id)
    const edges = ports.flatMap((port) => port.edges)
    const from = edges.map((edge) => ({
      from: this.fullId(edge.from),
      fromPort: edge.fromPort ?? ('main' as const),
    }))
    const problems = this.missingPorts(step, ports)
    const blockedBy = this.blocker(from)
    if (step.kind === 'subflow') {
      this.addSubflow(step, ports, { problems, blockedBy })
      return
    }
    const place = {
      ...nothingCompiled,
      inputSteps: from.map((feed) => feed.from),
      inputPorts: from.map((feed) => feed.fromPort),
    }
    if (problems.length > 0 || blockedBy !== null) {
      this.whole.add(this.fullId(step.id), { ...place, problems, blockedBy })
      return
    }
    const arriving = edges.flatMap(({ port }, index): Arriving[] => {
      const feed = from[index]
      const input = feed && this.whole.inputFrom(feed.from, feed.fromPort, index)
      return input ? [{ port, input }] : []
    })
    if (arriving.length < edges.length) {
      this.whole.add(this.fullId(step.id), place)
      return
    }
    const inputs = arriving.map(({ input }) => input)
    this.keep(step, this.draft(step, arriving), inputs, place)
  }

  private missingPorts(step: Step, ports: Ports): readonly Problem[] {
    const { pipeline } = this.level
    const { optionalInputs } = portsOf(pipeline, step)
    return ports
      .filter(({ port, edges }) => edges.length === 0 && !optionalInputs.includes(port))
      .map(({ port }) => {
        if (isInnerPort(port))
          return problem('subflow.input-missing', { name: innerPortName(pipeline, step, port) })
        return problem(port === 'in' ? 'step.input-missing' : `step.input-${port}-missing`)
      })
  }

  private blocker(feeds: readonly Feed[]): StepId | null {
    for (const { from, fromPort } of feeds) {
      const step = this.whole.steps[from]
      // Where a subflow has several outputs, one of them may be sound while another is not.
      const inner = isInnerPort(fromPort) ? this.whole.steps[innerStep(from, fromPort)] : undefined
      const told = inner ?? step
      if (!step || !told || hasErrors(told.problems)) return from
      if (told.blockedBy !== null) return inner ? from : told.blockedBy
    }
    return null
  }

  private addEntry(step: StepOf<'entry'>): void {
    const id = this.fullId(step.id)
    if (this.level.around === null) {
      this.whole.add(id, { ...nothingCompiled, problems: [problem('entry.outside')] })
      return
    }
    const feed = this.level.feeds.get(step.id)
    if (!feed) {
      this.keep(step, compileOpenEntry(step.settings), [], nothingCompiled)
      return
    }
    const place = { ...nothingCompiled, inputSteps: [feed.from], inputPorts: [feed.fromPort] }
    const blockedBy = this.blocker([feed])
    const input = blockedBy === null ? this.whole.inputFrom(feed.from, feed.fromPort, 0) : null
    if (input) this.keep(step, compileEntry(step.settings, input), [input], place)
    else this.whole.add(id, { ...place, blockedBy })
  }

  private addSubflow(
    step: StepOf<'subflow'>,
    ports: Ports,
    { problems, blockedBy }: Pick<CompiledStep, 'problems' | 'blockedBy'>,
  ): void {
    const { pipeline } = this.level
    const id = this.fullId(step.id)
    const found = usedSubflow(pipeline, step, this.whole)
    if (!found.ok) {
      this.whole.add(id, { ...nothingCompiled, problems: [found.problem] })
      return
    }
    const valued = subflowWithValues(found.subflow, step, this.parameters)
    const feeds = ports.flatMap(({ port, edges }) =>
      edges.map(({ from, fromPort = 'main' }) => {
        return [port as StepId, { from: this.fullId(from), fromPort }] as const
      }),
    )
    const inside = { ...valued.subflow, subflows: this.whole.subflows }
    const level = { pipeline: inside, around: id, feeds: new Map(feeds) }
    const broken = new LevelCompiler(this.whole, level).run()
    const own = [...problems, ...valued.problems]
    const summary = summaryOf(this.whole, id, found.subflow, hasErrors(own) ? [] : broken)
    this.whole.steps[id] = { ...summary, problems: [...own, ...summary.problems], blockedBy }
  }

  private draft(step: Step, arriving: readonly Arriving[]): StepDraft {
    const inputs = arriving.map(({ input }) => input)
    const find = (port: InputPort) => arriving.find((one) => one.port === port)?.input
    const scope: CompileScope = {
      inputs,
      at: (port) => present(find(port)),
      find: (port) => find(port) ?? null,
      sources: this.whole.sources,
      outputNames: this.outputNames,
      parameterNames: this.parameterNames,
      parameters: this.parameters,
      isInside: this.level.around !== null,
      describe: (sql) =>
        this.whole.describe({ id: this.fullId(step.id), kind: step.kind }, sql, inputs),
    }
    if (step.kind === 'subflow' || step.kind === 'entry') return brokenDraft([])
    // The table has a compiler per kind; the compiler cannot follow that the step picks its own.
    const compile = stepCompilers[step.kind] as unknown as StepCompiler<
      Exclude<StepKind, PlacedKind>
    >
    return compile(step.settings, scope)
  }

  private keep(
    step: Step,
    draft: StepDraft,
    inputs: readonly StepInput[],
    place: CompiledStep,
  ): void {
    const standing = { id: this.fullId(step.id), kind: step.kind }
    const tables = draft.table === null ? inputs.map((input) => input.table) : [draft.table]
    const main = draft.same
      ? handedOn(draft)
      : this.whole.port(standing, 'main', draft, { inputs: tables, isUsed: true })
    const asides = Object.entries(draft.asides).map(([name, aside]) => {
      const isUsed = this.usedAsides.has(`${step.id} ${name}`)
      const port = name as OutputPort
      return [port, this.whole.port(standing, port, aside, { inputs: tables, isUsed })] as const
    })
    const compiled = {
      ...place,
      ...main,
      inputs: tables,
      problems: draft.problems,
      asides: Object.fromEntries(asides),
      probes: draft.probes,
    }
    this.whole.add(standing.id, compiled, draft.ordered)
    if (step.kind === 'output' && this.level.around === null && !hasErrors(draft.problems))
      this.whole.outputs.push({ name: step.settings.name, step: step.id })
  }
}
