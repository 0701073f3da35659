import { foldName, freeName } from './output-names.ts'
import { compareEdges, edgesInCycles } from './pipeline-graph.ts'
import { stepSpecs } from './step-specs.ts'
import { portsOf } from './subflow-ports.ts'
import type { Edge, EdgeId, Pipeline, Step, StepId, StepOf } from './step.ts'

/** What a repair changed, for the people it concerns; its sentence is in `pipelineProblems`. */
export interface RepairNotice {
  readonly code: string
  readonly args: Readonly<Record<string, string | number>>
  readonly step?: StepId
  readonly edge?: EdgeId
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

function edgeFault(pipeline: Pipeline, edge: Edge): string | null {
  const { steps } = pipeline
  const from = own(steps, edge.from)
  const to = own(steps, edge.to)
  if (!from || !to) return 'repair.edge-dangling'
  if (!portsOf(pipeline, from).outputs.includes(edge.fromPort ?? 'main'))
    return 'repair.edge-port-unknown'
  return portsOf(pipeline, to).inputs.includes(edge.port) ? null : 'repair.edge-port-unknown'
}

function keepSoundEdges(pipeline: Pipeline, notices: RepairNotice[]): Edge[] {
  const kept: Edge[] = []
  const filled = new Set<string>()
  const pairs = new Set<string>()
  const drop = (code: string, edge: Edge) =>
    notices.push({ code, args: {}, step: edge.to, edge: edge.id })
  for (const edge of [...pipeline.edges].sort(compareEdges)) {
    const fault = edgeFault(pipeline, edge)
    if (fault) {
      drop(fault, edge)
      continue
    }
    const port = `${edge.to} ${edge.port}`
    const pair = `${edge.from} ${edge.fromPort ?? 'main'} ${port}`
    const kind = own(pipeline.steps, edge.to)?.kind ?? 'output'
    if (pairs.has(pair)) drop('repair.edge-twice', edge)
    else if (stepSpecs[kind].edgesPerPort === 'one' && filled.has(port))
      drop('repair.edge-extra', edge)
    else {
      filled.add(port)
      pairs.add(pair)
      kept.push(edge)
    }
  }
  return kept
}

function breakCycles(pipeline: Pipeline, notices: RepairNotice[]): readonly Edge[] {
  let edges = pipeline.edges
  for (;;) {
    const last = edgesInCycles({ steps: pipeline.steps, edges }).at(-1)
    if (!last) return edges
    notices.push({ code: 'repair.edge-in-cycle', args: {}, step: last.to, edge: last.id })
    edges = edges.filter((edge) => edge !== last)
  }
}

function renameOutputs(pipeline: Pipeline, notices: RepairNotice[]): Pipeline['steps'] {
  const outputs = Object.values<Step>(pipeline.steps)
    .filter((step): step is StepOf<'output'> => step.kind === 'output')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const all = new Set(outputs.map((step) => foldName(step.settings.name)))
  const used = new Set<string>()
  const renamed: Record<StepId, Step> = {}
  for (const step of outputs) {
    const { name } = step.settings
    if (name === '' || !used.has(foldName(name))) {
      used.add(foldName(name))
      continue
    }
    const free = freeName(name, all)
    all.add(foldName(free))
    used.add(foldName(free))
    renamed[step.id] = { ...step, settings: { ...step.settings, name: free } }
    notices.push({ code: 'repair.output-renamed', args: { name, renamed: free }, step: step.id })
  }
  return Object.keys(renamed).length === 0 ? pipeline.steps : { ...pipeline.steps, ...renamed }
}

/** Makes a pipeline sound after concurrent edits, the same way on every screen: pure, and without effect on a sound one. */
export function repairPipeline(pipeline: Pipeline): {
  readonly pipeline: Pipeline
  readonly notices: readonly RepairNotice[]
} {
  const notices: RepairNotice[] = []
  const kept = keepSoundEdges(pipeline, notices)
  const edges = breakCycles({ ...pipeline, edges: kept }, notices)
  const steps = renameOutputs(pipeline, notices)
  return { pipeline: { ...pipeline, steps, edges }, notices }
}
