import type { Pipeline, StepId } from '@weft/pipeline-model'
import type { CompiledPipeline, CompiledStep } from '@weft/pipeline-sql'

/** One column of one step. */
export interface StepColumn {
  readonly step: StepId
  readonly column: string
}

/** Everything a column is made of and everything made of it. */
export interface ColumnTrace {
  readonly start: StepColumn
  /** The columns concerned, by step; steps are in the order of the flow. */
  readonly columns: ReadonlyMap<StepId, readonly string[]>
  /** The identifiers of the connections the column flows through. */
  readonly edges: ReadonlySet<string>
}

interface Link {
  readonly from: StepColumn
  readonly to: StepColumn
}

const keyOf = ({ step, column }: StepColumn): string => JSON.stringify([step, column])

function linksInto(step: StepId, compiled: CompiledStep): Link[] {
  const ports = [compiled, ...Object.values(compiled.asides)]
  return ports.flatMap(({ lineage }) =>
    Object.entries(lineage).flatMap(([column, origins]) =>
      origins.flatMap((origin) => {
        const from = compiled.inputSteps[origin.input]
        return from ? [{ from: { step: from, column: origin.column }, to: { step, column } }] : []
      }),
    ),
  )
}

/** Follows the links from a column in one direction, itself included. */
function follow(
  links: readonly Link[],
  start: StepColumn,
  next: (link: Link) => readonly [here: StepColumn, there: StepColumn],
): Map<string, StepColumn> {
  const after = new Map<string, StepColumn[]>()
  for (const link of links) {
    const [here, there] = next(link)
    after.set(keyOf(here), [...(after.get(keyOf(here)) ?? []), there])
  }
  const found = new Map([[keyOf(start), start]])
  const queue = [start]
  for (let at = queue.pop(); at; at = queue.pop()) {
    for (const there of after.get(keyOf(at)) ?? []) {
      if (found.has(keyOf(there))) continue
      found.set(keyOf(there), there)
      queue.push(there)
    }
  }
  return found
}

/** Traces a column back to the datasets and forward to the outputs. */
export function traceColumn(
  pipeline: Pipeline,
  compiled: CompiledPipeline,
  start: StepColumn,
): ColumnTrace {
  const links = compiled.order.flatMap((id) => {
    const step = compiled.steps[id]
    return step ? linksInto(id, step) : []
  })
  const back = follow(links, start, ({ from, to }) => [to, from])
  const forward = follow(links, start, ({ from, to }) => [from, to])
  const found = [...new Map([...back, ...forward]).values()]
  const columns = new Map(
    compiled.order.flatMap((id) => {
      const own = found.filter(({ step }) => step === id).map(({ column }) => column)
      return own.length > 0 ? [[id, own] as const] : []
    }),
  )
  const isOnPath = ({ from, to }: Link) =>
    [back, forward].some((side) => side.has(keyOf(from)) && side.has(keyOf(to)))
  // What flows through steps inside another one flows through the connections of that step.
  const outer = ({ step }: StepColumn) => step.split('/')[0] ?? step
  const pairs = new Set(links.filter(isOnPath).map(({ from, to }) => `${outer(from)} ${outer(to)}`))
  const edges = pipeline.edges.filter(({ from, to }) => pairs.has(`${from} ${to}`))
  return { start, columns, edges: new Set(edges.map(({ id }) => id)) }
}
