import type { Edge, Pipeline, Step, StepId, StepKind } from '@weft/pipeline-model'
import { stepSpecs } from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { neighbourStep } from './neighbour-step.ts'
import { planRemoval } from './plan-removal.ts'

function pipelineOf(kinds: Record<StepId, StepKind>, pairs: [StepId, StepId][]): Pipeline {
  const steps = Object.fromEntries(
    Object.entries(kinds).map(([id, kind]) => [
      id,
      { id, kind, title: {}, settings: stepSpecs[kind].initial } as Step,
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
    Object.keys(kinds).map((id, index) => [id, { x: index * 300, y: 0 }]),
  )
  return { id: 'pl_test', title: {}, steps, edges, positions }
}

const line = pipelineOf({ st_a: 'dataset', st_b: 'filter', st_c: 'sort', st_d: 'output' }, [
  ['st_a', 'st_b'],
  ['st_b', 'st_c'],
  ['st_c', 'st_d'],
])

test('Removing steps in the middle connects what stood before with what stands after', () => {
  expect(planRemoval(line, new Set<StepId>(['st_b', 'st_c']))).toEqual([
    { from: 'st_a', to: 'st_d', port: 'in' },
  ])
})

test('Removing the source of a flow connects nothing', () => {
  expect(planRemoval(line, new Set<StepId>(['st_a']))).toEqual([])
})

test('Arrow keys follow the flow, and stop at its ends', () => {
  expect(neighbourStep(line, 'st_b', 'right')).toBe('st_c')
  expect(neighbourStep(line, 'st_b', 'left')).toBe('st_a')
  expect(neighbourStep(line, 'st_d', 'right')).toBeNull()
})
