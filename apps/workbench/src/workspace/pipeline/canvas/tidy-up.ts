import dagre from '@dagrejs/dagre'
import type { Pipeline, Position, StepId } from '@weft/pipeline-model'
import { stepGap, stepHeight, stepWidth } from './step-size.ts'

/** Positions that lay these steps out from left to right with few crossings; their top left corner stays where it was. */
export function tidyUp(
  pipeline: Pipeline,
  ids = Object.keys(pipeline.steps) as readonly StepId[],
): Readonly<Record<StepId, Position>> {
  if (ids.length === 0) return {}
  const laidOut = layOut(pipeline, ids)
  const shift = cornerShift(
    ids.map((id) => pipeline.positions[id] ?? { x: 0, y: 0 }),
    Object.values(laidOut),
  )
  const moved: Record<StepId, Position> = {}
  for (const id of ids) {
    const place = laidOut[id]
    if (place) moved[id] = { x: place.x + shift.x, y: place.y + shift.y }
  }
  return moved
}

function layOut(pipeline: Pipeline, ids: readonly StepId[]): Record<StepId, Position> {
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: stepGap.y, ranksep: stepGap.x })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const id of ids) graph.setNode(id, { width: stepWidth, height: stepHeight })
  const wanted = new Set(ids)
  for (const edge of pipeline.edges) {
    if (wanted.has(edge.from) && wanted.has(edge.to)) {
      graph.setEdge(edge.from, edge.to, {}, edge.id)
    }
  }
  dagre.layout(graph)
  const places: Record<StepId, Position> = {}
  for (const id of ids) {
    const node = graph.node(id) as Partial<Position>
    places[id] = { x: (node.x ?? 0) - stepWidth / 2, y: (node.y ?? 0) - stepHeight / 2 }
  }
  return places
}

function cornerShift(before: readonly Position[], after: readonly Position[]): Position {
  const least = (places: readonly Position[], axis: 'x' | 'y') =>
    Math.min(...places.map((place) => place[axis]))
  return {
    x: Math.round(least(before, 'x') - least(after, 'x')),
    y: Math.round(least(before, 'y') - least(after, 'y')),
  }
}
