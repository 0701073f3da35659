import {
  edgesInCycles,
  stepSpecs,
  type Edge,
  type StepKind,
  type Subflow,
} from '@weft/pipeline-model'
import { buildContent } from './build-content.ts'
import { entityKey, type Entities, type Entity, type EntityKey } from './entity.ts'
import type { Decide } from './merge-content.ts'
import type { MergeSide } from './merge-conflict.ts'
import { endsOf, type MergeSides } from './merge-sides.ts'

type Merged = Map<EntityKey, Entity>

const edgeOf = (entity: Entity) => entity.fields.get('edge') as Edge

/** The one side that has an edge; null when both have it. */
function onlyIn(sides: MergeSides, key: EntityKey): MergeSide | null {
  const [ours, theirs] = [sides.ours.has(key), sides.theirs.has(key)]
  return ours === theirs ? null : ours ? 'ours' : 'theirs'
}

function takesOne(merged: Entities, edge: Entity): boolean {
  const kind = merged.get(endsOf(edge)[1])?.fields.get('kind') as StepKind
  return stepSpecs[kind].edgesPerPort === 'one'
}

function crowdedPorts(merged: Entities): Entity[][] {
  const ports = new Map<string, Entity[]>()
  for (const entity of merged.values()) {
    if (entity.type !== 'edge' || !takesOne(merged, entity)) continue
    const { to, port } = edgeOf(entity)
    const beside = ports.get(`${to} ${port}`)
    if (beside) beside.push(entity)
    else ports.set(`${to} ${port}`, [entity])
  }
  return [...ports.values()].filter((edges) => edges.length > 1)
}

function settlePort(merged: Merged, sides: MergeSides, edges: Entity[], decide: Decide): void {
  const from = (side: MergeSide) => edges.filter(({ key }) => onlyIn(sides, key) === side)
  const [mine, other] = [from('ours'), from('theirs')]
  const [edge] = edges
  if (mine.length === 0 || other.length === 0 || !edge) return
  const chosen = decide({
    kind: 'same-port',
    entity: endsOf(edge)[1],
    field: edgeOf(edge).port,
    base: undefined,
    ours: mine.map(edgeOf)[0],
    theirs: other.map(edgeOf)[0],
  })
  for (const { key } of chosen === 'ours' ? other : mine) merged.delete(key)
}

function circleEdges(merged: Entities): readonly EntityKey[] {
  const { pipelines, subflows } = buildContent(merged)
  return [...pipelines, ...Object.values<Subflow>(subflows)].flatMap((pipeline) =>
    edgesInCycles(pipeline).map(({ id }) => entityKey('edge', id)),
  )
}

/** Both sides were sound, so a circle has edges of either; those of the side not chosen give way, last first. */
function settleCircles(merged: Merged, sides: MergeSides, decide: Decide): void {
  for (let circle = circleEdges(merged); circle.length > 0; circle = circleEdges(merged)) {
    const last = (side: MergeSide) => circle.filter((key) => onlyIn(sides, key) === side).at(-1)
    const [mine, other] = [last('ours'), last('theirs')]
    const entity = other === undefined ? undefined : merged.get(other)
    if (mine === undefined || other === undefined || !entity) return
    const chosen = decide({
      kind: 'circle',
      entity: other,
      field: null,
      base: undefined,
      ours: merged.get(mine)?.fields.get('edge'),
      theirs: edgeOf(entity),
    })
    merged.delete(chosen === 'ours' ? other : mine)
  }
}

/** Sees to it that no port has an edge too many and no circle is closed by the two sides together. */
export function settleEdges(entities: Entities, sides: MergeSides, decide: Decide): Entities {
  const merged = new Map(entities)
  for (const edges of crowdedPorts(merged)) settlePort(merged, sides, edges, decide)
  settleCircles(merged, sides, decide)
  return merged
}
