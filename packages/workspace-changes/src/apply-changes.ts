import { buildContent } from './build-content.ts'
import type { EntityChange } from './diff-content.ts'
import type { Entities, Entity, EntityKey } from './entity.ts'
import { flattenContent } from './flatten-content.ts'
import type { WorkspaceContent } from './workspace-content.ts'

function changedEntity(entity: Entity, { fields }: EntityChange): Entity {
  const changed = new Map(entity.fields)
  for (const { field, after } of fields) {
    if (after === undefined) changed.delete(field)
    else changed.set(field, after)
  }
  return { ...entity, fields: changed }
}

/** Makes the changes to a workspace taken apart; a change to what is not there does nothing. */
export function changeEntities(before: Entities, changes: readonly EntityChange[]): Entities {
  const entities = new Map<EntityKey, Entity>(before)
  for (const change of changes) {
    const { key } = change.entity
    if (change.change === 'removed') entities.delete(key)
    else if (change.change === 'added') entities.set(key, change.entity)
    else {
      const found = entities.get(key)
      if (found) entities.set(key, changedEntity(found, change))
    }
  }
  return entities
}

/** A workspace after changes: a difference applied to the old gives the new. */
export function applyChanges(
  before: WorkspaceContent,
  changes: readonly EntityChange[],
): WorkspaceContent {
  return buildContent(changeEntities(flattenContent(before), changes))
}
