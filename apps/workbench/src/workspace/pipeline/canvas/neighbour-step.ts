import type { Pipeline, Position, StepId } from '@weft/pipeline-model'

/** Where an arrow key points. */
export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * The step an arrow key leads to: along the edges to the left and right, and by place otherwise.
 * Null when nothing lies that way.
 */
export function neighbourStep(
  pipeline: Pipeline,
  from: StepId,
  direction: Direction,
): StepId | null {
  const here = pipeline.positions[from]
  if (!here) return null
  const connected = connectedSteps(pipeline, from, direction)
  const candidates = connected.length > 0 ? connected : stepsThatWay(pipeline, from, direction)
  return nearest(pipeline, here, candidates)
}

function connectedSteps(pipeline: Pipeline, from: StepId, direction: Direction): StepId[] {
  if (direction === 'right') {
    return pipeline.edges.filter((edge) => edge.from === from).map((edge) => edge.to)
  }
  if (direction === 'left') {
    return pipeline.edges.filter((edge) => edge.to === from).map((edge) => edge.from)
  }
  return []
}

function stepsThatWay(pipeline: Pipeline, from: StepId, direction: Direction): StepId[] {
  const here = pipeline.positions[from]
  if (!here) return []
  return (Object.keys(pipeline.steps) as StepId[]).filter((id) => {
    const there = pipeline.positions[id]
    return id !== from && there !== undefined && liesThatWay(here, there, direction)
  })
}

function liesThatWay(here: Position, there: Position, direction: Direction): boolean {
  const dx = there.x - here.x
  const dy = there.y - here.y
  const sideways = direction === 'left' || direction === 'right'
  const along = sideways ? dx : dy
  const across = Math.abs(sideways ? dy : dx)
  const forward = direction === 'right' || direction === 'down' ? along : -along
  return forward > 4 && across <= forward * 3
}

function nearest(pipeline: Pipeline, here: Position, steps: readonly StepId[]): StepId | null {
  let best: StepId | null = null
  let bestDistance = Infinity
  for (const id of steps) {
    const there = pipeline.positions[id]
    if (!there) continue
    const distance = Math.hypot(there.x - here.x, there.y - here.y)
    if (distance < bestDistance) [best, bestDistance] = [id, distance]
  }
  return best
}
