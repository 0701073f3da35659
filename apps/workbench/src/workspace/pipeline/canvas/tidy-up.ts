import dagre from '@dagrejs/dagre'
import type { Pipeline, Position, Step, StepId } from '@weft/pipeline-model'
import { boxOf, frameAround, frameMembers } from './frame-members.ts'
import { sizeOf, stepGap, type Box, type Size } from './step-size.ts'

/** Where everything goes, and how large the frames become that are drawn around it. */
export interface TidyLayout {
  readonly places: Readonly<Record<StepId, Position>>
  readonly frames: ReadonlyMap<StepId, Size>
}

/**
 * Lays these steps out from left to right with few crossings; their top left corner stays where it was. Frames go
 * with their steps, and notes keep their distance from the step they stand at.
 */
export function tidyUp(
  pipeline: Pipeline,
  ids = Object.keys(pipeline.steps) as readonly StepId[],
): TidyLayout {
  const kindOf = (id: StepId) => pipeline.steps[id]?.kind
  const flow = ids.filter((id) => kindOf(id) !== 'note' && kindOf(id) !== 'frame')
  const frames = ids.filter((id) => kindOf(id) === 'frame')
  if (flow.length === 0) return { places: {}, frames: new Map() }
  const groups = groupsOf(pipeline, frames, flow)
  const laidOut = layOut(pipeline, flow, groups)
  const shift = cornerShift(
    flow.map((id) => pipeline.positions[id] ?? { x: 0, y: 0 }),
    Object.values(laidOut),
  )
  const places: Record<StepId, Position> = {}
  for (const id of flow) {
    const place = laidOut[id]
    if (place) places[id] = { x: place.x + shift.x, y: place.y + shift.y }
  }
  for (const id of ids) {
    if (kindOf(id) === 'note') Object.assign(places, noteAt(pipeline, id, places))
  }
  return { places, frames: placeFrames(pipeline, groups, places) }
}

type Groups = ReadonlyMap<StepId, readonly StepId[]>

/** The steps each frame holds, larger frames first. */
function groupsOf(pipeline: Pipeline, frames: readonly StepId[], flow: readonly StepId[]): Groups {
  const wanted = new Set(flow)
  const members = frames.map((frame) => {
    const held = frameMembers(pipeline, frame).filter((id) => wanted.has(id))
    return [frame, held] as const
  })
  return new Map(
    members.filter(([, held]) => held.length > 0).toSorted(([, a], [, b]) => b.length - a.length),
  )
}

/** Writes where the frames go into the places, and gives their sizes; a frame within another is framed first. */
function placeFrames(
  pipeline: Pipeline,
  groups: Groups,
  places: Record<StepId, Position>,
): ReadonlyMap<StepId, Size> {
  const framed = new Map<StepId, Box>()
  for (const [frame, held] of [...groups].toReversed()) {
    const inner = frameMembers(pipeline, frame).flatMap((id) => framed.get(id) ?? [])
    const boxes = held.flatMap((id) => {
      const [place, step] = [places[id], pipeline.steps[id]]
      return place && step ? [{ ...place, ...sizeOf(step) }] : []
    })
    const box = frameAround([...boxes, ...inner])
    if (!box) continue
    framed.set(frame, box)
    places[frame] = { x: box.x, y: box.y }
  }
  return new Map([...framed].map(([id, { width, height }]) => [id, { width, height }]))
}

function layOut(
  pipeline: Pipeline,
  ids: readonly StepId[],
  groups: Groups,
): Record<StepId, Position> {
  const graph = new dagre.graphlib.Graph({ multigraph: true, compound: true })
  graph.setGraph({ rankdir: 'LR', nodesep: stepGap.y, ranksep: stepGap.x })
  graph.setDefaultEdgeLabel(() => ({}))
  const size = (id: StepId): Size => {
    const step: Step | undefined = pipeline.steps[id]
    return step ? sizeOf(step) : { width: 0, height: 0 }
  }
  for (const id of ids) graph.setNode(id, { ...size(id) })
  addGroups(graph, groups)
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
    const { width, height } = size(id)
    places[id] = {
      x: Math.round((node.x ?? 0) - width / 2),
      y: Math.round((node.y ?? 0) - height / 2),
    }
  }
  return places
}

/** A step within several frames lies in the smallest, which comes last. */
function addGroups(graph: InstanceType<typeof dagre.graphlib.Graph>, groups: Groups): void {
  for (const [frame, held] of groups) {
    graph.setNode(frame, {})
    for (const id of held) graph.setParent(id, frame)
  }
  for (const frame of groups.keys()) {
    if (graph.children(frame).length === 0) graph.removeNode(frame)
  }
}

/** A note goes along with the nearest step that moves. */
function noteAt(
  pipeline: Pipeline,
  note: StepId,
  places: Readonly<Record<StepId, Position>>,
): Record<StepId, Position> {
  const from = boxOf(pipeline, note)
  if (!from) return {}
  let nearest: { readonly distance: number; readonly by: Position } | null = null
  for (const [id, place] of Object.entries(places) as [StepId, Position][]) {
    const box = boxOf(pipeline, id)
    if (!box) continue
    const distance = Math.hypot(middle(box).x - middle(from).x, middle(box).y - middle(from).y)
    if (nearest && nearest.distance <= distance) continue
    nearest = { distance, by: { x: place.x - box.x, y: place.y - box.y } }
  }
  const by = nearest?.by ?? { x: 0, y: 0 }
  return { [note]: { x: from.x + by.x, y: from.y + by.y } }
}

const middle = ({ x, y, width, height }: Box): Position => ({
  x: x + width / 2,
  y: y + height / 2,
})

function cornerShift(before: readonly Position[], after: readonly Position[]): Position {
  const least = (places: readonly Position[], axis: 'x' | 'y') =>
    Math.min(...places.map((place) => place[axis]))
  return {
    x: Math.round(least(before, 'x') - least(after, 'x')),
    y: Math.round(least(before, 'y') - least(after, 'y')),
  }
}
