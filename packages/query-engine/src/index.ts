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
