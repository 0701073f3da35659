import { entityKey, type Entities, type Entity, type EntityKey } from './entity.ts'
import type { MergeSides } from './merge-sides.ts'

/** The subflows that steps use and that are not there. */
function missingSubflows(merged: Entities): ReadonlySet<EntityKey> {
  const used = [...merged.values()].flatMap(({ type, fields }) => {
    const id =
      type === 'step' && fields.get('kind') === 'subflow' ? fields.get('setting.subflow') : null
    return typeof id === 'string' ? [entityKey('pipeline', id)] : []
  })
  return new Set(used.filter((key) => !merged.has(key)))
}

/** Whether an entity stands in a pipeline, at any depth. */
function standsIn(entity: Entity, pipeline: EntityKey, all: Entities): boolean {
  for (let at: Entity | undefined = entity; at; at = all.get(at.parent ?? '')) {
    if (at.key === pipeline) return true
  }
  return false
}

/** A subflow that a step uses comes back whole from the side that has it, though the other one removed it. */
export function keepSubflows(merged: Map<EntityKey, Entity>, sides: MergeSides): void {
  for (let missing = missingSubflows(merged); missing.size > 0; missing = missingSubflows(merged)) {
    const before = merged.size
    for (const key of missing) {
      const side = [sides.theirs, sides.ours, sides.base].find((entities) => entities.has(key))
      for (const entity of side?.values() ?? []) {
        if (side && standsIn(entity, key, side)) merged.set(entity.key, entity)
      }
    }
    // A step may name what never was.
    if (merged.size === before) return
  }
}
