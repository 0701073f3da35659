import {
  stepSpecs,
  type Edge,
  type Pipeline,
  type Step,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import { compilePipeline } from '@weft/pipeline-sql'
import { expect, test } from 'vitest'
import { traceColumn } from '../editor/trace-column.ts'
import { fittingKinds, targetAfter } from './add-target.ts'
import { arrangeSteps } from './arrange-steps.ts'
import { findKinds } from './find-kinds.ts'
import { flowOf } from './flow-of.ts'
import { tidyUp } from './tidy-up.ts'

function pipelineOf(
  kinds: Record<StepId, StepKind>,
  pairs: [StepId, StepId][],
  settings: Record<StepId, object> = {},
): Pipeline {
  const steps = Object.fromEntries(
    Object.entries(kinds).map(([id, kind]) => [
      id,
      {
        id,
        kind,
        title: {},
        settings: { ...stepSpecs[kind].initial, ...settings[id as StepId] },
      } as Step,
    ]),
  )
  const edges = pairs.map(([from, to], index): Edge => ({
    id: `ed_${index}` as const,
    from,
    to,
    port: 'in',
    order: `a${index}`,
  }))
  const positions = Object.fromEntries(
    Object.keys(kinds).map((id, index) => [id, { x: index * 100, y: index * index * 10 }]),
  )
  return { id: 'pl_test', title: {}, steps, edges, positions }
}

const line = pipelineOf(
  { st_a: 'dataset', st_b: 'compute', st_c: 'select', st_d: 'output' },
  [
    ['st_a', 'st_b'],
    ['st_b', 'st_c'],
    ['st_c', 'st_d'],
  ],
  {
    st_a: { dataset: 'd' },
    st_b: { columns: [{ id: 'it_1', name: 'double', expression: 'price * 2' }] },
    st_c: { columns: [{ id: 'it_2', column: 'double', name: 'twice', cast: null, keep: true }] },
  },
)
const compiled = compilePipeline(
  line,
  {
    d: {
      digest: 'x',
      schema: [
        { name: 'price', type: 'DOUBLE' },
        { name: 'note', type: 'VARCHAR' },
      ],
    },
  },
  new Map(),
)

test('A column lights up from the dataset it comes from to the output it goes into, under each of its names', () => {
  const trace = traceColumn(line, compiled, { step: 'st_b', column: 'double' })
  expect(Object.fromEntries(trace.columns)).toEqual({
    st_a: ['price'],
    st_b: ['double'],
    st_c: ['twice'],
    st_d: ['twice'],
  })
  expect([...trace.edges]).toEqual(['ed_0', 'ed_1', 'ed_2'])
})

test('A column nobody made from the traced one stays dark', () => {
  const trace = traceColumn(line, compiled, { step: 'st_a', column: 'note' })
  expect([...trace.columns.values()].flat()).not.toContain('twice')
})

test('On a connection only steps that take and give rows are offered', () => {
  const offered = fittingKinds({ kind: 'edge', edge: 'ed_0' })
  expect(offered).toContain('filter')
  expect(offered).not.toContain('dataset')
  expect(offered).not.toContain('output')
})

test('Behind a port no step without an input is offered, and before one no step without an output', () => {
  expect(fittingKinds({ kind: 'after', step: 'st_a', port: 'main' })).not.toContain('dataset')
  expect(fittingKinds({ kind: 'before', step: 'st_d', port: 'in' })).not.toContain('output')
})

test('After a step without an output a new step stands free', () => {
  expect(targetAfter(line, 'st_d')).toEqual({ kind: 'free' })
  expect(targetAfter(line, 'st_a')).toEqual({ kind: 'after', step: 'st_a', port: 'main' })
})

test('Finding a step puts names before descriptions', () => {
  const found = findKinds(['sort', 'filter'], 'fil', (kind) =>
    kind === 'filter' ? { name: 'Filter rows', line: '' } : { name: 'Sort', line: 'like a filter' },
  )
  expect(found).toEqual(['filter', 'sort'])
  expect(findKinds(['sort'], 'nothing', () => ({ name: 'Sort', line: '' }))).toEqual([])
})

test('Everything a step is made of, and everything made of it, is found along the flow', () => {
  expect(flowOf(line, ['st_c'], 'left')).toEqual(['st_c', 'st_b', 'st_a'])
  expect(flowOf(line, ['st_c'], 'right')).toEqual(['st_c', 'st_d'])
})

test('Steps are put in line along an edge, or at equal distances', () => {
  expect(arrangeSteps(line, ['st_b', 'st_c'], 'top')).toEqual({
    st_b: { x: 100, y: 10 },
    st_c: { x: 200, y: 10 },
  })
  expect(arrangeSteps(line, ['st_a', 'st_b', 'st_d'], 'rows')).toMatchObject({ st_b: { y: 45 } })
  expect(arrangeSteps(line, ['st_a'], 'left')).toEqual({})
})

test('Tidying a selection leaves all other steps where they are', () => {
  expect(Object.keys(tidyUp(line, ['st_b', 'st_c']).places).sort()).toEqual(['st_b', 'st_c'])
})
