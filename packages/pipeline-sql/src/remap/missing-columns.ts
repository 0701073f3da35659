import {
  foldName,
  inputEdges,
  stepSpecs,
  type InputPort,
  type OutputPort,
  type Pipeline,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import { closestName } from '../closest-name.ts'
import { compiledPort, type CompiledPipeline, type CompiledPort } from '../compiled-pipeline.ts'
import { joinedSchema } from '../steps/join-columns.ts'
import { columnUses } from './column-uses.ts'

/** A column a step names that its input does not have. */
export interface MissingColumn {
  readonly port: InputPort
  /** The inputs whose columns may take its place. */
  readonly ports: readonly InputPort[]
  readonly column: string
  /** The column to take instead: the one it is called now, else the one of the most similar name. */
  readonly candidate: string | null
  /** Whether the candidate is known to be the same column under a new name. */
  readonly isRenamed: boolean
}

interface Arriving {
  readonly step: StepId
  readonly port: CompiledPort
}

function leaving(compiled: CompiledPipeline, step: StepId, port: OutputPort): Arriving | null {
  const from = compiled.steps[step]
  const found = from ? compiledPort(from, port) : null
  return found?.schema ? { step, port: found } : null
}

function behind(compiled: CompiledPipeline, step: StepId, input: number): Arriving | null {
  const { inputSteps = [], inputPorts = [] } = compiled.steps[step] ?? {}
  const before = inputSteps[input]
  return before ? leaving(compiled, before, inputPorts[input] ?? 'main') : null
}

function arrivingAt(
  pipeline: Pipeline,
  compiled: CompiledPipeline,
  step: StepId,
  port: InputPort,
): Arriving | null {
  const [edge] = inputEdges(pipeline, step, port)
  return edge ? leaving(compiled, edge.from, edge.fromPort ?? 'main') : null
}

/** Whether a column was called so somewhere upstream, followed through columns made of exactly one other. */
function wasCalled(
  compiled: CompiledPipeline,
  { step, port }: Arriving,
  column: string,
  name: string,
): boolean {
  const [origin, another] = port.lineage[column] ?? []
  if (!origin || another) return false
  if (foldName(origin.column) === foldName(name)) return true
  const before = behind(compiled, step, origin.input)
  return before !== null && wasCalled(compiled, before, origin.column, name)
}

function candidateFor(compiled: CompiledPipeline, arriving: Arriving, column: string): Candidate {
  const names = (arriving.port.schema ?? []).map(({ name }) => name)
  const renamed = names.find((name) => wasCalled(compiled, arriving, name, column))
  return renamed === undefined
    ? { candidate: closestName(column, names), isRenamed: false }
    : { candidate: renamed, isRenamed: true }
}

/** The names a step may call the columns that arrive by: those of a join are called anew where both sides have one. */
function namesAt(step: Step | undefined, arriving: readonly Arriving[]): readonly string[] {
  const schemas = arriving.map(({ port }) => port.schema ?? [])
  const [left = [], right] = schemas
  const all = step?.kind === 'join' && right ? joinedSchema(step.settings, left, right) : []
  return [...schemas.flat(), ...all].map(({ name }) => name)
}

type Candidate = Pick<MissingColumn, 'candidate' | 'isRenamed'>

/** Of what each input offers: a column known to be the same one, else the first that is similar. */
function bestOf(candidates: readonly Candidate[]): Candidate {
  const offered = candidates.filter(({ candidate }) => candidate !== null)
  const known = offered.find(({ isRenamed }) => isRenamed)
  return known ?? offered[0] ?? { candidate: null, isRenamed: false }
}

/** The columns a step names that its inputs do not have, with what may take their place. */
export function missingColumns(
  pipeline: Pipeline,
  compiled: CompiledPipeline,
  id: StepId,
): readonly MissingColumn[] {
  const step = pipeline.steps[id]
  const found = new Map<string, MissingColumn>()
  for (const { port, isOfAny, columns, written } of step ? columnUses(step) : []) {
    const ports = step && isOfAny ? stepSpecs[step.kind].inputs : [port]
    const arriving = ports.flatMap((one) => arrivingAt(pipeline, compiled, id, one) ?? [])
    if (arriving.length < ports.length) continue
    // Expressions do not tell letter case apart, settings do.
    const fold = written === 'expression' ? foldName : (name: string) => name
    const there = new Set(namesAt(step, arriving).map(fold))
    for (const column of columns) {
      const key = JSON.stringify([port, foldName(column)])
      if (there.has(fold(column)) || found.has(key)) continue
      const candidates = arriving.map((one) => candidateFor(compiled, one, column))
      found.set(key, { port, ports, column, ...bestOf(candidates) })
    }
  }
  return [...found.values()]
}
