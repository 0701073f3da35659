import {
  Braces,
  Combine,
  Database,
  SquareFunction,
  Funnel,
  Group,
  Merge,
  SquareArrowOutUpRight,
  ArrowDownWideNarrow,
  Columns3Cog,
} from '@lucide/vue'
import type { StepKind } from '@weft/pipeline-model'
import type { Component } from 'vue'

/** What a kind of step does in the flow; it gives the step its tint. */
export type StepFamily = 'source' | 'shape' | 'combine' | 'code' | 'result'

/** How a kind of step is drawn. */
export interface StepPresentation {
  readonly icon: Component
  readonly family: StepFamily
}

/** The drawing of every kind of step. */
export const stepPresentations: Readonly<Record<StepKind, StepPresentation>> = {
  dataset: { icon: Database, family: 'source' },
  select: { icon: Columns3Cog, family: 'shape' },
  filter: { icon: Funnel, family: 'shape' },
  compute: { icon: SquareFunction, family: 'shape' },
  join: { icon: Merge, family: 'combine' },
  group: { icon: Group, family: 'shape' },
  sort: { icon: ArrowDownWideNarrow, family: 'shape' },
  union: { icon: Combine, family: 'combine' },
  sql: { icon: Braces, family: 'code' },
  output: { icon: SquareArrowOutUpRight, family: 'result' },
}
