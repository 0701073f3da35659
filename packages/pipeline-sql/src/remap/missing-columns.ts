import {
  foldName,
  inputEdges,
  type InputPort,
  type OutputPort,
  type Pipeline,
  type StepId,
} from '@weft/pipeline-model'
import { closestName } from '../closest-name.ts'
import { compiledPort, type CompiledPipeline, type CompiledPort } from '../compiled-pipeline.ts'
import { columnUses } from './column-uses.ts'

/** A column a step names that its input does not have. */
export interface MissingColumn {
  readonly port: InputPort
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

function candidateFor(
  compiled: CompiledPipeline,
  arriving: Arriving,
  column: string,
): Pick<MissingColumn, 'candidate' | 'isRenamed'> {
  const names = (arriving.port.schema ?? []).map(({ name }) => name)
  const renamed = names.find((name) => wasCalled(compiled, arriving, name, column))
  return renamed === undefined
    ? { candidate: closestName(column, names), isRenamed: false }
    : { candidate: renamed, isRenamed: true }
}

/** The columns a step names that its inputs do not have, with what may take their place. */
export function missingColumns(
  pipeline: Pipeline,
  compiled: CompiledPipeline,
  id: StepId,
): readonly MissingColumn[] {
  const step = pipeline.steps[id]
  const found = new Map<string, MissingColumn>()
  for (const { port, columns, written } of step ? columnUses(step) : []) {
    const arriving = arrivingAt(pipeline, compiled, id, port)
    if (!arriving) continue
    // Expressions do not tell letter case apart, settings do.
    const fold = written === 'expression' ? foldName : (name: string) => name
    const there = new Set((arriving.port.schema ?? []).map(({ name }) => fold(name)))
    for (const column of columns) {
      const key = JSON.stringify([port, foldName(column)])
      if (there.has(fold(column)) || found.has(key)) continue
      found.set(key, { port, column, ...candidateFor(compiled, arriving, column) })
    }
  }
  return [...found.values()]
}
