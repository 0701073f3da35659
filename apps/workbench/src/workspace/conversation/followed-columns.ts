import type { Id } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import type { Thread } from './discussion-shapes.ts'

/** A column that steps call otherwise from now on. */
export interface RenamedColumn {
  readonly from: string
  readonly to: string
}

/**
 * Which threads follow a column that was renamed: those about a step that had the column by its old name, and has only
 * the new one now. A step whose columns are not known waits.
 */
export function followedColumns(
  threads: Iterable<Thread>,
  schemaOf: (step: Id<'st'>) => Schema | null,
  { from, to }: RenamedColumn,
): readonly { readonly step: Id<'st'>; readonly from: string; readonly to: string }[] {
  const moves = new Map<string, { step: Id<'st'>; from: string; to: string }>()
  for (const { anchor } of threads) {
    if (anchor.kind !== 'column' || anchor.column !== from) continue
    const names = schemaOf(anchor.step)?.map(({ name }) => name) ?? []
    if (names.includes(to) && !names.includes(from))
      moves.set(anchor.step, { step: anchor.step, from, to })
  }
  return [...moves.values()]
}
