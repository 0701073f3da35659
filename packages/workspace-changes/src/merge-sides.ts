import type { Edge } from '@weft/pipeline-model'
import { entityKey, isSame, type Entities, type Entity, type EntityKey } from './entity.ts'
import { flattenContent } from './flatten-content.ts'
import type { MergeSide } from './merge-conflict.ts'
import type { WorkspaceContent } from './workspace-content.ts'

/** What an entity goes with: its page, step or pipeline; null at the top. */
export function holderOf(entity: Entity): EntityKey | null {
  if (entity.type !== 'widget') return entity.parent
  const page = entity.fields.get('page')
  return typeof page === 'string' ? entityKey('page', page) : null
}

/** The keys of the steps an edge joins. */
export function endsOf(edge: Entity): readonly [from: EntityKey, to: EntityKey] {
  const { from, to } = edge.fields.get('edge') as Edge
  return [entityKey('step', from), entityKey('step', to)]
}

function hasOwnChange(before: Entity | undefined, after: Entity | undefined): boolean {
  if (!before || !after) return before !== after
  const names = new Set([...before.fields.keys(), ...after.fields.keys()])
  names.delete('position')
  return [...names].some((name) => !isSame(before.fields.get(name), after.fields.get(name)))
}

/** The three contents of a merge taken apart, and what each side did to the base. */
export class MergeSides {
  readonly base: Entities
  readonly ours: Entities
  readonly theirs: Entities
  readonly #touched: Readonly<Record<MergeSide, ReadonlySet<EntityKey>>>

  constructor(base: WorkspaceContent, ours: WorkspaceContent, theirs: WorkspaceContent) {
    this.base = flattenContent(base)
    this.ours = flattenContent(ours)
    this.theirs = flattenContent(theirs)
    this.#touched = { ours: this.#touchedBy(this.ours), theirs: this.#touchedBy(this.theirs) }
  }

  /** Every key of any side, each after what it goes with. */
  keys(): readonly EntityKey[] {
    const all = new Map([...this.base, ...this.ours, ...this.theirs])
    const rank = { pipeline: 0, app: 0, page: 0, step: 1, widget: 1, edge: 2, item: 2 } as const
    return [...all.values()]
      .sort((a, b) => rank[a.type] - rank[b.type] || (a.key < b.key ? -1 : 1))
      .map(({ key }) => key)
  }

  /** Whether a side did something to an entity, or to anything inside it, that is more than a move. */
  hasTouched(side: MergeSide, key: EntityKey): boolean {
    return this.#touched[side].has(key)
  }

  #touchedBy(side: Entities): ReadonlySet<EntityKey> {
    const touched = new Set<EntityKey>()
    const mark = (entity: Entity, entities: Entities) => {
      for (let at: Entity | undefined = entity; at && !touched.has(at.key);) {
        touched.add(at.key)
        const holder: EntityKey | null = holderOf(at)
        at = holder === null ? undefined : entities.get(holder)
      }
    }
    for (const entity of side.values()) {
      if (!hasOwnChange(this.base.get(entity.key), entity)) continue
      mark(entity, side)
      // A new connection is work on both steps it joins.
      if (entity.type === 'edge') endsOf(entity).forEach((end) => touched.add(end))
    }
    for (const entity of this.base.values()) {
      const holder = holderOf(entity)
      const parent = holder === null ? undefined : side.get(holder)
      if (!side.has(entity.key) && entity.type !== 'edge' && parent) mark(parent, side)
    }
    return touched
  }
}
