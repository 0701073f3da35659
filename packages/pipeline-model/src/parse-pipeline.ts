import { accept, isId, refuse, type Id, type Outcome } from '@weft/kernel'
import { z } from 'zod'
import { compareEdges } from './pipeline-graph.ts'
import type { Pipeline, Step } from './step.ts'

const id = <Prefix extends string>(prefix: Prefix) =>
  z.custom<Id<Prefix>>((value) => isId(prefix, value))
const text = z.string().max(2_000)
const localText = z.object({ en: text.optional(), zh: text.optional() })
const item = { id: id('it') }
const list = <T extends z.ZodType>(entry: T) => z.array(entry).max(2_000)

const step = <K extends string, S extends z.ZodType>(kind: K, settings: S) =>
  z.object({ id: id('st'), kind: z.literal(kind), title: localText, settings })

const operator = z.enum([
  'equals',
  'not-equals',
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
  'contains',
  'starts-with',
  'one-of',
  'is-empty',
  'is-not-empty',
])
const aggregate = z.enum([
  'count',
  'count-distinct',
  'sum',
  'average',
  'median',
  'min',
  'max',
  'stddev',
])

const anyStep = z.discriminatedUnion('kind', [
  step('dataset', z.object({ dataset: text.nullable() })),
  step(
    'select',
    z.object({
      columns: list(
        z.object({
          ...item,
          column: text,
          name: text.nullable(),
          cast: text.nullable(),
          keep: z.boolean(),
        }),
      ),
      others: z.enum(['keep', 'drop']),
    }),
  ),
  step(
    'filter',
    z.object({
      match: z.enum(['all', 'any']),
      conditions: list(
        z.object({ ...item, column: text, operator, value: z.string().max(20_000) }),
      ),
      expression: z.string().max(20_000),
    }),
  ),
  step(
    'compute',
    z.object({
      columns: list(z.object({ ...item, name: text, expression: z.string().max(20_000) })),
    }),
  ),
  step(
    'join',
    z.object({
      kind: z.enum(['inner', 'left', 'right', 'full']),
      keys: list(z.object({ ...item, left: text, right: text })),
      suffix: text,
    }),
  ),
  step(
    'group',
    z.object({
      by: list(z.object({ ...item, column: text })),
      aggregates: list(
        z.object({ ...item, function: aggregate, column: text.nullable(), name: text }),
      ),
    }),
  ),
  step(
    'sort',
    z.object({
      keys: list(
        z.object({ ...item, column: text, direction: z.enum(['ascending', 'descending']) }),
      ),
      limit: z.number().nullable(),
    }),
  ),
  step('union', z.object({ match: z.enum(['name', 'position']), distinct: z.boolean() })),
  step('sql', z.object({ sql: z.string().max(200_000) })),
  step('output', z.object({ name: text })),
]) satisfies z.ZodType<Step>

const edge = z.object({
  id: id('ed'),
  from: id('st'),
  to: id('st'),
  port: z.enum(['in', 'left', 'right']),
  order: z.string().max(500),
})

const pipeline = z.object({
  id: id('pl'),
  title: localText,
  steps: z.record(z.string(), anyStep),
  edges: z.array(edge).max(20_000),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
})

/** Reads a pipeline picture from outside, or says where it is not one. */
export function parsePipeline(value: unknown): Outcome<Pipeline> {
  const parsed = pipeline.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return refuse('pipeline.unreadable', {
      path: issue?.path.join('.') ?? '',
      reason: issue?.message ?? '',
    })
  }
  for (const [key, entry] of Object.entries(parsed.data.steps)) {
    if (key !== entry.id)
      return refuse('pipeline.unreadable', { path: `steps.${key}`, reason: 'id' })
  }
  return accept({ ...parsed.data, edges: parsed.data.edges.toSorted(compareEdges) })
}
