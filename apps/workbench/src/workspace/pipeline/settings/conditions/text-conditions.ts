import type { Condition, ConditionSettings, ConditionTree } from '@weft/pipeline-model'
import type { ConditionPatch } from './condition-edits.ts'

type Id = Condition['id']

const freshId = ({ conditions, groups }: ConditionSettings): Id => {
  const taken = [...conditions, ...groups].map(({ id }) => Number(id.slice(3)))
  const next = 1 + Math.max(0, ...taken.filter(Number.isFinite))
  return `it_${String(next).padStart(10, '0')}` as const
}

/** One more condition on a column, in a group. */
export function withCondition(
  settings: ConditionSettings,
  group: string,
  column: string,
): ConditionSettings {
  const id = freshId(settings)
  const added = { id, column, operator: 'equals', value: '', against: 'value', group } as const
  return { ...settings, conditions: [...settings.conditions, added] }
}

/** A condition changed. */
export function withPatch(
  settings: ConditionSettings,
  id: Id,
  patch: ConditionPatch,
): ConditionSettings {
  const conditions = settings.conditions.map((one) => (one.id === id ? { ...one, ...patch } : one))
  return { ...settings, conditions }
}

/** One condition less. */
export function withoutCondition(settings: ConditionSettings, id: Id): ConditionSettings {
  return { ...settings, conditions: settings.conditions.filter((one) => one.id !== id) }
}

/** One more group with a condition in it. */
export function withGroup(
  settings: ConditionSettings,
  { id: within, match }: ConditionTree,
  column: string,
): ConditionSettings {
  const group = { id: freshId(settings), within, match: match === 'all' ? 'any' : 'all' } as const
  return withCondition({ ...settings, groups: [...settings.groups, group] }, group.id, column)
}

/** Another way for a group to hold. */
export function withMatch(
  settings: ConditionSettings,
  group: string,
  match: ConditionTree['match'],
): ConditionSettings {
  if (group === '') return { ...settings, match }
  const groups = settings.groups.map((one) => (one.id === group ? { ...one, match } : one))
  return { ...settings, groups }
}

/** A group and everything in it taken away. */
export function withoutGroup(settings: ConditionSettings, tree: ConditionTree): ConditionSettings {
  const gone = new Set<string>()
  const walk = (branch: ConditionTree): void => {
    gone.add(branch.id)
    branch.groups.forEach(walk)
  }
  walk(tree)
  return {
    ...settings,
    conditions: settings.conditions.filter(({ group }) => !gone.has(group)),
    groups: settings.groups.filter(({ id }) => !gone.has(id)),
  }
}
