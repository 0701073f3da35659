import { isId } from '@weft/kernel'
import {
  recursiveSteps,
  repairPipeline,
  usedSubflows,
  type Pipeline,
  type PipelineId,
  type Subflow,
  type Subflows,
} from '@weft/pipeline-model'
import { isRemoved, isSubflow, mapIn, type WorkspaceRoots } from './document-shape.ts'
import type { PictureNotice } from './notices.ts'
import type { PictureMemo } from './picture-memo.ts'
import { readPipeline } from './read-pipeline.ts'

/** The pipelines of a workspace and all its subflows. */
export interface PipelinePictures {
  readonly pipelines: readonly Pipeline[]
  readonly subflows: Subflows
}

interface Read {
  readonly pipelines: readonly Pipeline[]
  readonly subflows: Subflows
  readonly removed: ReadonlySet<PipelineId>
}

const asSubflow = ({ order = [], ...pipeline }: Pipeline): Subflow => ({ ...pipeline, order })

/** [DOC-15] A subflow that was removed is there as long as a step somewhere uses it. */
function liveSubflows({ pipelines, subflows, removed }: Read): Subflows {
  const kept = Object.values<Subflow>(subflows).filter(({ id }) => !removed.has(id))
  const used = [...pipelines, ...kept].map((one) => usedSubflows(one, subflows))
  const all = Object.assign(
    {},
    ...used,
    Object.fromEntries(kept.map((one) => [one.id, one])),
  ) as Subflows
  return Object.fromEntries(Object.entries<Subflow>(all).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const isSame = (a: Subflows, b: Subflows) =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries<Subflow>(a).every(([id, one]) => b[id as PipelineId] === one)

/** [DOC-15] A subflow that is still used is there, whoever removed it. */
const isStillTrue = ({ subflow }: PictureNotice, live: Subflows): boolean =>
  !subflow || !Object.hasOwn(live, subflow)

/** Opens a reader of all pipelines, which repairs only what changed. */
export function openPipelinesReader(
  roots: WorkspaceRoots,
  memo: PictureMemo,
): (notices: PictureNotice[]) => PipelinePictures {
  const repaired = new WeakMap<
    Pipeline,
    { readonly among: Subflows; readonly result: ReturnType<typeof repairPipeline> }
  >()
  const plain = new WeakMap<Pipeline, Subflow>()
  const plainSubflow = (pipeline: Pipeline): Subflow => {
    const subflow = plain.get(pipeline) ?? asSubflow(pipeline)
    plain.set(pipeline, subflow)
    return subflow
  }
  let among: Subflows = {}

  function read(notices: PictureNotice[]): Read {
    const pipelines: Pipeline[] = []
    const subflows: Record<PipelineId, Subflow> = {}
    const removed = new Set<PipelineId>()
    for (const id of [...roots.pipelines.keys()].sort()) {
      const entry = mapIn(roots.pipelines, id)
      if (!entry || !isId('pl', id)) {
        notices.push({ code: 'document.pipeline-unreadable', args: {} })
        continue
      }
      if (isSubflow(entry)) {
        subflows[id] = plainSubflow(readPipeline(id, entry, memo, notices))
        if (isRemoved(entry)) removed.add(id)
      } else pipelines.push(readPipeline(id, entry, memo, notices))
    }
    return { pipelines, subflows, removed }
  }

  function repair(pipeline: Pipeline, notices: PictureNotice[]): Pipeline {
    const known = repaired.get(pipeline)
    const result =
      known?.among === among ? known.result : repairPipeline({ ...pipeline, subflows: among })
    repaired.set(pipeline, { among, result })
    notices.push(...result.notices)
    return result.pipeline
  }

  return (notices) => {
    const own: PictureNotice[] = []
    const found = read(own)
    const live = liveSubflows(found)
    notices.push(...own.filter((notice) => isStillTrue(notice, live)))
    if (!isSame(live, among)) among = live
    const subflows: Record<PipelineId, Subflow> = {}
    for (const subflow of Object.values<Subflow>(among)) {
      const { id, title, steps, edges, positions } = repair(subflow, notices)
      subflows[subflow.id] = { id, title, steps, edges, positions, order: subflow.order }
    }
    for (const step of [...recursiveSteps(subflows)].sort())
      notices.push({ code: 'repair.subflow-in-circle', args: {}, step })
    const pipelines = found.pipelines.map((pipeline): Pipeline => {
      const { id, title, steps, edges, positions } = repair(pipeline, notices)
      const body = { id, title, steps, edges, positions }
      const used = usedSubflows(body, subflows)
      return Object.keys(used).length > 0 ? { ...body, subflows: used } : body
    })
    return { pipelines, subflows }
  }
}
