import type { Outcome } from '@weft/kernel'
import type { OutputPort, Problem, Schema, StepId } from '@weft/pipeline-model'
import type { ColumnLineage, Reach } from './steps/step-draft.ts'

/** What leaves a step at one of its ports. */
export interface CompiledPort {
  /** Equal hashes, equal rows; null while the step is broken or waits for a description. */
  readonly hash: string | null
  /** The engine's table for the result. */
  readonly table: string | null
  /** One SELECT over the tables in `inputs`; null where the table is that of an input. */
  readonly sql: string | null
  readonly schema: Schema | null
  /** For each column, the columns of the inputs it is made of. */
  readonly lineage: ColumnLineage
}

/** What one step of a pipeline comes to; its own fields tell of the port `main`. */
export interface CompiledStep extends CompiledPort {
  readonly inputs: readonly string[]
  /** The steps behind `inputs`, in the same order; empty for a source. */
  readonly inputSteps: readonly StepId[]
  /** The ports of those steps that the rows come from. */
  readonly inputPorts: readonly OutputPort[]
  readonly problems: readonly Problem[]
  /** The nearest step upstream that is broken, when that is why this one has no result. */
  readonly blockedBy: StepId | null
  /** What leaves at the other ports. */
  readonly asides: Readonly<Record<string, CompiledPort>>
  /** SELECTs over `inputs` that tell more of the step than its rows do, by name. */
  readonly probes: Readonly<Record<string, string>>
}

/** A table that has to be made for the pipeline to have all its results. */
export interface CompiledTable {
  readonly step: StepId
  readonly port: OutputPort
  readonly table: string
  readonly sql: string
  readonly inputs: readonly string[]
  /** What its rows are made of: anything but `all` needs no table of its own. */
  readonly reach: Reach
}

/** A SQL step whose columns only the engine can tell. */
export interface UndescribedStep {
  readonly step: StepId
  readonly hash: string
  readonly sql: string
  readonly inputs: readonly { readonly table: string; readonly schema: Schema }[]
}

/** A pipeline as SQL, step by step. */
export interface CompiledPipeline {
  readonly steps: Readonly<Record<StepId, CompiledStep>>
  /** Every step after its inputs; a step inside a subflow is called by the steps around it and itself, with `/` between. */
  readonly order: readonly StepId[]
  /** Every table after its inputs; ports other than `main` only where an edge begins. */
  readonly tables: readonly CompiledTable[]
  readonly outputs: readonly { readonly name: string; readonly step: StepId }[]
  readonly undescribed: readonly UndescribedStep[]
}

/** The answers of the engine about SQL steps, by their hash. */
export type DescribedSteps = ReadonlyMap<string, Outcome<Schema>>

/** A step without a result. */
export const nothingCompiled = {
  hash: null,
  table: null,
  sql: null,
  inputs: [],
  inputSteps: [],
  inputPorts: [],
  schema: null,
  problems: [],
  blockedBy: null,
  lineage: {},
  asides: {},
  probes: {},
} as const satisfies CompiledStep

/** The name of a step inside another one, which uses a subflow. */
export function innerStep(around: StepId, step: StepId): StepId {
  return `${around}/${step}` as StepId
}

/** What leaves a compiled step at a port; null at a port it does not have. */
export function compiledPort(step: CompiledStep, port: OutputPort): CompiledPort | null {
  if (port === 'main') return step
  return Object.hasOwn(step.asides, port) ? (step.asides[port] ?? null) : null
}
