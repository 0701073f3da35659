import { accept, newId, refuse, type LocalText, type Outcome, type Random } from '@weft/kernel'
import { foldName, freeName } from './output-names.ts'
import { parameterNamesIn } from './parameter-names.ts'
import { downstreamOf } from './pipeline-graph.ts'
import { portsOf } from './subflow-ports.ts'
import { completeSettings } from './step-specs.ts'
import type { Edge, Pipeline, Position, Step, StepId, StepOf, Subflow } from './step.ts'

/** What making a subflow of some steps comes to. */
export interface ExtractedSubflow {
  readonly subflow: Subflow
  /** The step that takes the place of the steps. */
  readonly step: StepOf<'subflow'>
  readonly position: Position
  readonly taken: readonly StepId[]
  /** The connections of the new step. */
  readonly edges: readonly Edge[]
}

const stays = new Set<string>(['output', 'parameter', 'entry'])
const drawn = new Set<string>(['note', 'frame'])
const across = 240
const down = 112

interface Moving {
  readonly pipeline: Pipeline
  readonly steps: readonly Step[]
  readonly ids: ReadonlyMap<StepId, StepId>
  readonly random: Random
}

function moving(pipeline: Pipeline, chosen: readonly StepId[], random: Random): Moving {
  const steps = [...new Set(chosen)].flatMap((id) => {
    const step = Object.hasOwn(pipeline.steps, id) ? pipeline.steps[id] : undefined
    return step && !stays.has(step.kind) ? [step] : []
  })
  return { pipeline, steps, ids: new Map(steps.map(({ id }) => [id, newId('st', random)])), random }
}

/** Whether rows leave the chosen steps and come back into them. */
function comesBack({ pipeline, ids }: Moving): boolean {
  const next = pipeline.edges.filter(({ from, to }) => ids.has(from) && !ids.has(to))
  return next.some(({ to }) => [...downstreamOf(pipeline, to)].some((id) => ids.has(id)))
}

interface Port {
  readonly step: Step
  readonly key: string
}

const startOf = ({ from, fromPort = 'main' }: Pick<Edge, 'from' | 'fromPort'>) =>
  `${from} ${fromPort}`

function newStep(
  random: Random,
  kind: 'entry' | 'output',
  settings: { readonly name: string },
): Step {
  const whole = completeSettings<'entry' | 'output'>(kind, settings)
  return { id: newId('st', random), kind, title: {}, settings: whole } as unknown as Step
}

function entriesFor({ pipeline, random }: Moving, incoming: readonly Edge[]): readonly Port[] {
  const taken = new Set<string>()
  const starts = new Map(incoming.map((edge) => [startOf(edge), edge.from]))
  return [...starts].map(([key, from]) => {
    const { title = {} } = pipeline.steps[from] ?? {}
    const name = freeName(title.en ?? title.zh ?? 'input', taken)
    taken.add(foldName(name))
    return { key, step: newStep(random, 'entry', { name }) }
  })
}

/** Where rows leave: at every connection that crosses, else at every step that nothing follows. */
function leavings({ pipeline, steps, ids }: Moving, outgoing: readonly Edge[]): readonly string[] {
  const crossing = [...new Set(outgoing.map(startOf))]
  if (crossing.length > 0) return crossing
  const fed = new Set(pipeline.edges.filter(({ to }) => ids.has(to)).map(({ from }) => from))
  return steps.flatMap((step) => {
    const [first] = portsOf(pipeline, step).outputs
    return first && !fed.has(step.id) ? [startOf({ from: step.id, fromPort: first })] : []
  })
}

function exitsFor({ random }: Moving, keys: readonly string[]): readonly Port[] {
  return keys.map((key, index) => {
    const name = index === 0 ? 'result' : `result_${index + 1}`
    return { key, step: newStep(random, 'output', { name }) }
  })
}

interface Given {
  readonly step: Step
  readonly value: StepOf<'subflow'>['settings']['values'][number]
}

/** The parameters of the pipeline that the steps call, as parameters of the subflow that are handed on. */
function parametersFor({ pipeline, steps, random }: Moving): readonly Given[] {
  const called = new Set(steps.flatMap((step) => [...parameterNamesIn(step)]))
  const seen = new Set<string>()
  return Object.values<Step>(pipeline.steps)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((step) => {
      if (step.kind !== 'parameter') return []
      const { name } = step.settings
      if (!called.has(foldName(name)) || seen.has(foldName(name))) return []
      seen.add(foldName(name))
      const inner = { ...step, id: newId('st', random) }
      const id = newId('it', random)
      return [{ step: inner, value: { id, parameter: inner.id, source: 'parameter', value: name } }]
    })
}

function innerEdges(
  moved: Moving,
  entries: readonly Port[],
  exits: readonly Port[],
): readonly Edge[] {
  const { pipeline, ids, random } = moved
  const edge = (start: Omit<Edge, 'id'>): Edge => ({ id: newId('ed', random), ...start })
  const within = pipeline.edges.flatMap(({ from, fromPort, to, port, order }) => {
    const [start, end] = [ids.get(from), ids.get(to)]
    const entry = entries.find(
      ({ key }) => key === startOf({ from, ...(fromPort && { fromPort }) }),
    )
    if (!end) return []
    if (start) return [edge({ from: start, ...(fromPort && { fromPort }), to: end, port, order })]
    return entry ? [edge({ from: entry.step.id, to: end, port, order })] : []
  })
  const out = exits.flatMap(({ key, step }) => {
    const [from = '', fromPort = 'main'] = key.split(' ')
    const start = ids.get(from as StepId)
    if (!start) return []
    const port = fromPort === 'main' ? {} : { fromPort: fromPort as NonNullable<Edge['fromPort']> }
    return [edge({ from: start, ...port, to: step.id, port: 'in', order: 'a0' })]
  })
  return [...within, ...out]
}

function places(
  { pipeline, steps, ids }: Moving,
  entries: readonly Port[],
  exits: readonly Port[],
  parameters: readonly Given[],
): { readonly inner: Record<StepId, Position>; readonly outer: Position } {
  const spots = steps.map(({ id }) => pipeline.positions[id] ?? { x: 0, y: 0 })
  const left = Math.min(...spots.map(({ x }) => x))
  const right = Math.max(...spots.map(({ x }) => x))
  const top = Math.min(...spots.map(({ y }) => y))
  const bottom = Math.max(...spots.map(({ y }) => y))
  const column = (all: readonly { readonly step: Step }[], x: number, y: number) =>
    all.map(({ step }, index) => [step.id, { x, y: y + index * down }] as const)
  const inner = [
    ...steps.map(({ id }, index) => [ids.get(id) ?? id, spots[index] ?? { x: 0, y: 0 }] as const),
    ...column(entries, left - across, top),
    ...column(exits, right + across, top),
    ...column(parameters, left, bottom + down),
  ]
  const outer = { x: Math.round((left + right) / 2), y: Math.round((top + bottom) / 2) }
  return { inner: Object.fromEntries(inner), outer }
}

/** The connections of the step that takes the place of the others. */
function outerEdges(
  { random, ids }: Moving,
  step: StepId,
  [incoming, entries]: readonly [readonly Edge[], readonly Port[]],
  [outgoing, exits]: readonly [readonly Edge[], readonly Port[]],
): readonly Edge[] {
  const into = entries.flatMap(({ key, step: entry }) => {
    const first = incoming.find((edge) => startOf(edge) === key)
    if (!first) return []
    const { from, fromPort } = first
    const start = { id: newId('ed', random), from, ...(fromPort && { fromPort }) }
    return [{ ...start, to: step, port: entry.id, order: 'a0' }]
  })
  const out = outgoing.flatMap((edge) => {
    const exit = exits.find(({ key }) => key === startOf(edge))
    const { to, port, order } = edge
    if (!exit || ids.has(to)) return []
    return [{ id: newId('ed', random), from: step, fromPort: exit.step.id, to, port, order }]
  })
  return [...into, ...out]
}

/** Makes a subflow of some steps of a pipeline; outputs, parameters and inputs of the pipeline itself stay outside. */
export function extractSubflow(
  pipeline: Pipeline,
  chosen: readonly StepId[],
  { title, random }: { readonly title: LocalText; readonly random: Random },
): Outcome<ExtractedSubflow> {
  const moved = moving(pipeline, chosen, random)
  if (moved.steps.every(({ kind }) => drawn.has(kind))) return refuse('document.subflow-of-nothing')
  if (comesBack(moved)) return refuse('document.subflow-comes-back')
  const { ids } = moved
  const incoming = pipeline.edges.filter(({ from, to }) => !ids.has(from) && ids.has(to))
  const outgoing = pipeline.edges.filter(({ from, to }) => ids.has(from) && !ids.has(to))
  const entries = entriesFor(moved, incoming)
  const exits = exitsFor(moved, leavings(moved, outgoing))
  const parameters = parametersFor(moved)
  const { inner, outer } = places(moved, entries, exits, parameters)
  const ports = [...entries, ...exits, ...parameters].map(({ step }) => step)
  const copies = moved.steps.map((step) => ({ ...step, id: ids.get(step.id) ?? step.id }))
  const subflow: Subflow = {
    id: newId('pl', random),
    title,
    steps: Object.fromEntries([...copies, ...ports].map((step) => [step.id, step])),
    edges: innerEdges(moved, entries, exits),
    positions: inner,
    order: ports.map(({ id }) => id),
  }
  const values = parameters.map(({ value }) => value)
  const settings = { subflow: subflow.id, values }
  const id = newId('st', random)
  return accept({
    subflow,
    step: { id, kind: 'subflow', title: {}, settings },
    position: outer,
    taken: [...ids.keys()],
    edges: outerEdges(moved, id, [incoming, entries], [outgoing, exits]),
  })
}
