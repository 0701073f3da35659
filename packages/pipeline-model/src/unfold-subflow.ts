import { newId, type Random } from '@weft/kernel'
import { foldName, freeName } from './output-names.ts'
import { parameterNamesIn, withParameterNames } from './parameter-names.ts'
import { inputEdges } from './pipeline-graph.ts'
import { subflowOf, subflowPorts } from './subflow-ports.ts'
import { completeSettings } from './step-specs.ts'
import type { Edge, Pipeline, Position, Step, StepId, StepOf, Subflow } from './step.ts'

/** What putting the steps of a subflow in the place of the step that uses it comes to. */
export interface UnfoldedSubflow {
  readonly steps: readonly Step[]
  readonly positions: Readonly<Record<StepId, Position>>
  readonly edges: readonly Edge[]
}

type Start = Pick<Edge, 'from' | 'fromPort'>
type Parameter = StepOf<'parameter'>

interface Unfolding {
  readonly pipeline: Pipeline
  readonly step: StepOf<'subflow'>
  readonly subflow: Subflow
  readonly random: Random
}

interface Parameters {
  /** The name outside of each parameter inside, letter case folded. */
  readonly names: ReadonlyMap<string, string>
  /** The step outside that stands for a parameter step inside. */
  readonly steps: ReadonlyMap<StepId, StepId>
  readonly added: readonly Parameter[]
}

const parametersIn = (pipeline: Pipeline): readonly Parameter[] =>
  Object.values<Step>(pipeline.steps)
    .filter(
      (step): step is Extract<Step, { readonly kind: 'parameter' }> => step.kind === 'parameter',
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))

function isCalled({ subflow }: Unfolding, { id, settings }: Parameter): boolean {
  const steps = Object.values<Step>(subflow.steps)
  return (
    subflow.edges.some(({ from }) => from === id) ||
    steps.some((step) => parameterNamesIn(step).has(foldName(settings.name)))
  )
}

type Given = StepOf<'subflow'>['settings']['values'][number]

/** The parameter outside that a parameter inside has its value from, or that has the very same name and value. */
function standsFor(
  there: readonly Parameter[],
  given: Given | undefined,
  wanted: Parameter['settings'],
): Parameter | undefined {
  return there.find(({ settings }) =>
    given?.source === 'parameter'
      ? foldName(settings.name) === foldName(given.value)
      : JSON.stringify(settings) === JSON.stringify(wanted),
  )
}

/** The parameters that the steps still call when they stand outside: those handed on, and new ones for values. */
function parametersOutside(unfolding: Unfolding): Parameters {
  const { pipeline, step, subflow, random } = unfolding
  const there = parametersIn(pipeline)
  const taken = new Set(there.map(({ settings }) => foldName(settings.name)))
  const names = new Map<string, string>()
  const steps = new Map<StepId, StepId>()
  const added: Parameter[] = []
  const called = subflowPorts(subflow).parameters.filter((inner) => isCalled(unfolding, inner))
  for (const inner of called) {
    const given = step.settings.values.find(({ parameter }) => parameter === inner.id)
    const value = given?.source === 'value' ? given.value : inner.settings.value
    const wanted = { ...inner.settings, value }
    let outside = standsFor(there, given, wanted)
    if (!outside) {
      const name = freeName(wanted.name, taken)
      outside = { ...inner, id: newId('st', random), settings: { ...wanted, name } }
      added.push(outside)
    }
    taken.add(foldName(outside.settings.name))
    names.set(foldName(inner.settings.name), outside.settings.name)
    steps.set(inner.id, outside.id)
  }
  return { names, steps, added }
}

/** A step that keeps what a contract promises; null where none is promised. */
function contractStep({ random }: Unfolding, { title, settings }: StepOf<'output'>): Step | null {
  if (settings.contract.length === 0) return null
  const columns = settings.contract.map(({ id, name }) => ({ id, column: name }))
  const whole = completeSettings('select', { columns, others: 'drop' })
  return { id: newId('st', random), kind: 'select', title, settings: whole }
}

function startAt(
  { pipeline, step, subflow }: Unfolding,
  ids: ReadonlyMap<StepId, StepId>,
  { from, fromPort }: Start,
): Start | null {
  if (subflow.steps[from]?.kind === 'entry') {
    const [feed] = inputEdges(pipeline, step.id, from)
    return feed ? { from: feed.from, ...(feed.fromPort && { fromPort: feed.fromPort }) } : null
  }
  const id = ids.get(from)
  return id ? { from: id, ...(fromPort && { fromPort }) } : null
}

function edgesOutside(
  unfolding: Unfolding,
  ids: ReadonlyMap<StepId, StepId>,
  contracts: ReadonlyMap<StepId, Step>,
): readonly Edge[] {
  const { pipeline, step, subflow, random } = unfolding
  const edge = (start: Start, { to, port, order }: Pick<Edge, 'to' | 'port' | 'order'>): Edge => ({
    id: newId('ed', random),
    ...start,
    to,
    port,
    order,
  })
  return subflow.edges.flatMap((inner) => {
    const start = startAt(unfolding, ids, inner)
    const to = ids.get(inner.to)
    if (!start) return []
    if (to) return [edge(start, { to, port: inner.port, order: inner.order })]
    const leaving = pipeline.edges.filter(
      ({ from, fromPort }) => from === step.id && fromPort === inner.to,
    )
    const contract = contracts.get(inner.to)
    const after = leaving.map((next) => edge(contract ? { from: contract.id } : start, next))
    return contract ? [edge(start, { to: contract.id, port: 'in', order: 'a0' }), ...after] : after
  })
}

function placesOutside(
  { pipeline, step, subflow }: Unfolding,
  placed: readonly (readonly [inner: StepId, outer: StepId])[],
): Record<StepId, Position> {
  const at = pipeline.positions[step.id] ?? { x: 0, y: 0 }
  const spots = placed.map(([inner, outer]) => [outer, subflow.positions[inner] ?? at] as const)
  const left = Math.min(...spots.map(([, { x }]) => x))
  const top = Math.min(...spots.map(([, { y }]) => y))
  return Object.fromEntries(
    spots.map(([id, { x, y }]) => [id, { x: at.x + x - left, y: at.y + y - top }]),
  )
}

/** The steps of a subflow as they stand in the pipeline in place of the step that uses it; null where there is none. */
export function unfoldSubflow(
  pipeline: Pipeline,
  id: StepId,
  random: Random,
): UnfoldedSubflow | null {
  const step = pipeline.steps[id]
  const subflow = step ? subflowOf(pipeline, step) : null
  if (step?.kind !== 'subflow' || !subflow) return null
  const unfolding = { pipeline, step, subflow, random }
  const { names, steps: parameters, added } = parametersOutside(unfolding)
  const inside = Object.values<Step>(subflow.steps).filter(
    ({ kind }) => kind !== 'entry' && kind !== 'output' && kind !== 'parameter',
  )
  const moved = new Map(inside.map((one) => [one.id, newId('st', random)]))
  const contracts = new Map<StepId, Step>()
  for (const output of subflowPorts(subflow).outputs) {
    const contract = contractStep(unfolding, output)
    if (contract) contracts.set(output.id, contract)
  }
  const copies = inside.map((one) => ({
    ...withParameterNames(one, (name) => names.get(foldName(name)) ?? name),
    id: moved.get(one.id) ?? one.id,
  }))
  const byOuter = new Map([...parameters].map(([inner, outer]) => [outer, inner]))
  const placed = [
    ...moved,
    ...added.map((one) => [byOuter.get(one.id) ?? one.id, one.id] as const),
    ...[...contracts].map(([inner, one]) => [inner, one.id] as const),
  ]
  return {
    steps: [...copies, ...added, ...contracts.values()] as readonly Step[],
    positions: placesOutside(unfolding, placed),
    edges: edgesOutside(unfolding, new Map([...moved, ...parameters]), contracts),
  }
}
