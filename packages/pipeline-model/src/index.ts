export type { Column, Schema } from './column.ts'
export type {
  Aggregate,
  AggregateFunction,
  ComparisonOperator,
  ComputedColumn,
  Condition,
  Edge,
  EdgeId,
  GroupColumn,
  InputPort,
  JoinKey,
  ListItem,
  Pipeline,
  PipelineId,
  Position,
  SelectedColumn,
  SortKey,
  Step,
  StepId,
  StepKind,
  StepOf,
  StepSettings,
} from './step.ts'
export { stepKinds, stepSpecs, type SettingShape, type StepSpec } from './step-specs.ts'
export { hasErrors, problem, warning, type Problem, type ProblemPlace } from './problem.ts'
export { pipelineProblems } from './pipeline-problems.ts'
export {
  compareEdges,
  downstreamOf,
  edgesInCycles,
  inputEdges,
  inputsOf,
  stepsInCycles,
  upstreamOrder,
  wouldMakeCycle,
} from './pipeline-graph.ts'
export { repairPipeline, type RepairNotice } from './repair-pipeline.ts'
export { parsePipeline } from './parse-pipeline.ts'
export { foldName, freeName, isOutputName } from './output-names.ts'
export { suggestJoinKeys, type KeyedColumn } from './suggest-join-keys.ts'
