import { isId } from '@weft/kernel'
import {
  compareEdges,
  readInputPort,
  readOutputPort,
  stepKinds,
  type Edge,
  type Pipeline,
  type PipelineId,
  type Position,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import type * as Y from 'yjs'
import { isRemoved, isSubflow, mapIn } from './document-shape.ts'
import { object, oneOf, text, type FieldReader } from './field-reader.ts'
import { editedSince } from './live-items.ts'
import type { PictureNotice } from './notices.ts'
import { compareOrdered } from './order-keys.ts'
import type { PictureMemo } from './picture-memo.ts'
import { readLocalText, readStepSettings } from './read-settings.ts'

const readKind = oneOf(stepKinds)
const stepId: FieldReader<StepId> = (raw) => (isId('st', raw) ? raw : undefined)
const readEdgeEnds = object<Omit<Edge, 'id' | 'fromPort'>>({
  from: stepId,
  to: stepId,
  port: readInputPort,
  order: text(500),
})

/** An edge without a port to begin at begins at `main`, as all did when steps had one output. */
export function readEdgeValue(raw: unknown): Omit<Edge, 'id'> | undefined {
  const ends = readEdgeEnds(raw)
  if (!ends) return undefined
  const written = new Map<string, unknown>(Object.entries(raw as object)).get('fromPort')
  if (written === undefined || written === 'main') return ends
  const fromPort = readOutputPort(written)
  return fromPort && { ...ends, fromPort }
}

const coordinate: FieldReader<number> = (raw) =>
  typeof raw === 'number' && Math.abs(raw) <= 10_000_000 ? raw : undefined
const readPosition = object<Position>({ x: coordinate, y: coordinate })

function readStep(id: StepId, entry: Y.Map<unknown>, notices: PictureNotice[]): Step | null {
  if (isRemoved(entry)) {
    if (editedSince(entry, entry.get('removed'), entry._map.get('removed'))) {
      notices.push({ code: 'document.step-removed-while-edited', args: {}, step: id })
    }
    return null
  }
  const kind = readKind(entry.get('kind'))
  if (!kind) {
    notices.push({ code: 'document.step-unreadable', args: {}, step: id })
    return null
  }
  const settings = readStepSettings(kind, mapIn(entry, 'settings'), notices, { step: id })
  return { id, kind, title: readLocalText(mapIn(entry, 'title')), settings } as Step
}

function readSteps(
  steps: Y.Map<unknown>,
  memo: PictureMemo,
  notices: PictureNotice[],
): Pipeline['steps'] {
  const read: Record<StepId, Step> = {}
  for (const id of [...steps.keys()].sort()) {
    const entry = mapIn(steps, id)
    if (!entry || !isId('st', id)) {
      notices.push({ code: 'document.step-unreadable', args: {} })
      continue
    }
    const step = memo.read(entry, notices, (own) => readStep(id, entry, own))
    if (step) read[id] = step
  }
  return read
}

function readEdges(edges: Y.Map<unknown>, notices: PictureNotice[]): readonly Edge[] {
  const read: Edge[] = []
  for (const [id, raw] of edges.entries()) {
    const value = readEdgeValue(raw)
    if (value && isId('ed', id)) read.push({ id, ...value })
    else notices.push({ code: 'document.edge-unreadable', args: {} })
  }
  return read.sort(compareEdges)
}

function readPositions(
  positions: Y.Map<unknown> | null,
  steps: Pipeline['steps'],
): Pipeline['positions'] {
  const read: Record<StepId, Position> = {}
  let unplaced = 0
  for (const id of Object.keys(steps) as StepId[]) {
    read[id] = readPosition(positions?.get(id)) ?? { x: 0, y: 120 * unplaced++ }
  }
  return read
}

/** The ports and parameters of a subflow in their order; steps without a place are left to their ids. */
function readOrder(places: Y.Map<unknown> | null): readonly StepId[] {
  const placed = [...(places?.entries() ?? [])].flatMap(([id, order]) =>
    isId('st', id) && typeof order === 'string' && order.length <= 500 ? [{ id, order }] : [],
  )
  return placed.sort(compareOrdered).map(({ id }) => id)
}

/** Reads one pipeline as it is in the document, before any repair. */
export function readPipeline(
  id: PipelineId,
  entry: Y.Map<unknown>,
  memo: PictureMemo,
  notices: PictureNotice[],
): Pipeline {
  return memo.read(entry, notices, (own) => {
    const stepMap = mapIn(entry, 'steps')
    const edgeMap = mapIn(entry, 'edges')
    const steps = stepMap ? memo.read(stepMap, own, (inner) => readSteps(stepMap, memo, inner)) : {}
    const edges = edgeMap ? memo.read(edgeMap, own, (inner) => readEdges(edgeMap, inner)) : []
    // [DOC-9] Edges of removed steps wait unseen, so that bringing the step back brings them back.
    const waits = (step: StepId) => {
      const target = mapIn(stepMap, step)
      return target !== null && isRemoved(target)
    }
    if (isSubflow(entry) && editedSince(entry, entry.get('removed'), entry._map.get('removed'))) {
      own.push({ code: 'document.subflow-removed-while-edited', args: {}, subflow: id })
    }
    return {
      id,
      title: readLocalText(mapIn(entry, 'title')),
      steps,
      edges: edges.filter((edge) => !waits(edge.from) && !waits(edge.to)),
      positions: readPositions(mapIn(entry, 'positions'), steps),
      ...(isSubflow(entry) && { order: readOrder(mapIn(entry, 'order')) }),
    }
  })
}
