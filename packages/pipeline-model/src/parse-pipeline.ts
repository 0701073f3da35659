import { accept, isId, refuse, type Id, type LocalText, type Outcome } from '@weft/kernel'
import { z } from 'zod'
import { readFields } from './fields/make-fields.ts'
import { compareEdges } from './pipeline-graph.ts'
import { readInputPort, readOutputPort, type InputPort, type OutputPort } from './port.ts'
import { stepKinds, stepSpecs } from './step-specs.ts'
import type { Edge, Pipeline, PipelineId, Step, StepId, Subflow } from './step.ts'

const id = <Prefix extends string>(prefix: Prefix) =>
  z.custom<Id<Prefix>>((value) => isId(prefix, value))
const text = z.string().max(2_000)
const localText = z.object({ en: text.optional(), zh: text.optional() })

const step = z.object({
  id: id('st'),
  kind: z.enum(stepKinds),
  title: localText,
  settings: z.record(z.string(), z.unknown()),
})

const edge = z.object({
  id: id('ed'),
  from: id('st'),
  fromPort: z.custom<OutputPort>((value) => readOutputPort(value) !== undefined).optional(),
  to: id('st'),
  port: z.custom<InputPort>((value) => readInputPort(value) !== undefined),
  order: z.string().max(500),
})

const body = z.object({
  id: id('pl'),
  title: localText,
  steps: z.record(z.string(), step),
  edges: z.array(edge).max(20_000),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
})
const order = z.array(id('st')).max(20_000)
const pipeline = body.extend({
  order: order.optional(),
  subflows: z.record(z.string(), body.extend({ order })).optional(),
})

const unreadable = (path: string, reason: string) => refuse('pipeline.unreadable', { path, reason })

function plainEdge({ fromPort, ...rest }: z.infer<typeof edge>): Edge {
  return fromPort === undefined || fromPort === 'main' ? rest : { ...rest, fromPort }
}

function unfitSetting(kind: Step['kind'], settings: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(stepSpecs[kind].fields)
  const unfit = fields.find(
    ([name, field]) => Object.hasOwn(settings, name) && field.read(settings[name]) === undefined,
  )
  return unfit?.[0] ?? ''
}

function readSteps(
  entries: z.infer<typeof body>['steps'],
  path: string,
): Outcome<Pipeline['steps']> {
  const steps: Record<StepId, Step> = {}
  for (const [key, entry] of Object.entries(entries)) {
    const isOwn: boolean = key === entry.id
    if (!isOwn) return unreadable(`${path}steps.${key}`, 'id')
    const { kind, title, settings } = entry
    const read = readFields(stepSpecs[kind].fields, settings)
    if (!read) {
      return unreadable(`${path}steps.${key}.settings.${unfitSetting(kind, settings)}`, 'value')
    }
    // Settings come from the definition of the very kind, which the type cannot follow.
    steps[entry.id] = {
      id: entry.id,
      kind,
      title: title as LocalText,
      settings: read,
    } as unknown as Step
  }
  return accept(steps)
}

type Parsed = Omit<z.infer<typeof body>, 'steps'>

function readBody<B extends z.infer<typeof body>>(
  raw: B,
  path: string,
): Outcome<Omit<B, keyof Parsed | 'steps'> & Pick<Pipeline, keyof Parsed | 'steps'>> {
  const steps = readSteps(raw.steps, path)
  if (!steps.ok) return steps
  const edges = raw.edges.map(plainEdge).sort(compareEdges)
  return accept({ ...raw, steps: steps.value, edges })
}

function readSubflows(
  given: NonNullable<z.infer<typeof pipeline>['subflows']>,
): Outcome<Record<PipelineId, Subflow>> {
  const subflows: Record<PipelineId, Subflow> = {}
  for (const [key, entry] of Object.entries(given)) {
    const isOwn: boolean = key === entry.id
    if (!isOwn) return unreadable(`subflows.${key}`, 'id')
    const read = readBody(entry, `subflows.${key}.`)
    if (!read.ok) return read
    subflows[entry.id] = read.value
  }
  return accept(subflows)
}

const whereAndWhy = ({ issues: [issue] }: z.ZodError) =>
  [issue?.path.join('.') ?? '', issue?.message ?? ''] as const

/** Reads a pipeline picture from outside, or says where it is not one. */
export function parsePipeline(value: unknown): Outcome<Pipeline> {
  const parsed = pipeline.safeParse(value)
  if (!parsed.success) {
    return unreadable(...whereAndWhy(parsed.error))
  }
  const { subflows: given = {}, order: ports, ...raw } = parsed.data
  const main = readBody(raw, '')
  if (!main.ok) return main
  const subflows = readSubflows(given)
  if (!subflows.ok) return subflows
  const used = Object.keys(subflows.value).length > 0 ? { subflows: subflows.value } : {}
  return accept({ ...main.value, ...(ports && { order: ports }), ...used })
}
