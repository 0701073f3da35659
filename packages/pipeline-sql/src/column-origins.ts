import type { OutputPort, StepId } from '@weft/pipeline-model'
import { compiledPort, type CompiledPipeline, type CompiledStep } from './compiled-pipeline.ts'

/** A column of a dataset step that a result is made of. */
export interface SourceColumn {
  readonly step: StepId
  readonly column: string
}

interface Followed extends SourceColumn {
  readonly port: OutputPort
}

function oneStepBack(step: CompiledStep, { port, column }: Followed): readonly Followed[] {
  const lineage = compiledPort(step, port)?.lineage ?? {}
  const origins = Object.hasOwn(lineage, column) ? lineage[column] : []
  return (origins ?? []).flatMap((origin) => {
    const from = step.inputSteps[origin.input]
    const fromPort = step.inputPorts[origin.input] ?? 'main'
    return from ? [{ step: from, column: origin.column, port: fromPort }] : []
  })
}

/** Follows a column of a step back to the columns of the dataset steps it is made of. */
export function sourceColumnsOf(
  compiled: CompiledPipeline,
  step: StepId,
  column: string,
  port: OutputPort = 'main',
): readonly SourceColumn[] {
  const found = new Map<string, SourceColumn>()
  const seen = new Set<string>()
  const queue: Followed[] = [{ step, column, port }]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const key = JSON.stringify([next.step, next.port, next.column])
    const current = compiled.steps[next.step]
    if (!current || seen.has(key)) continue
    seen.add(key)
    if (current.inputSteps.length === 0 && current.inputs.length > 0)
      found.set(key, { step: next.step, column: next.column })
    queue.push(...oneStepBack(current, next))
  }
  return [...found.values()].sort((a, b) => (a.step + a.column < b.step + b.column ? -1 : 1))
}
