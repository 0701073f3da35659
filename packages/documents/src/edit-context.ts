import type { Random } from '@weft/kernel'
import type * as Y from 'yjs'
import { liveEntry, mapIn, type WorkspaceRoots } from './document-shape.ts'
import type { WorkspacePicture } from './read-picture.ts'

/** What every edit needs: the maps, the picture they give, and the one way to write. */
export interface EditContext {
  readonly roots: WorkspaceRoots
  readonly random: Random
  readonly read: () => WorkspacePicture
  /**
   * Makes one intent one transaction and one step of undo. Intents with the same `continues` word that follow
   * each other quickly, as when a title is typed, are one step.
   */
  readonly write: <T>(intent: string, change: () => T, continues?: string) => T
}

/** A step that is there, in its pipeline. */
export interface FoundStep {
  readonly pipeline: Y.Map<unknown>
  readonly step: Y.Map<unknown>
}

/** Finds a step that is there and not removed, in whichever pipeline. */
export function findStep(roots: WorkspaceRoots, id: string): FoundStep | null {
  for (const key of roots.pipelines.keys()) {
    const pipeline = mapIn(roots.pipelines, key)
    const step = liveEntry(mapIn(pipeline, 'steps'), id)
    if (pipeline && step) return { pipeline, step }
  }
  return null
}
