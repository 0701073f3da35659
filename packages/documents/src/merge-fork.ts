import { languages, type Random } from '@weft/kernel'
import {
  contentOf,
  mergeContent,
  type MergeResult,
  type MergeSide,
  type WorkspaceContent,
} from '@weft/workspace-changes'
import * as Y from 'yjs'
import { authorsOfMerge, type WrittenAgain } from './authors-of-merge.ts'
import { mapIn, rootsOf, textIn } from './document-shape.ts'
import { openWorkspaceDocument } from './open-workspace-document.ts'

/** A document, its fork, and what was decided about their conflicts. */
export interface ForkMerge {
  readonly main: Y.Doc
  readonly fork: Y.Doc
  /** What the fork began with. */
  readonly base: WorkspaceContent
  readonly choices: ReadonlyMap<string, MergeSide>
  readonly random: Random
}

/** A merge that was tried: what it gives, and what has to be added to the main document to have it. */
export interface MergedFork extends MergeResult {
  readonly update: Uint8Array
  /** The window that wrote what the merge itself had to write. */
  readonly writer: number
  /** Who had written what that window wrote again: the choice of one side's value stays that side's. */
  readonly writtenAgain: readonly WrittenAgain[]
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** The shared text behind a field, wherever the entity lies in the document. */
function sharedTextAt(doc: Y.Doc, entity: string, field: string): Y.Text | null {
  const { pipelines, widgets } = rootsOf(doc)
  const [type, id = ''] = entity.split(' ')
  const [, setting = '', language] = field.split('.')
  if (type === 'widget') {
    const settings = mapIn(mapIn(widgets, id), 'settings')
    return languages.some((known) => known === language)
      ? textIn(mapIn(settings, setting), language ?? '')
      : null
  }
  for (const key of pipelines.keys()) {
    const step = mapIn(mapIn(mapIn(pipelines, key), 'steps'), id)
    if (step) return textIn(mapIn(step, 'settings'), setting)
  }
  return null
}

/**
 * Merges a fork into the document it began from: entries by the three contents, shared text letter by letter.
 * Neither document is changed; who wrote what is kept, as the fork's own edits are part of the update.
 */
export function mergeFork({ main, fork, base, choices, random }: ForkMerge): MergedFork {
  const joined = copyOf(main)
  Y.applyUpdate(joined, Y.encodeStateAsUpdate(fork))
  // A change whose beginning is missing shows nowhere, and must not come along to show up later.
  joined.store.pendingStructs = null
  joined.store.pendingDs = null
  const [ours, theirs] = [main, fork].map((doc) => {
    const document = openWorkspaceDocument(doc, { random })
    const picture = document.read()
    document.dispose()
    return picture
  })
  if (!ours || !theirs) throw new Error('A merge needs two documents.')
  const merged = mergeContent({
    base,
    ours,
    theirs,
    choices,
    mergeText: (entity, field) => sharedTextAt(joined, entity, field)?.toJSON(),
  })
  const document = openWorkspaceDocument(joined, { random })
  const before = contentOf(document.read())
  const reached = document.edit.bringTo(merged.content)
  document.dispose()
  if (!reached) throw new Error('A merged content could not be written.')
  const update = Y.encodeStateAsUpdate(joined, Y.encodeStateVector(main))
  const writtenAgain = authorsOfMerge({
    joined,
    before,
    after: merged.content,
    sources: [
      { name: 'fork', doc: fork, content: theirs },
      { name: 'main', doc: main, content: ours },
    ],
  })
  joined.destroy()
  return { ...merged, update, writer: joined.clientID, writtenAgain }
}
