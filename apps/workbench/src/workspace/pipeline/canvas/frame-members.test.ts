import {
  stepSpecs,
  type Pipeline,
  type Position,
  type Step,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { frameAround, frameMembers, freeBelow, withMembers } from './frame-members.ts'
import { tidyUp } from './tidy-up.ts'

type Placed = readonly [kind: StepKind, x: number, y: number, settings?: object]

function pipelineOf(
  placed: Readonly<Record<StepId, Placed>>,
  pairs: [StepId, StepId][] = [],
): Pipeline {
  const steps: Record<StepId, Step> = {}
  const positions: Record<StepId, Position> = {}
  for (const [id, [kind, x, y, settings]] of Object.entries(placed) as [StepId, Placed][]) {
    steps[id] = {
      id,
      kind,
      title: {},
      settings: { ...stepSpecs[kind].initial, ...settings },
    } as Step
    positions[id] = { x, y }
  }
  const edges = pairs.map(([from, to], index) => ({
    id: `ed_${index}` as const,
    from,
    to,
    port: 'in' as const,
    order: `a${index}`,
  }))
  return { id: 'pl_a', title: {}, steps, edges, positions }
}

const framed = pipelineOf(
  {
    st_frame: ['frame', 0, 0, { width: 500, height: 200 }],
    st_in: ['dataset', 20, 60],
    st_half: ['filter', 400, 60],
    st_out: ['output', 900, 60],
  },
  [
    ['st_in', 'st_half'],
    ['st_half', 'st_out'],
  ],
)

test('[DRAW-1] a frame holds what lies wholly within it, and takes it along', () => {
  expect(frameMembers(framed, 'st_frame')).toEqual(['st_in'])
  const moved = withMembers(framed, new Map([['st_frame', { x: 10, y: -20 }]]))
  expect(moved.get('st_in')).toEqual({ x: 30, y: 40 })
  expect(moved.has('st_half')).toBe(false)
})

test('a step dragged with its frame is not moved twice', () => {
  const dragged = new Map<StepId, Position>([
    ['st_frame', { x: 10, y: 0 }],
    ['st_in', { x: 30, y: 60 }],
  ])
  expect(withMembers(framed, dragged).get('st_in')).toEqual({ x: 30, y: 60 })
})

test('what needs room goes below what stands in its way, whatever frame is around', () => {
  const size = { width: 288, height: 192 }
  expect(freeBelow(framed, { x: 30, y: 40 }, size)).toEqual({ x: 30, y: 156 })
  expect(freeBelow(framed, { x: 30, y: 400 }, size)).toEqual({ x: 30, y: 400 })
})

test('a frame around nothing is none', () => {
  expect(frameAround([])).toBeNull()
})

test('[DRAW-2] tidying up keeps a frame around its steps, the others outside, and a note beside its step', () => {
  const given = pipelineOf(
    {
      st_frame: ['frame', 0, 0, { width: 900, height: 700 }],
      st_a: ['dataset', 20, 500],
      st_b: ['filter', 300, 80],
      st_c: ['output', 1200, 80],
      st_note: ['note', 1200, 160],
    },
    [
      ['st_a', 'st_b'],
      ['st_b', 'st_c'],
    ],
  )
  const { places, frames } = tidyUp(given)
  const steps = { ...given.steps }
  for (const [id, size] of frames) {
    const step = steps[id]
    if (step) steps[id] = { ...step, settings: { ...step.settings, ...size } } as Step
  }
  const after: Pipeline = { ...given, steps, positions: { ...given.positions, ...places } }
  expect(frameMembers(after, 'st_frame')).toEqual(['st_a', 'st_b'])
  const [step, note] = [after.positions.st_c, after.positions.st_note]
  expect([note?.x, (note?.y ?? 0) - (step?.y ?? 0)]).toEqual([step?.x, 80])
})
