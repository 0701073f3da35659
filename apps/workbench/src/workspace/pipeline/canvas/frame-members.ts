import type { Pipeline, Position, Step, StepId } from '@weft/pipeline-model'
import { sizeOf, stepGap, type Box, type Size } from './step-size.ts'

/** Room between a frame and the steps it is drawn around; the title stands above them. */
const margin = { side: 24, top: 52, bottom: 28 } as const

/** Where a step stands and the room it takes; null when it has no place. */
export function boxOf(pipeline: Pipeline, id: StepId): Box | null {
  const step = pipeline.steps[id]
  const place = pipeline.positions[id]
  return step && place ? { ...place, ...sizeOf(step) } : null
}

const touches = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The place itself, or the next one below it where nothing else stands; frames are no hindrance. */
export function freeBelow(pipeline: Pipeline, place: Position, size: Size): Position {
  const boxes = Object.values<Step>(pipeline.steps).flatMap(({ id, kind }) =>
    kind === 'frame' ? [] : (boxOf(pipeline, id) ?? []),
  )
  let { y } = place
  const hit = () => boxes.find((box) => touches(box, { x: place.x, y, ...size }))
  for (let box = hit(); box; box = hit()) y = box.y + box.height + stepGap.y
  return { x: place.x, y }
}

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** The steps, notes and smaller frames that lie wholly within a frame. */
export function frameMembers(pipeline: Pipeline, frame: StepId): readonly StepId[] {
  const outer = boxOf(pipeline, frame)
  if (!outer || pipeline.steps[frame]?.kind !== 'frame') return []
  return Object.values<Step>(pipeline.steps).flatMap(({ id }) => {
    const inner = id === frame ? null : boxOf(pipeline, id)
    return inner && isWithin(inner, outer) ? [id] : []
  })
}

/** The frame that goes around these boxes; null around none. */
export function frameAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  const left = Math.min(...boxes.map(({ x }) => x)) - margin.side
  const top = Math.min(...boxes.map(({ y }) => y)) - margin.top
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + margin.side
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin.bottom
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Where everything goes when these are dragged: what lies within a dragged frame goes along. */
export function withMembers(
  pipeline: Pipeline,
  dragged: ReadonlyMap<StepId, Position>,
): ReadonlyMap<StepId, Position> {
  const moved = new Map(dragged)
  for (const [frame, place] of dragged) {
    const from = pipeline.positions[frame]
    if (!from) continue
    for (const member of frameMembers(pipeline, frame)) {
      const at = pipeline.positions[member]
      if (!at || dragged.has(member)) continue
      moved.set(member, { x: at.x + place.x - from.x, y: at.y + place.y - from.y })
    }
  }
  return moved
}
