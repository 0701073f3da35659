import { isId } from '@weft/kernel'
import type { Edge, StepId } from '@weft/pipeline-model'
import type * as Y from 'yjs'
import { mapIn, type WorkspaceRoots } from './document-shape.ts'
import { someLiveItem } from './live-items.ts'
import type { PictureNotice } from './notices.ts'
import { readEdgeValue } from './read-pipeline.ts'

interface WrittenEdge extends Omit<Edge, 'id'> {
  readonly writer: number
}

/** The edges of a pipeline's map as they were written, each with the window that wrote it. */
function writtenEdges(edges: Y.Map<unknown> | null): ReadonlyMap<string, WrittenEdge> {
  const found = new Map<string, WrittenEdge>()
  for (const [id, item] of edges?._map ?? []) {
    const value = item.deleted ? undefined : readEdgeValue(edges?.get(id))
    if (value && isId('ed', id)) found.set(id, { ...value, writer: item.id.client })
  }
  return found
}

function reaches(edges: Iterable<WrittenEdge>, start: StepId, back: boolean): ReadonlySet<StepId> {
  const all = [...edges]
  const seen = new Set<StepId>([start])
  for (const step of seen) {
    for (const { from, to } of all) {
      if (back ? to === step : from === step) seen.add(back ? from : to)
    }
  }
  return seen
}

/** Who wrote an edge that was left out, and the edges it cannot stand beside. */
function edgeWriters(edges: ReadonlyMap<string, WrittenEdge>, id: string): readonly number[] {
  const left = edges.get(id)
  if (!left) return []
  const after = reaches(edges.values(), left.to, false)
  const before = reaches(edges.values(), left.from, true)
  const rivals = [...edges.values()].filter(
    ({ from, to, port }) =>
      (to === left.to && port === left.port) || (after.has(from) && before.has(to)),
  )
  return [left.writer, ...rivals.map(({ writer }) => writer)]
}

/** Who removed an entry, and who wrote in it. */
function removalWriters(entry: Y.Map<unknown> | null): readonly number[] {
  const writers: number[] = []
  const remover = entry?._map.get('removed')
  if (!entry || !remover) return writers
  writers.push(remover.id.client)
  const seen = new Map<string, unknown>(Object.entries(entry.get('removed') ?? {}))
  someLiveItem(entry, (item) => {
    const clock = seen.get(String(item.id.client))
    if (item.id.clock + item.length > (typeof clock === 'number' ? clock : 0))
      writers.push(item.id.client)
    return false
  })
  return writers
}

/** The windows whose edits met in what a notice tells of; null where no edits of one or two people did. */
export function writersOfNotice(
  roots: WorkspaceRoots,
  { code, edge, step, widget, subflow }: PictureNotice,
): readonly number[] | null {
  const found: number[] = []
  if (widget && code.endsWith('removed-while-edited'))
    found.push(...removalWriters(mapIn(roots.widgets, widget)))
  if (subflow) found.push(...removalWriters(mapIn(roots.pipelines, subflow)))
  for (const key of roots.pipelines.keys()) {
    const pipeline = mapIn(roots.pipelines, key)
    if (edge) found.push(...edgeWriters(writtenEdges(mapIn(pipeline, 'edges')), edge))
    else if (step && code.endsWith('removed-while-edited'))
      found.push(...removalWriters(mapIn(mapIn(pipeline, 'steps'), step)))
  }
  return found.length > 0 ? [...new Set(found)] : null
}
