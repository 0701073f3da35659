import type { Condition, ConditionSettings } from './setting-items.ts'

/** Conditions that must all hold, or of which one must, and the groups within them. */
export interface ConditionTree {
  /** The group's item, or empty for the outermost. */
  readonly id: string
  readonly match: 'all' | 'any'
  readonly conditions: readonly Condition[]
  readonly groups: readonly ConditionTree[]
}

/** The groups that lie in themselves, because two people put them into each other at once. */
function circling(groups: ConditionSettings['groups']): ReadonlySet<string> {
  const within = new Map<string, string>(groups.map((group) => [group.id, group.within]))
  const turns = (start: string) => {
    let at = within.get(start)
    for (let left = groups.length; left > 0 && at !== undefined && at !== start; left -= 1)
      at = within.get(at)
    return at === start
  }
  return new Set(groups.map(({ id }) => id as string).filter(turns))
}

/** The conditions as they lie in each other; what lies in a group that is gone, or in itself, lies in the outermost. */
export function conditionTree(settings: ConditionSettings): ConditionTree {
  const { match, conditions, groups } = settings
  const known = new Set<string>(groups.map(({ id }) => id))
  const loose = circling(groups)
  const homeOf = (group: string) => (known.has(group) ? group : '')
  const branch = (id: string, how: 'all' | 'any'): ConditionTree => ({
    id,
    match: how,
    conditions: conditions.filter((one) => homeOf(one.group) === id),
    groups: groups
      .filter((one) => (loose.has(one.id) ? '' : homeOf(one.within)) === id)
      .map((one) => branch(one.id, one.match)),
  })
  return branch('', match)
}
