import { diffContent, type EntityChange, type WorkspaceContent } from '@weft/workspace-changes'
import type * as Y from 'yjs'
import { readAuthorship, type WrittenBy } from './read-authorship.ts'

/** From this clock on the merge's own window wrote again what somebody had written before. */
export interface WrittenAgain {
  readonly clock: number
  /** Who had written it, in which of the two documents; null where the merge itself decided. */
  readonly source: { readonly document: 'main' | 'fork'; readonly by: WrittenBy } | null
}

/** One document that was merged, with what it holds. */
interface Source {
  readonly name: 'main' | 'fork'
  readonly doc: Y.Doc
  readonly content: WorkspaceContent
}

interface Merge {
  /** Both documents in one, after the merge wrote. */
  readonly joined: Y.Doc
  /** What both held before the merge wrote, and what they hold now. */
  readonly before: WorkspaceContent
  readonly after: WorkspaceContent
  readonly sources: readonly Source[]
}

const nameOf = ({ entity, fields }: EntityChange): string =>
  `${entity.type} ${entity.id} ${fields[0]?.field ?? ''}`

/** A change of several settings as one change for each, as each may be by somebody else. */
function singly(change: EntityChange): readonly EntityChange[] {
  if (change.change !== 'changed') return [change]
  return change.fields.map((field) => ({ ...change, fields: [field] }))
}

const singleChanges = (before: WorkspaceContent, after: WorkspaceContent) =>
  diffContent(before, after).flatMap(singly)

/** Finds who had written what a merge wrote again, in the order of the clock of its window. */
export function authorsOfMerge({ joined, before, after, sources }: Merge): readonly WrittenAgain[] {
  const needed = singleChanges(before, after)
  if (needed.length === 0) return []
  const written = readAuthorship(joined, needed)
  const known = sources.map(({ name, doc, content }) => ({
    name,
    writers: readAuthorship(doc, needed),
    differs: new Set(singleChanges(content, after).map(nameOf)),
  }))
  return needed
    .flatMap((change, at): readonly WrittenAgain[] => {
      const here = written[at]
      if (here?.client !== joined.clientID) return []
      const source = known.find(({ differs }) => !differs.has(nameOf(change)))
      const by = source?.writers[at]
      return [{ clock: here.clock, source: source && by ? { document: source.name, by } : null }]
    })
    .toSorted((a, b) => a.clock - b.clock)
}
