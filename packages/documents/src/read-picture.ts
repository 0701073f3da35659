import type { App } from '@weft/app-model'
import type { Pipeline, Subflows } from '@weft/pipeline-model'
import { documentFormat, type WorkspaceRoots } from './document-shape.ts'
import type { PictureNotice } from './notices.ts'
import { openPictureMemo, type PictureMemo } from './picture-memo.ts'
import { readApp } from './read-app.ts'
import { openPipelinesReader } from './read-pipelines.ts'
import { shareStructure } from './share-structure.ts'

/** An immutable, repaired picture of everything in a workspace document. */
export interface WorkspacePicture {
  /** The pipelines proper; each carries the subflows it uses. */
  readonly pipelines: readonly Pipeline[]
  /** Every subflow of the workspace, used or not. */
  readonly subflows: Subflows
  readonly app: App
  readonly notices: readonly PictureNotice[]
}

/** Reads pictures of a document; parts that did not change are the same objects as before. */
export interface PictureReader {
  readonly read: () => WorkspacePicture
  /** Says that these shared types changed. */
  forget(changed: Parameters<PictureMemo['forget']>[0]): void
}

/** Opens a reader over the top-level maps of a document. */
export function openPictureReader(roots: WorkspaceRoots): PictureReader {
  const memo = openPictureMemo()
  const readPipelines = openPipelinesReader(roots, memo)
  let current: WorkspacePicture | null = null
  let stale = true

  function build(): WorkspacePicture {
    const notices: PictureNotice[] = []
    const format = roots.meta.get('format')
    if (typeof format === 'number' && format > documentFormat) {
      notices.push({ code: 'document.newer-format', args: {} })
    }
    const { pipelines, subflows } = readPipelines(notices)
    return { pipelines, subflows, app: readApp(roots, memo, notices), notices }
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
