import type { Outcome } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'

/** An output of the pipeline as widgets see it: an engine table and its columns. */
export interface OutputTable {
  readonly table: string
  readonly schema: Schema
}

/** The outputs of the pipeline that are whole now, by the name of their output step. */
export type WidgetOutputs = Readonly<Record<string, OutputTable>>

/** One question of a widget; a later question of the same consumer overtakes an earlier one. */
export interface WidgetQuery {
  /** Who asks, e.g. `widget:wi_…`. */
  readonly consumer: string
  /** The output asked; it is computed first when it is not there yet. */
  readonly output: string
  readonly sql: string
  readonly signal?: AbortSignal
}

/** Answers a widget's question from the engine of the open workspace. */
export type RunWidgetQuery<ResultTable> = (query: WidgetQuery) => Promise<Outcome<ResultTable>>
