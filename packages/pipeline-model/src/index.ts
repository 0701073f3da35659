export type { Column, Schema } from './column.ts'
export {
  isInnerPort,
  readInputPort,
  readOutputPort,
  type FixedInputPort,
  type FixedOutputPort,
  type InputPort,
  type OutputPort,
} from './port.ts'
export type {
  Edge,
  EdgeId,
  Pipeline,
  PipelineId,
  Position,
  Step,
  StepId,
  StepOf,
  Subflow,
  Subflows,
} from './step.ts'
export {
  innerPortName,
  portsOf,
  subflowOf,
  subflowPorts,
  type StepPorts,
  type SubflowPorts,
} from './subflow-ports.ts'
export { stepCalled, stepsAlong } from './steps-along.ts'
export {
  everyStep,
  recursiveSteps,
  subflowSteps,
  usedSubflows,
  wouldRecurse,
} from './subflow-uses.ts'
export { extractSubflow, type ExtractedSubflow } from './extract-subflow.ts'
export { unfoldSubflow, type UnfoldedSubflow } from './unfold-subflow.ts'
export {
  completeSettings,
  stepKinds,
  stepSpecs,
  type GivenSettings,
  type StepKind,
  type StepSettings,
  type StepSpec,
} from './step-specs.ts'
export type { KindDefinition, StepFamily } from './kinds/kind-definition.ts'
export type { ColumnFamily, Field, FieldLook, Fields, SettingShape } from './fields/field.ts'
export type { UploadedTable } from './fields/uploaded-table.ts'
export type { ListItem } from './fields/make-fields.ts'
export type {
  Aggregate,
  AggregateFunction,
  ComparisonOperator,
  ComputedColumn,
  Condition,
  ConditionSettings,
  JoinKey,
  SelectedColumn,
  SortKey,
} from './setting-items.ts'
export { conditionTree, type ConditionTree } from './condition-tree.ts'
export { hasErrors, problem, warning, type Problem, type ProblemPlace } from './problem.ts'
export { pipelineProblems, problemArgs } from './pipeline-problems.ts'
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
export { formatPipeline, parsePipelineText } from './format-pipeline.ts'
export { foldName, freeName, isOutputName } from './output-names.ts'
export { suggestJoinKeys, type KeyedColumn } from './suggest-join-keys.ts'
export { aggregateFunctions } from './kinds/figure-kinds.ts'
export { joinOperators } from './kinds/combine-kinds.ts'
export { comparisonOperators } from './kinds/row-kinds.ts'
