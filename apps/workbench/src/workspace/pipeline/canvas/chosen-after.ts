import type { EdgeChange, NodeChange } from '@vue-flow/core'

/** What is selected after these changes; changes of other kinds change nothing. */
export function chosenAfter<Id extends string>(
  changes: readonly (NodeChange | EdgeChange)[],
  before: readonly Id[],
): readonly Id[] {
  const chosen = new Set<string>(before)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  return [...chosen] as Id[]
}
