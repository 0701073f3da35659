import type { EntityKey } from './entity.ts'

/** Whose version a conflict is settled with: what is in the workspace now, or what the proposal holds. */
export type MergeSide = 'ours' | 'theirs'

/** What two sides did that cannot both stay; the rules are in docs/specs/changes.md. */
export type MergeConflictKind = 'both-changed' | 'removed-changed' | 'same-port' | 'circle'

/** One thing that somebody has to decide before two contents can be one. */
export interface MergeConflict {
  /** The same for the same conflict, however often the merge is tried. */
  readonly id: string
  readonly kind: MergeConflictKind
  readonly entity: EntityKey
  /** The field both sides changed; null when it is about the whole entity. */
  readonly field: string | null
  /** Values of the field, or the entities' fields as records; `undefined` where it is not there. */
  readonly base: unknown
  readonly ours: unknown
  readonly theirs: unknown
  /** What was chosen; null while nobody has, and then `ours` stands. */
  readonly choice: MergeSide | null
}
