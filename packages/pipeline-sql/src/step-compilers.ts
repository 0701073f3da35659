import type { StepKind } from '@weft/pipeline-model'
import type { StepCompiler } from './compile-scope.ts'
import { compileCompute } from './steps/compile-compute.ts'
import { compileDataset } from './steps/compile-dataset.ts'
import { compileFilter } from './steps/compile-filter.ts'
import { compileGroup } from './steps/compile-group.ts'
import { compileJoin } from './steps/compile-join.ts'
import { compileOutput } from './steps/compile-output.ts'
import { compileSelect } from './steps/compile-select.ts'
import { compileSort } from './steps/compile-sort.ts'
import { compileSql } from './steps/compile-sql.ts'
import { compileUnion } from './steps/compile-union.ts'

/** The compiler of every kind of step; a kind without one does not compile. */
export const stepCompilers: { readonly [K in StepKind]: StepCompiler<K> } = {
  dataset: compileDataset,
  select: compileSelect,
  compute: compileCompute,
  filter: compileFilter,
  sort: compileSort,
  group: compileGroup,
  join: compileJoin,
  union: compileUnion,
  sql: compileSql,
  output: compileOutput,
}
