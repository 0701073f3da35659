import type { Pipeline, Position, StepId } from '@weft/pipeline-model'

/** The ways to put several steps in line. */
export const arrangements = ['left', 'right', 'top', 'bottom', 'columns', 'rows'] as const

/** One way to put several steps in line: along an edge, or with equal distances in a row or a column. */
export type Arrangement = (typeof arrangements)[number]

type Places = readonly (readonly [StepId, Position])[]

const edges: Partial<Record<Arrangement, { axis: 'x' | 'y'; pick: 'min' | 'max' }>> = {
  left: { axis: 'x', pick: 'min' },
  right: { axis: 'x', pick: 'max' },
  top: { axis: 'y', pick: 'min' },
  bottom: { axis: 'y', pick: 'max' },
}

/** New positions that put the steps in line; all steps are of one size, so their corners suffice. */
export function arrangeSteps(
  pipeline: Pipeline,
  steps: readonly StepId[],
  how: Arrangement,
): Readonly<Record<StepId, Position>> {
  const places: Places = steps.flatMap((id) => {
    const place = pipeline.positions[id]
    return place ? [[id, place] as const] : []
  })
  if (places.length < 2) return {}
  const line = edges[how]
  if (!line) return spread(places, how === 'columns' ? 'x' : 'y')
  const at = Math[line.pick](...places.map(([, place]) => place[line.axis]))
  return Object.fromEntries(places.map(([id, place]) => [id, { ...place, [line.axis]: at }]))
}

function spread(places: Places, axis: 'x' | 'y'): Record<StepId, Position> {
  const sorted = places.toSorted(([, a], [, b]) => a[axis] - b[axis])
  const first = sorted[0]?.[1][axis] ?? 0
  const stride = ((sorted.at(-1)?.[1][axis] ?? 0) - first) / (sorted.length - 1)
  return Object.fromEntries(
    sorted.map(([id, place], index) => [
      id,
      { ...place, [axis]: Math.round(first + stride * index) },
    ]),
  )
}
