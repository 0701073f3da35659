import type { RepairNotice } from '@weft/pipeline-model'
import { buildContent } from './build-content.ts'
import { isSame, type Entities, type Entity, type EntityKey } from './entity.ts'
import type { MergeConflict, MergeConflictKind, MergeSide } from './merge-conflict.ts'
import { keepSubflows } from './keep-subflows.ts'
import { keepPages } from './merge-pages.ts'
import { settleEdges } from './merge-edges.ts'
import { mergeOrder } from './merge-order.ts'
import { endsOf, holderOf, MergeSides } from './merge-sides.ts'
import { repairContent } from './repair-content.ts'
import { isSharedText } from './text-fields.ts'
import type { WorkspaceContent } from './workspace-content.ts'

/** What is to be merged, and what was decided so far. */
export interface MergeRequest {
  /** What both sides began with. */
  readonly base: WorkspaceContent
  readonly ours: WorkspaceContent
  readonly theirs: WorkspaceContent
  /** Shared text both sides typed in, merged letter by letter; without it such text is a conflict like any other value. */
  readonly mergeText?: (entity: EntityKey, field: string) => string | undefined
  /** Decisions by the conflict's identifier. */
  readonly choices: ReadonlyMap<string, MergeSide>
}

/** Two contents as one; where a conflict is open, ours stands for now. */
export interface MergeResult {
  readonly content: WorkspaceContent
  readonly conflicts: readonly MergeConflict[]
  /** What the repair of pipelines did to the merged content. */
  readonly notices: readonly RepairNotice[]
}

/** Notes conflicts and tells what was chosen. */
export type Decide = (conflict: Omit<MergeConflict, 'id' | 'choice'>) => MergeSide

/** Whether what an entity stands in, or joins, is not among what was merged so far. */
function isHomeless(entity: Entity, merged: Entities): boolean {
  const needed = entity.type === 'edge' ? [...endsOf(entity), entity.parent] : [entity.parent]
  return needed.some((key) => key !== null && !merged.has(key))
}

const recordOf = (entity: Entity | undefined) => entity && Object.fromEntries(entity.fields)

class Merger {
  readonly conflicts: MergeConflict[] = []
  readonly #request: MergeRequest
  readonly #sides: MergeSides
  /** Entities that were removed on one side and kept whole from the other. */
  readonly #keptFrom = new Map<EntityKey, MergeSide>()

  constructor(request: MergeRequest) {
    this.#request = request
    this.#sides = new MergeSides(request.base, request.ours, request.theirs)
  }

  merge(): Entities {
    const merged = new Map<EntityKey, Entity>()
    for (const key of this.#sides.keys()) {
      const entity = this.#mergeEntity(key, merged)
      if (entity) merged.set(key, entity)
    }
    keepSubflows(merged, this.#sides)
    keepPages(merged, this.#sides.ours)
    return settleEdges(merged, this.#sides, this.decide)
  }

  readonly decide: Decide = (conflict) => {
    const id = [conflict.kind, conflict.entity, conflict.field ?? ''].join(' ').trim()
    const choice = this.#request.choices.get(id) ?? null
    // A circle may close in several ways; it is one decision all the same.
    if (!this.conflicts.some((known) => known.id === id))
      this.conflicts.push({ id, ...conflict, choice })
    return choice ?? 'ours'
  }

  #mergeEntity(key: EntityKey, merged: Entities): Entity | null {
    const { base, ours, theirs } = this.#sides
    const [before, mine, other] = [base.get(key), ours.get(key), theirs.get(key)]
    const any = mine ?? other ?? before
    if (!any || isHomeless(any, merged)) return null
    const kept = this.#sideKept(any)
    if (kept) return this.#sides[kept].get(key) ?? null
    if (mine && other) return this.#mergeFields(before, mine, other)
    return before ? this.#afterRemoval(key, before) : any
  }

  /** The side a part of something kept whole comes from. */
  #sideKept(entity: Entity): MergeSide | undefined {
    const holder = holderOf(entity)
    const around = entity.type === 'edge' ? [...endsOf(entity), holder] : [holder]
    for (const key of around) {
      const side = key === null ? undefined : this.#keptFrom.get(key)
      if (side) {
        this.#keptFrom.set(entity.key, side)
        return side
      }
    }
    return undefined
  }

  #afterRemoval(key: EntityKey, before: Entity): Entity | null {
    const { ours, theirs } = this.#sides
    const [mine, other] = [ours.get(key), theirs.get(key)]
    const left = mine ?? other
    const keeper: MergeSide = mine ? 'ours' : 'theirs'
    if (!left || before.type === 'edge' || !this.#sides.hasTouched(keeper, key)) return null
    const chosen = this.#choose('removed-changed', left, null, [
      recordOf(before),
      recordOf(mine),
      recordOf(other),
    ])
    if (chosen !== keeper) return null
    this.#keptFrom.set(key, keeper)
    return left
  }

  #mergeFields(before: Entity | undefined, mine: Entity, other: Entity): Entity {
    const fields = new Map<string, unknown>()
    for (const field of new Set([...mine.fields.keys(), ...other.fields.keys()])) {
      const value = this.#mergeField(before, mine, other, field)
      if (value !== undefined) fields.set(field, value)
    }
    return { ...mine, fields }
  }

  #mergeField(before: Entity | undefined, mine: Entity, other: Entity, field: string): unknown {
    const [old, here, there] = [before, mine, other].map((entity) => entity?.fields.get(field))
    if (isSame(here, there) || isSame(old, there)) return here
    if (isSame(old, here)) return there
    if (field === 'position') return here
    if (field.startsWith('order.')) return mergeOrder(listIn(old), listIn(here), listIn(there))
    const text = isSharedText(mine, field) ? this.#request.mergeText?.(mine.key, field) : undefined
    if (text !== undefined) return text
    const chosen = this.#choose('both-changed', mine, field, [old, here, there])
    return chosen === 'ours' ? here : there
  }

  #choose(
    kind: MergeConflictKind,
    entity: Entity,
    field: string | null,
    [base, ours, theirs]: readonly unknown[],
  ): MergeSide {
    return this.decide({ kind, entity: entity.key, field, base, ours, theirs })
  }
}

const listIn = (value: unknown) => (Array.isArray(value) ? (value as readonly string[]) : [])

/** Joins what two sides made of the same base, by step, setting and item; says what somebody has to decide. */
export function mergeContent(request: MergeRequest): MergeResult {
  const merger = new Merger(request)
  const { content, notices } = repairContent(buildContent(merger.merge()))
  return { content, conflicts: merger.conflicts, notices }
}
