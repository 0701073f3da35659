import { canonicalJson } from '@weft/kernel'

/** The kinds of things a workspace is made of. */
export type EntityType = 'app' | 'pipeline' | 'step' | 'item' | 'edge' | 'page' | 'widget'

/** The name of an entity within its workspace, such as `step st_abc`. */
export type EntityKey = string

/** One thing in a workspace with its fields; each field is the smallest part that changes as a whole. */
export interface Entity {
  readonly key: EntityKey
  readonly type: EntityType
  readonly id: string
  /** What it stands in: a step's or edge's pipeline, an item's step; null at the top. */
  readonly parent: EntityKey | null
  /** The setting an item is listed in; null for everything else. */
  readonly list: string | null
  /** Values by name, such as `title.en`, `setting.expression` or `order.by`. */
  readonly fields: ReadonlyMap<string, unknown>
}

/** A workspace as its entities, each by its key. */
export type Entities = ReadonlyMap<EntityKey, Entity>

/** The key of an entity that is known by its own identifier. */
export function entityKey(type: Exclude<EntityType, 'item'>, id: string): EntityKey {
  return `${type} ${id}`
}

/** The key of an item of a list setting. */
export function itemKey(step: string, list: string, id: string): EntityKey {
  return `item ${step} ${list} ${id}`
}

/** Whether two values of a field are the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return canonicalJson(a) === canonicalJson(b)
}
