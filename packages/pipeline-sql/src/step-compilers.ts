import type { StepKind } from '@weft/pipeline-model'
import type { StepCompiler } from './compile-scope.ts'
import { compileBin } from './steps/compile-bin.ts'
import { compileCases } from './steps/compile-cases.ts'
import { compileCheck } from './steps/compile-check.ts'
import { compileClean } from './steps/compile-clean.ts'
import { compileCompare } from './steps/compile-compare.ts'
import { compileCompute } from './steps/compile-compute.ts'
import { compileDataset } from './steps/compile-dataset.ts'
import { compileDates } from './steps/compile-dates.ts'
import { compileDedupe } from './steps/compile-dedupe.ts'
import { compileFill } from './steps/compile-fill.ts'
import { compileFilter } from './steps/compile-filter.ts'
import { compileGroup } from './steps/compile-group.ts'
import { compileJoin } from './steps/compile-join.ts'
import { compileLookup } from './steps/compile-lookup.ts'
import { compileMap } from './steps/compile-map.ts'
import { compileMerge } from './steps/compile-merge.ts'
import { compileOutput } from './steps/compile-output.ts'
import { compileOverlap } from './steps/compile-overlap.ts'
import { compileParameter } from './steps/compile-parameter.ts'
import { compilePivot } from './steps/compile-pivot.ts'
import { compileProfile } from './steps/compile-profile.ts'
import { compileSample } from './steps/compile-sample.ts'
import { compileSelect } from './steps/compile-select.ts'
import { compileSort } from './steps/compile-sort.ts'
import { compileSpine } from './steps/compile-spine.ts'
import { compileSplit } from './steps/compile-split.ts'
import { compileSql } from './steps/compile-sql.ts'
import { compileTable } from './steps/compile-table.ts'
import { compileTop } from './steps/compile-top.ts'
import { compileUnion } from './steps/compile-union.ts'
import { compileUnnest } from './steps/compile-unnest.ts'
import { compileUnpivot } from './steps/compile-unpivot.ts'
import { compileUpload } from './steps/compile-upload.ts'
import { compileWindow } from './steps/compile-window.ts'
import { compileChart } from './steps/compile-chart.ts'
import { compileNothing, compileReroute } from './steps/compile-drawn.ts'

/** The kinds that need more than their settings and inputs: what they come to depends on where they stand. */
export type PlacedKind = 'subflow' | 'entry'

/** The compiler of every other kind of step; a kind without one does not compile. */
export const stepCompilers: {
  readonly [K in Exclude<StepKind, PlacedKind>]: StepCompiler<K>
} = {
  dataset: compileDataset,
  upload: compileUpload,
  table: compileTable,
  spine: compileSpine,
  parameter: compileParameter,
  select: compileSelect,
  compute: compileCompute,
  cases: compileCases,
  split: compileSplit,
  merge: compileMerge,
  clean: compileClean,
  map: compileMap,
  fill: compileFill,
  dates: compileDates,
  bin: compileBin,
  filter: compileFilter,
  sort: compileSort,
  top: compileTop,
  sample: compileSample,
  dedupe: compileDedupe,
  unnest: compileUnnest,
  group: compileGroup,
  window: compileWindow,
  pivot: compilePivot,
  unpivot: compileUnpivot,
  profile: compileProfile,
  join: compileJoin,
  lookup: compileLookup,
  union: compileUnion,
  overlap: compileOverlap,
  compare: compileCompare,
  check: compileCheck,
  sql: compileSql,
  output: compileOutput,
  chart: compileChart,
  note: compileNothing,
  frame: compileNothing,
  reroute: compileReroute,
}
