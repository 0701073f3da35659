export type {
  ChosenDataset,
  ColumnMatch,
  ExpectedColumn,
  FilledColumn,
  OfferedColumn,
  Slot,
  SlotFill,
} from './slot.ts'
export { takeOutData, type DatalessContent, type KnownDataset } from './take-out-data.ts'
export { listLiterals, type FoundLiteral } from './list-literals.ts'
export { matchColumns, rankDatasets, type ColumnProposal } from './match-columns.ts'
export { typeFit, type TypeFit } from './type-groups.ts'
export { checkFill, type FillCheck } from './check-fill.ts'
export { fillSlots } from './fill-slots.ts'
export { mapPipelines } from './map-pipelines.ts'
