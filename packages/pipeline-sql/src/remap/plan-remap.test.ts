import {
  completeSettings,
  type GivenSettings,
  type Pipeline,
  type StepKind,
} from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { compilePipeline } from '../compile-pipeline.ts'
import { renameInExpression } from './expression-columns.ts'
import { missingColumns } from './missing-columns.ts'
import { planRemap } from './plan-remap.ts'

const sources = {
  trips: {
    schema: [
      { name: 'city', type: 'VARCHAR' },
      { name: 'minutes', type: 'INTEGER' },
    ],
    digest: 'a'.repeat(64),
  },
}
const compile = (pipeline: Pipeline) => compilePipeline(pipeline, sources, new Map())
const item = (n: number) => ({ id: `it_000000000${String(n)}` as const })
const id = (n: number) => `st_000000000${String(n)}` as const

const made = <K extends StepKind>(kind: K, settings: GivenSettings<K>) => ({
  kind,
  settings: completeSettings(kind, settings) as object,
})

/** Steps in a row, the first a dataset. */
function chain(...rest: readonly ReturnType<typeof made>[]): Pipeline {
  const all = [made('dataset', { dataset: 'trips' }), ...rest]
  const steps = all.map((one, n) => [id(n), { id: id(n), title: {}, ...one }] as const)
  return {
    id: 'pl_0000000000',
    title: {},
    steps: Object.fromEntries(steps) as unknown as Pipeline['steps'],
    edges: rest.map((_, n) => ({
      id: `ed_000000000${String(n)}` as const,
      from: id(n),
      to: id(n + 1),
      port: 'in',
      order: 'a0',
    })),
    positions: {},
  }
}

const renamed = made('select', {
  columns: [{ ...item(1), column: 'minutes', name: 'duration', cast: null, keep: true }],
})
const late = made('compute', {
  columns: [
    { ...item(1), name: 'hours', expression: 'Minutes / 60' },
    { ...item(2), name: 'days', expression: "if(minutes > 0, hours / 24, 'minutes' = city)" },
  ],
})
const sorted = made('sort', {
  keys: [{ ...item(1), column: 'minutes', direction: 'ascending', nulls: 'last' }],
})

test('a column renamed upstream is known under its new name, however unlike', () => {
  const pipeline = chain(renamed, late, sorted)
  expect(missingColumns(pipeline, compile(pipeline), id(2))).toEqual([
    { port: 'in', ports: ['in'], column: 'Minutes', candidate: 'duration', isRenamed: true },
  ])
})

test('one change replaces the column in every field and expression of the step', () => {
  const pipeline = chain(renamed, late, sorted)
  const remap = { step: id(2), port: 'in', column: 'Minutes', to: 'duration' } as const
  const plan = planRemap(pipeline, compile, { ...remap, after: false })
  expect(plan.map(({ step, value }) => [step, value])).toEqual([
    [id(2), 'duration / 60'],
    [id(2), "if(duration > 0, hours / 24, 'minutes' = city)"],
  ])
})

test('steps behind are changed where the column is gone for them, and nowhere else', () => {
  const again = made('compute', {
    columns: [{ ...item(1), name: 'minutes', expression: 'duration' }],
  })
  const filter = made('filter', { expression: 'minutes > 1' })
  const first = made('sort', {
    keys: [{ ...item(1), column: 'minutes', direction: 'ascending', nulls: 'last' }],
  })
  const pipeline = chain(renamed, first, sorted, again, filter)
  const remap = { step: id(2), port: 'in', column: 'minutes', to: 'duration' } as const
  const plan = planRemap(pipeline, compile, { ...remap, after: true })
  expect(plan.map(({ step, value }) => [step, value])).toEqual([
    [id(2), 'duration'],
    [id(3), 'duration'],
  ])
})

test('a comparison with a column that is gone counts, a value of the same words does not', () => {
  const condition = { column: 'city', operator: 'equals', value: 'minutes', group: '' } as const
  const pipeline = chain(
    renamed,
    made('filter', {
      conditions: [
        { ...item(1), ...condition, against: 'column' },
        { ...item(2), ...condition, against: 'value' },
      ],
    }),
  )
  const remap = { step: id(2), port: 'in', column: 'minutes', to: 'duration' } as const
  const plan = planRemap(pipeline, compile, { ...remap, after: false })
  expect(plan).toEqual([
    {
      step: id(2),
      setting: 'conditions',
      item: { id: item(1).id, field: 'value' },
      value: 'duration',
    },
  ])
})

test('a removed column has the most similar name as candidate, and none when nothing is near', () => {
  const gone = (column: string) => {
    const pipeline = chain(made('dedupe', { by: [{ ...item(1), column }] }))
    return missingColumns(pipeline, compile(pipeline), id(1))[0]
  }
  expect(gone('minuts')).toMatchObject({ candidate: 'minutes', isRenamed: false })
  expect(gone('colour')).toMatchObject({ candidate: null, isRenamed: false })
})

test.each([
  ['a + A + "a" + ab', 'x', 'x + x + x + ab'],
  ["a || 'a'", 'my col', '"my col" || \'a\''],
  ['a > 1', 'case', '"case" > 1'],
  ['case a when 1 then a end', 'b', 'case b when 1 then b end'],
  ['a +', 'b', 'a +'],
])('in %s the column a becomes %s', (text, to, after) => {
  expect(renameInExpression(text, 'a', to)).toBe(after)
})

test('a condition between two tables may name the columns of both, and follows a rename on either side', () => {
  const ids = [1, 2, 3, 4, 5].map(id)
  const [left, right, anew, join] = ids
  if (!left || !right || !anew || !join) throw new Error('There are five ids.')
  const steps = {
    [left]: { id: left, title: {}, ...made('dataset', { dataset: 'trips' }) },
    [right]: { id: right, title: {}, ...made('dataset', { dataset: 'trips' }) },
    [anew]: { id: anew, title: {}, ...renamed },
    [join]: {
      id: join,
      title: {},
      ...made('join', {
        keys: [{ ...item(1), left: 'city', right: 'city', operator: 'equals' }],
        condition: 'minutes > 3 and minutes_2 < 9',
      }),
    },
  }
  const edge = (n: number, from: typeof left, to: typeof left, port: 'in' | 'left' | 'right') => ({
    id: `ed_000000000${String(n)}` as const,
    from,
    to,
    port,
    order: 'a0',
  })
  const pipeline = (...edges: Pipeline['edges']): Pipeline => ({
    id: 'pl_0000000000',
    title: {},
    steps: steps as unknown as Pipeline['steps'],
    edges,
    positions: {},
  })
  const whole = pipeline(edge(1, left, join, 'left'), edge(2, right, join, 'right'))
  expect(compile(whole).steps[join]?.problems).toEqual([])
  expect(missingColumns(whole, compile(whole), join)).toEqual([])
  const changed = pipeline(
    edge(1, left, anew, 'in'),
    edge(2, anew, join, 'left'),
    edge(3, right, join, 'right'),
  )
  // "minutes" is the right column now, so that only the second name is gone.
  expect(missingColumns(changed, compile(changed), join)).toMatchObject([
    { port: 'left', ports: ['left', 'right'], column: 'minutes_2', candidate: 'minutes' },
  ])
  const remap = { step: join, port: 'left', column: 'minutes_2', to: 'duration' } as const
  expect(planRemap(changed, compile, { ...remap, after: false })).toEqual([
    { step: join, setting: 'condition', item: null, value: 'minutes > 3 and duration < 9' },
  ])
})
