import type { Random } from '@weft/kernel'
import {
  applyChanges,
  diffContent,
  mergeContent,
  type EntityChange,
  type MergeConflict,
  type MergeSide,
  type WorkspaceContent,
} from '@weft/workspace-changes'
import * as Y from 'yjs'
import { createWorkspaceContent } from './create-workspace-content.ts'
import { mergeFork } from './merge-fork.ts'
import { openWorkspaceDocument } from './open-workspace-document.ts'

/** A workspace that was made from another content, and that content as it has become since. */
export interface UpstreamContents {
  /** What the workspace began with, or took over last. */
  readonly base: WorkspaceContent
  /** The workspace now. */
  readonly ours: WorkspaceContent
  readonly upstream: WorkspaceContent
  readonly random: Random
}

/** An update from upstream as a proposal needs it. */
export interface TakenUpstream {
  /** The workspace with everything upstream changed; in conflicts upstream's side. */
  readonly content: WorkspaceContent
  /** What the proposal compares with: the workspace now, and in conflicts what both sides began with. */
  readonly base: WorkspaceContent
}

// Deciding conflicts can bring up others, as when two edges want the port that became free.
const mostPasses = 12

function documentOf(content: WorkspaceContent, began: Y.Doc | null, random: Random): Y.Doc {
  const doc = new Y.Doc()
  if (began) Y.applyUpdate(doc, Y.encodeStateAsUpdate(began))
  else createWorkspaceContent(doc, content)
  const document = openWorkspaceDocument(doc, { random })
  const reached = document.edit.bringTo(content)
  document.dispose()
  if (!reached) throw new Error('A content could not be written into a document.')
  return doc
}

/** Merges with upstream's side in every conflict; gives the conflicts as they were first found. */
function mergeForUpstream({ base, ours, upstream, random }: UpstreamContents) {
  const began = documentOf(base, null, random)
  const main = documentOf(ours, began, random)
  const fork = documentOf(upstream, began, random)
  const choices = new Map<string, MergeSide>()
  const tried = () => mergeFork({ main, fork, base, choices, random })
  let merged = tried()
  const { conflicts } = merged
  for (let pass = 0; pass < mostPasses; pass++) {
    const open = merged.conflicts.filter(({ choice }) => choice === null)
    if (open.length === 0) break
    for (const { id } of open) choices.set(id, 'theirs')
    merged = tried()
  }
  for (const doc of [began, main, fork]) doc.destroy()
  return { content: merged.content, conflicts }
}

function isAround({ entity }: EntityChange, key: string): boolean {
  if (entity.key === key || entity.parent === key) return true
  const edge = entity.fields.get('edge') as { from?: string; to?: string } | undefined
  return edge !== undefined && [`step ${edge.from}`, `step ${edge.to}`].includes(key)
}

/** The part of a change that undoes our side of conflicts. */
function partInConflict(
  change: EntityChange,
  conflicts: readonly MergeConflict[],
): readonly EntityChange[] {
  const around = conflicts.filter(({ entity }) => isAround(change, entity))
  if (around.some(({ field }) => field === null)) return [change]
  const own = around.filter(({ entity }) => entity === change.entity.key)
  const fields = change.fields.filter(({ field }) => own.some((one) => one.field === field))
  return fields.length > 0 && change.change === 'changed' ? [{ ...change, fields }] : []
}

const idsOf = (conflicts: readonly MergeConflict[]): string =>
  conflicts
    .map(({ id }) => id)
    .sort()
    .join('\n')

/** What the update is compared with: only what upstream changed differs, and every conflict is still one. */
function comparedWith(
  { base, ours }: UpstreamContents,
  content: WorkspaceContent,
  conflicts: readonly MergeConflict[],
): WorkspaceContent {
  const undone = diffContent(ours, base).flatMap((change) => partInConflict(change, conflicts))
  const compared = applyChanges(ours, undone)
  const again = mergeContent({ base: compared, ours, theirs: content, choices: new Map() })
  // Whatever is left out of a comparison may never hide a conflict: then everything is compared.
  return idsOf(again.conflicts) === idsOf(conflicts) ? compared : base
}

/** [TPL-9] Takes over what upstream changed since the workspace began with it: three-way, shared text letter by letter. */
export function takeUpstream(contents: UpstreamContents): TakenUpstream {
  const { content, conflicts } = mergeForUpstream(contents)
  return { content, base: comparedWith(contents, content, conflicts) }
}
