export type { Cell } from './cell.ts'
export type { ResultTable } from './result-table.ts'
export type {
  AskOptions,
  EngineState,
  EngineStateView,
  Materialised,
  QueryEngine,
  TableRecipe,
  TableShape,
} from './query-engine.ts'
export type { EngineProgress, EngineProgressView } from './progress-board.ts'
export type { LoadSource } from './source-shelf.ts'
export { readResultTable } from './result-table.ts'
export { openQueryEngine, type QueryEngineOptions } from './open-query-engine.ts'
export type { EngineWorker } from './engine-link.ts'
export { engineModuleLoader } from './engine-module.ts'
export { engineFailures } from './engine-failures.ts'
export { formatCell } from './format-cell.ts'
export { cellNumber, typeFamily, type TypeFamily } from './type-family.ts'
export {
  barConditions,
  barsKept,
  fromBars,
  pressedBars,
  type BarCondition,
} from './bar-conditions.ts'
export {
  columnProfile,
  type ColumnProfile,
  type ColumnProfileQuestion,
  type ProfileBar,
} from './column-profile.ts'
