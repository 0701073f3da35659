import type { Id, LocalText } from '@weft/kernel'
import type { InputPort, OutputPort } from './port.ts'
import type { StepKind, StepSettings } from './step-specs.ts'

/** The identifier of a step. */
export type StepId = Id<'st'>
/** The identifier of an edge. */
export type EdgeId = Id<'ed'>
/** The identifier of a pipeline. */
export type PipelineId = Id<'pl'>

/** One node of a pipeline. An empty title is shown as the kind's own name. */
export interface StepOf<K extends StepKind> {
  readonly id: StepId
  readonly kind: K
  readonly title: LocalText
  readonly settings: StepSettings[K]
}

/** A step of any kind. */
export type Step = { [K in StepKind]: StepOf<K> }[StepKind]

/** A connection between two steps. */
export interface Edge {
  readonly id: EdgeId
  readonly from: StepId
  /** The port it begins at; `main` when it says none. */
  readonly fromPort?: OutputPort
  readonly to: StepId
  readonly port: InputPort
  /** Fractional index: the order of several edges into one port. */
  readonly order: string
}

/** Where a step stands on the canvas. */
export interface Position {
  readonly x: number
  readonly y: number
}

interface PipelineBody {
  readonly id: PipelineId
  readonly title: LocalText
  readonly steps: Readonly<Record<StepId, Step>>
  readonly edges: readonly Edge[]
  readonly positions: Readonly<Record<StepId, Position>>
}

/** A part of a pipeline with a name, used by steps: its `entry`, `output` and `parameter` steps are its ports and parameters. */
export interface Subflow extends PipelineBody {
  /** Its ports and parameters in their order; one that is not named comes last, ties by id. */
  readonly order: readonly StepId[]
}

/** Subflows by id. */
export type Subflows = Readonly<Record<PipelineId, Subflow>>

/** An immutable picture of a pipeline. `edges` are sorted by (to, port, order, id); positions carry no meaning. */
export interface Pipeline extends PipelineBody {
  /** Every subflow it uses, also those used by another one; absent when it uses none. */
  readonly subflows?: Subflows
  /** Where the pipeline is itself a subflow: its ports and parameters in their order. */
  readonly order?: readonly StepId[]
}
