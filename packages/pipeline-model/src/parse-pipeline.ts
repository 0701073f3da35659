import { accept, isId, refuse, type Id, type LocalText, type Outcome } from '@weft/kernel'
import { z } from 'zod'
import { readFields } from './fields/make-fields.ts'
import { compareEdges } from './pipeline-graph.ts'
import { inputPorts, outputPorts } from './port.ts'
import { stepKinds, stepSpecs } from './step-specs.ts'
import type { Edge, Pipeline, Step, StepId } from './step.ts'

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
  fromPort: z.enum(outputPorts).optional(),
  to: id('st'),
  port: z.enum(inputPorts),
  order: z.string().max(500),
})

const pipeline = z.object({
  id: id('pl'),
  title: localText,
  steps: z.record(z.string(), step),
  edges: z.array(edge).max(20_000),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
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

/** Reads a pipeline picture from outside, or says where it is not one. */
export function parsePipeline(value: unknown): Outcome<Pipeline> {
  const parsed = pipeline.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return unreadable(issue?.path.join('.') ?? '', issue?.message ?? '')
  }
  const steps: Record<StepId, Step> = {}
  for (const [key, entry] of Object.entries(parsed.data.steps)) {
    const isOwn: boolean = key === entry.id
    if (!isOwn) return unreadable(`steps.${key}`, 'id')
    const { kind, title, settings } = entry
    const read = readFields(stepSpecs[kind].fields, settings)
    if (!read) {
      const path = `steps.${key}.settings.${unfitSetting(kind, settings)}`
      return unreadable(path, 'value')
    }
    // Settings come from the definition of the very kind, which the type cannot follow.
    steps[entry.id] = {
      id: entry.id,
      kind,
      title: title as LocalText,
      settings: read,
    } as unknown as Step
  }
  const edges = parsed.data.edges.map(plainEdge).sort(compareEdges)
  return accept({ ...parsed.data, steps, edges })
}
