import type { Outcome } from '@weft/kernel'
import type { InputPort, Schema, StepKind, StepSettings } from '@weft/pipeline-model'
import type { Parameters } from './expressions/typed-expression.ts'
import type { StepDraft, StepInput } from './steps/step-draft.ts'

/** What the compiler knows of a dataset: its columns and the digest of its sample. */
export interface SourceTable {
  readonly schema: Schema
  readonly digest: string
}

/** All a step is compiled from beside its settings. */
export interface CompileScope {
  /** Every input, ports in the order of the kind, edges in theirs. */
  readonly inputs: readonly StepInput[]
  /** The input at a port that is connected. */
  readonly at: (port: InputPort) => StepInput
  /** The input at a port that may be left open. */
  readonly find: (port: InputPort) => StepInput | null
  readonly sources: Readonly<Record<string, SourceTable>>
  /** Names of outputs compiled before; the step adds its own. */
  readonly outputNames: Set<string>
  /** Names of parameters compiled before; the step adds its own. */
  readonly parameterNames: Set<string>
  /** The named values of the pipeline, for expressions. */
  readonly parameters: Parameters
  /** Whether the step stands inside a subflow, where an output only hands its rows on. */
  readonly isInside: boolean
  /** The columns a statement gives, when the engine has told; the question is put down otherwise. */
  readonly describe: (sql: string) => Outcome<Schema> | null
}

/** Turns the settings of one kind of step into a SELECT over its inputs. */
export type StepCompiler<K extends StepKind> = (
  settings: StepSettings[K],
  scope: CompileScope,
) => StepDraft
