import type { Pipeline, Position, StepId } from '@weft/pipeline-model'
import { boxOf } from './frame-members.ts'
import type { Box } from './step-size.ts'

/** The ways to put several steps in line. */
export const arrangements = ['left', 'right', 'top', 'bottom', 'columns', 'rows'] as const

/** One way to put several steps in line: along an edge, or with equal gaps in a row or a column. */
export type Arrangement = (typeof arrangements)[number]

type Boxes = readonly (readonly [StepId, Box])[]
type Axis = 'x' | 'y'

const extents = { x: 'width', y: 'height' } as const
const edges: Partial<Record<Arrangement, { axis: Axis; atEnd: boolean }>> = {
  left: { axis: 'x', atEnd: false },
  right: { axis: 'x', atEnd: true },
  top: { axis: 'y', atEnd: false },
  bottom: { axis: 'y', atEnd: true },
}

/** New positions that put the steps in line, each with the room it takes. */
export function arrangeSteps(
  pipeline: Pipeline,
  steps: readonly StepId[],
  how: Arrangement,
): Readonly<Record<StepId, Position>> {
  const boxes: Boxes = steps.flatMap((id) => {
    const box = boxOf(pipeline, id)
    return box ? [[id, box] as const] : []
  })
  if (boxes.length < 2) return {}
  const line = edges[how]
  return line ? align(boxes, line) : spread(boxes, how === 'columns' ? 'x' : 'y')
}

function align(boxes: Boxes, { axis, atEnd }: { axis: Axis; atEnd: boolean }) {
  const extent = extents[axis]
  const ends = boxes.map(([, box]) => box[axis] + (atEnd ? box[extent] : 0))
  const at = atEnd ? Math.max(...ends) : Math.min(...ends)
  return Object.fromEntries(
    boxes.map(([id, box]) => [id, { ...placeOf(box), [axis]: at - (atEnd ? box[extent] : 0) }]),
  )
}

/** Equal gaps between the first and the last, which stay where they are. */
function spread(boxes: Boxes, axis: Axis): Record<StepId, Position> {
  const extent = extents[axis]
  const sorted = boxes.toSorted(([, a], [, b]) => a[axis] - b[axis])
  const first = sorted[0]?.[1]
  const last = sorted.at(-1)?.[1]
  if (!first || !last) return {}
  const filled = sorted.reduce((sum, [, box]) => sum + box[extent], 0)
  const gap = (last[axis] + last[extent] - first[axis] - filled) / (sorted.length - 1)
  let next = first[axis]
  const moved: Record<StepId, Position> = {}
  for (const [id, box] of sorted) {
    moved[id] = { ...placeOf(box), [axis]: Math.round(next) }
    next += box[extent] + gap
  }
  return moved
}

const placeOf = ({ x, y }: Box): Position => ({ x, y })
