import { isSame, type Entities, type Entity, type EntityKey } from './entity.ts'
import { flattenContent } from './flatten-content.ts'
import type { WorkspaceContent } from './workspace-content.ts'

/** One field that differs; `undefined` where it is not there. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** One entity that was added, removed or changed, with every field that differs. */
export interface EntityChange {
  readonly change: 'added' | 'removed' | 'changed'
  /** The entity as it is afterwards; as it was, when it was removed. */
  readonly entity: Entity
  readonly fields: readonly FieldChange[]
}

function changedFields(before: Entity['fields'], after: Entity['fields']): FieldChange[] {
  const changes: FieldChange[] = []
  for (const [field, value] of after) {
    const old = before.get(field)
    if (!isSame(old, value)) changes.push({ field, before: old, after: value })
  }
  for (const [field, old] of before) {
    if (!after.has(field)) changes.push({ field, before: old, after: undefined })
  }
  return changes
}

const nothing: Entity['fields'] = new Map()

function changeOf(before: Entity | undefined, after: Entity | undefined): EntityChange | null {
  if (!after) {
    if (!before) return null
    return { change: 'removed', entity: before, fields: changedFields(before.fields, nothing) }
  }
  const fields = changedFields(before?.fields ?? nothing, after.fields)
  if (!before) return { change: 'added', entity: after, fields }
  return fields.length === 0 ? null : { change: 'changed', entity: after, fields }
}

/** What differs between two workspaces taken apart. */
export function diffEntities(before: Entities, after: Entities): readonly EntityChange[] {
  const keys = new Set<EntityKey>([...before.keys(), ...after.keys()])
  return [...keys].flatMap((key) => {
    const change = changeOf(before.get(key), after.get(key))
    return change ? [change] : []
  })
}

/** Everything that differs between two contents of a workspace; empty exactly when they are equal. */
export function diffContent(
  before: WorkspaceContent,
  after: WorkspaceContent,
): readonly EntityChange[] {
  return diffEntities(flattenContent(before), flattenContent(after))
}

/** The changes that mean something: where steps stand on the canvas does not count. */
export function withoutMoves(changes: readonly EntityChange[]): readonly EntityChange[] {
  return changes.filter(
    ({ change, fields }) =>
      change !== 'changed' || fields.some(({ field }) => field !== 'position'),
  )
}
