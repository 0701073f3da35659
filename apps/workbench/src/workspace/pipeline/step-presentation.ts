import {
  ArrowDownWideNarrow,
  BookOpen,
  Braces,
  CalendarClock,
  CalendarRange,
  ChartColumn,
  ChartNoAxesColumn,
  Columns3Cog,
  Combine,
  CopyMinus,
  CornerDownRight,
  Database,
  Dices,
  Diff,
  Eraser,
  FoldHorizontal,
  Frame,
  Funnel,
  Group,
  ListFilter,
  Merge,
  PaintBucket,
  PanelTop,
  Replace,
  Rows3,
  ScanSearch,
  ShieldCheck,
  SlidersHorizontal,
  Split,
  SquareArrowOutUpRight,
  SquareFunction,
  SquareSplitHorizontal,
  SquaresSubtract,
  StickyNote,
  Table,
  Table2,
  TableRowsSplit,
} from '@lucide/vue'
import {
  stepKinds,
  stepSpecs,
  type StepFamily as FamilyOfKinds,
  type StepKind,
} from '@weft/pipeline-model'
import type { Component } from 'vue'

/** What a kind of step does in the flow, as far as colour tells it. */
export type StepFamily = 'source' | 'shape' | 'combine' | 'code' | 'result'

/** How a kind of step is drawn. */
export interface StepPresentation {
  readonly icon: Component
  readonly family: StepFamily
}

const icons: Readonly<Record<StepKind, Component>> = {
  dataset: Database,
  table: Table,
  spine: CalendarRange,
  parameter: SlidersHorizontal,
  select: Columns3Cog,
  compute: SquareFunction,
  cases: Split,
  split: SquareSplitHorizontal,
  merge: FoldHorizontal,
  clean: Eraser,
  map: Replace,
  fill: PaintBucket,
  dates: CalendarClock,
  bin: ChartNoAxesColumn,
  filter: Funnel,
  sort: ArrowDownWideNarrow,
  top: ListFilter,
  sample: Dices,
  dedupe: CopyMinus,
  unnest: Rows3,
  group: Group,
  window: PanelTop,
  pivot: Table2,
  unpivot: TableRowsSplit,
  profile: ScanSearch,
  join: Merge,
  lookup: BookOpen,
  union: Combine,
  overlap: SquaresSubtract,
  compare: Diff,
  check: ShieldCheck,
  sql: Braces,
  output: SquareArrowOutUpRight,
  chart: ChartColumn,
  note: StickyNote,
  frame: Frame,
  reroute: CornerDownRight,
}

const tints: Readonly<Record<FamilyOfKinds, StepFamily>> = {
  source: 'source',
  rows: 'shape',
  columns: 'shape',
  values: 'shape',
  figures: 'shape',
  combine: 'combine',
  quality: 'result',
  code: 'code',
  result: 'result',
  canvas: 'result',
}

/** The drawing of every kind of step. */
export const stepPresentations = Object.fromEntries(
  stepKinds.map((kind) => [kind, { icon: icons[kind], family: tints[stepSpecs[kind].family] }]),
) as unknown as Readonly<Record<StepKind, StepPresentation>>
