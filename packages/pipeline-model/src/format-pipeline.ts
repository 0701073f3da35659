import { accept, refuse, type LocalText, type Outcome } from '@weft/kernel'
import type { Field } from './fields/field.ts'
import { parsePipeline } from './parse-pipeline.ts'
import { compareEdges, upstreamOrder } from './pipeline-graph.ts'
import { stepSpecs } from './step-specs.ts'
import type { Edge, Pipeline, Position, Step, StepId, Subflow, Subflows } from './step.ts'

const format = 'weft-pipeline/1'

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)]),
  )
}

/** A value on one line, with a space where people expect one; its keys keep their order. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(
    ([key, entry]) => `${JSON.stringify(key)}: ${inline(entry)}`,
  )
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

function block(
  [open, close]: readonly [string, string],
  lines: readonly string[],
  indent: string,
): string {
  if (lines.length === 0) return open + close
  return `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`
}

const brackets = ['[', ']'] as const
const braces = ['{', '}'] as const

function settingText(field: Field<unknown>, value: unknown, indent: string): string {
  if (field.shape === 'text')
    return block(
      brackets,
      String(value)
        .split('\n')
        .map((line) => JSON.stringify(line)),
      indent,
    )
  if (field.look.type !== 'list') return inline(sorted(value))
  const { item } = field.look
  const items = value as readonly Readonly<Record<string, unknown>>[]
  const lines = items.map((entry) => {
    const fields = Object.keys(item).map((name) => [name, sorted(entry[name])] as const)
    return inline({ id: entry['id'], ...Object.fromEntries(fields) })
  })
  return block(brackets, lines, indent)
}

const titleOf = ({ en, zh }: LocalText) => sorted({ en, zh })

function stepText(step: Step, indent: string): string {
  const values = new Map<string, unknown>(Object.entries(step.settings))
  const settings = Object.entries(stepSpecs[step.kind].fields).map(
    ([name, field]) =>
      `${JSON.stringify(name)}: ${settingText(field, values.get(name), `${indent}    `)}`,
  )
  const lines = [
    `"id": ${inline(step.id)}`,
    `"kind": ${inline(step.kind)}`,
    `"title": ${inline(titleOf(step.title))}`,
    `"settings": ${block(braces, settings, `${indent}  `)}`,
  ]
  return block(braces, lines, indent)
}

function edgeText({ id, from, fromPort = 'main', to, port, order }: Edge): string {
  const start = fromPort === 'main' ? { id, from } : { id, from, fromPort }
  return inline({ ...start, to, port, order })
}

function positionTexts(positions: Pipeline['positions']): readonly string[] {
  const entries = Object.entries<Position>(positions).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([id, { x, y }]) => `${JSON.stringify(id)}: ${inline({ x, y })}`)
}

function bodyLines(body: Pipeline, indent: string, inner: readonly string[]): readonly string[] {
  const { order, stuck } = upstreamOrder(body)
  const steps = [...order, ...stuck].flatMap((id) => {
    const step = body.steps[id]
    return step ? [stepText(step, `${indent}  `)] : []
  })
  const edges = [...body.edges].sort(compareEdges).map(edgeText)
  return [
    `"id": ${inline(body.id)}`,
    `"title": ${inline(titleOf(body.title))}`,
    ...(body.order ? [`"order": ${inline(body.order)}`] : []),
    `"steps": ${block(brackets, steps, indent)}`,
    `"edges": ${block(brackets, edges, indent)}`,
    ...inner,
    `"positions": ${block(braces, positionTexts(body.positions), indent)}`,
  ]
}

function subflowTexts(subflows: Subflows): readonly string[] {
  return Object.values<Subflow>(subflows)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((subflow) => block(braces, bodyLines(subflow, '      ', []), '    '))
}

/** The one text of a pipeline: steps in the order of the flow, everything else by id, subflows after the edges, positions last and apart. */
export function formatPipeline(pipeline: Pipeline): string {
  const used = subflowTexts(pipeline.subflows ?? {})
  const subflows = used.length > 0 ? [`"subflows": ${block(brackets, used, '  ')}`] : []
  const lines = [`"format": ${inline(format)}`, ...bodyLines(pipeline, '  ', subflows)]
  return `${block(braces, lines, '')}\n`
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const joined = (value: unknown) =>
  Array.isArray(value) && value.every((line) => typeof line === 'string') ? value.join('\n') : value

/** Settings as they are in a picture: text that stands in lines is one text again. */
function plainStep(step: unknown): unknown {
  if (!isRecord(step) || !isRecord(step['settings'])) return step
  const kind = String(step['kind'])
  const fields = Object.hasOwn(stepSpecs, kind) ? stepSpecs[kind as Step['kind']].fields : {}
  const settings = Object.entries(step['settings']).map(([name, value]) => {
    const shape = Object.hasOwn(fields, name) ? fields[name]?.shape : undefined
    return [name, shape === 'text' ? joined(value) : value] as const
  })
  return { ...step, settings: Object.fromEntries(settings) }
}

type Raw = Readonly<Record<string, unknown>>

/** The listed steps by id, as a picture keeps them. */
function keyedBody(raw: Raw, path: string): Outcome<Raw> {
  const listed: unknown[] = Array.isArray(raw['steps']) ? raw['steps'] : []
  const steps = new Map<StepId, unknown>()
  for (const step of listed) {
    const id = isRecord(step) ? (step['id'] as StepId) : ('' as StepId)
    if (steps.has(id))
      return refuse('pipeline.unreadable', { path: `${path}steps.${id}`, reason: 'id' })
    steps.set(id, plainStep(step))
  }
  return accept({ positions: {}, ...raw, steps: Object.fromEntries(steps) })
}

function keyedSubflows(raw: unknown): Outcome<Raw> {
  const listed: unknown[] = Array.isArray(raw) ? raw : []
  const subflows = new Map<string, unknown>()
  for (const subflow of listed) {
    const id = isRecord(subflow) ? String(subflow['id']) : ''
    const body = isRecord(subflow) ? keyedBody(subflow, `subflows.${id}.`) : accept({})
    if (!body.ok) return body
    if (subflows.has(id))
      return refuse('pipeline.unreadable', { path: `subflows.${id}`, reason: 'id' })
    subflows.set(id, { order: [], ...body.value })
  }
  return accept(Object.fromEntries(subflows))
}

/** Reads the text form of a pipeline, or says where it is not one. */
export function parsePipelineText(text: string): Outcome<Pipeline> {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (cause) {
    return refuse('pipeline.unreadable', { path: '', reason: String(cause) })
  }
  if (!isRecord(raw) || raw['format'] !== format)
    return refuse('pipeline.unreadable', { path: 'format', reason: format })
  const main = keyedBody(raw, '')
  if (!main.ok) return main
  const subflows = keyedSubflows(raw['subflows'])
  if (!subflows.ok) return subflows
  const parsed = parsePipeline({ ...main.value, subflows: subflows.value })
  return parsed.ok ? accept(parsed.value) : parsed
}
