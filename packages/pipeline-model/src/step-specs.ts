import type { Field, Fields, ValuesOf } from './fields/field.ts'
import type { ListItem } from './fields/make-fields.ts'
import { columnKinds } from './kinds/column-kinds.ts'
import { combineKinds } from './kinds/combine-kinds.ts'
import { figureKinds } from './kinds/figure-kinds.ts'
import type { KindDefinition } from './kinds/kind-definition.ts'
import { qualityKinds } from './kinds/quality-kinds.ts'
import { resultKinds } from './kinds/result-kinds.ts'
import { rowKinds } from './kinds/row-kinds.ts'
import { sourceKinds } from './kinds/source-kinds.ts'
import { subflowKinds } from './kinds/subflow-kinds.ts'

/** Every kind of step, in the order of the palette. */
const definitions = {
  ...sourceKinds,
  ...columnKinds,
  ...rowKinds,
  ...figureKinds,
  ...combineKinds,
  ...qualityKinds,
  ...subflowKinds,
  ...resultKinds,
}

type Definitions = typeof definitions

/** The settings of every kind of step, as its definition gives them. */
export type StepSettings = {
  readonly [K in keyof Definitions]: ValuesOf<Definitions[K]['fields']>
}

/** The name of a kind of step. */
export type StepKind = keyof StepSettings

/** What the product knows of one kind of step. */
export interface StepSpec<K extends StepKind> extends KindDefinition {
  readonly kind: K
  /** The settings of a new step. */
  readonly initial: StepSettings[K]
}

function initialOf(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.initial]))
}

/** Every kind of step with what is known of it, in the order of the palette. */
export const stepSpecs = Object.fromEntries(
  Object.entries<KindDefinition>(definitions).map(([kind, definition]) => [
    kind,
    { kind, ...definition, initial: initialOf(definition.fields) },
  ]),
) as unknown as { readonly [K in StepKind]: StepSpec<K> }

/** The names of all kinds of step, in the order of the palette. */
export const stepKinds = Object.keys(stepSpecs) as readonly StepKind[]

type GivenValue<T> = T extends readonly (infer I extends ListItem)[]
  ? readonly (Partial<I> & ListItem)[]
  : T

/** Settings of which only some are said: the others, and fields of items, begin as the kind's own. */
export type GivenSettings<K extends StepKind> = {
  readonly [S in keyof StepSettings[K]]?: GivenValue<StepSettings[K][S]>
}

function completeItems(field: Field<unknown>, value: unknown): unknown {
  if (field.look.type !== 'list' || !Array.isArray(value)) return value
  const initial = initialOf(field.look.item)
  return value.map((entry: object) => ({ ...initial, ...entry }))
}

/** All settings of a step of which only some are given. */
export function completeSettings<K extends StepKind>(
  kind: K,
  given: GivenSettings<K>,
): StepSettings[K] {
  const values = new Map<string, unknown>(Object.entries(given))
  return Object.fromEntries(
    Object.entries(stepSpecs[kind].fields).map(([name, field]) => [
      name,
      values.has(name) ? completeItems(field, values.get(name)) : field.initial,
    ]),
  ) as unknown as StepSettings[K]
}
