import type { LocalText } from '@weft/kernel'
import type { WrittenBundle } from '@weft/release-model'
import type { PreparedVersion } from '../history/index.ts'
import type { WorkspaceMembership } from '../workspaces/index.ts'
import type { BuiltRelease } from './build-release.ts'

/** What the publisher writes. */
export interface ReleaseDraft {
  readonly version: string
  readonly notes: LocalText
  readonly settles: readonly string[]
}

/** A release about to be added. */
export interface ReleaseToAdd {
  readonly id: string
  readonly workspace: WorkspaceMembership
  readonly draft: ReleaseDraft
  readonly built: BuiltRelease
  readonly bundle: WrittenBundle
  readonly address: string
  /** The version of the workspace it becomes. */
  readonly version: PreparedVersion
  readonly at: Date
}
