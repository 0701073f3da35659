import type { App } from '@weft/app-model'
import { isId } from '@weft/kernel'
import { repairPipeline, type Pipeline } from '@weft/pipeline-model'
import { documentFormat, mapIn, type WorkspaceRoots } from './document-shape.ts'
import type { PictureNotice } from './notices.ts'
import { openPictureMemo, type PictureMemo } from './picture-memo.ts'
import { readApp } from './read-app.ts'
import { readPipeline } from './read-pipeline.ts'
import { shareStructure } from './share-structure.ts'

/** An immutable, repaired picture of everything in a workspace document. */
export interface WorkspacePicture {
  readonly pipelines: readonly Pipeline[]
  readonly app: App
  readonly notices: readonly PictureNotice[]
}

/** Reads pictures of a document; parts that did not change are the same objects as before. */
export interface PictureReader {
  readonly read: () => WorkspacePicture
  /** Says that these shared types changed. */
  forget(changed: Parameters<PictureMemo['forget']>[0]): void
}

type Repaired = ReturnType<typeof repairPipeline>

/** Opens a reader over the top-level maps of a document. */
export function openPictureReader(roots: WorkspaceRoots): PictureReader {
  const memo = openPictureMemo()
  const repaired = new WeakMap<Pipeline, Repaired>()
  let current: WorkspacePicture | null = null
  let stale = true

  function repair(pipeline: Pipeline): Repaired {
    const known = repaired.get(pipeline)
    if (known) return known
    const fresh = repairPipeline(pipeline)
    repaired.set(pipeline, fresh)
    return fresh
  }

  function readPipelines(notices: PictureNotice[]): Pipeline[] {
    const pipelines: Pipeline[] = []
    for (const id of [...roots.pipelines.keys()].sort()) {
      const entry = mapIn(roots.pipelines, id)
      if (!entry || !isId('pl', id)) {
        notices.push({ code: 'document.pipeline-unreadable', args: {} })
        continue
      }
      const result = repair(readPipeline(id, entry, memo, notices))
      notices.push(...result.notices)
      pipelines.push(result.pipeline)
    }
    return pipelines
  }

  function build(): WorkspacePicture {
    const notices: PictureNotice[] = []
    const format = roots.meta.get('format')
    if (typeof format === 'number' && format > documentFormat) {
      notices.push({ code: 'document.newer-format', args: {} })
    }
    const pipelines = readPipelines(notices)
    return { pipelines, app: readApp(roots, memo, notices), notices }
  }

  return {
    read() {
      if (stale || !current) {
        current = shareStructure(current, build())
        stale = false
      }
      return current
    },
    forget(changed) {
      memo.forget(changed)
      stale = true
    },
  }
}
