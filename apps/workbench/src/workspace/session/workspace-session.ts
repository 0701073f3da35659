import type { Failure, Outcome } from '@weft/kernel'
import type { Pipeline, Schema, StepId } from '@weft/pipeline-model'
import type { CompiledPipeline } from '@weft/pipeline-sql'
import type { WorkspaceDocument, WorkspacePicture } from '@weft/documents'
import type { EngineProgress, EngineState, QueryEngine, ResultTable } from '@weft/query-engine'
import type { PresenceState, WorkspaceClient } from '@weft/workspace-client'
import { inject, provide, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import type { AnswerRows, ExpressionQuestion, StepQuestion, ValuesQuestion } from './ask-step.ts'
import type { Writers } from '../history/find-writer.ts'
import type { DatasetChoice } from './dataset-shelf.ts'
import type { ColumnProfiles } from './profile-board.ts'
import type { LevelControl } from './levels.ts'
import type { StepRuns } from './run-board.ts'
import type { RunWidgetQuery, WidgetOutputs } from './widget-query.ts'

/** Everything one open workspace offers to the components below it: immutable pictures and named intents. */
export interface WorkspaceSession extends LevelControl {
  readonly client: WorkspaceClient
  readonly document: WorkspaceDocument
  readonly picture: Readonly<ShallowRef<WorkspacePicture>>
  readonly pipeline: ComputedRef<Pipeline | null>
  readonly compiled: Readonly<ShallowRef<CompiledPipeline>>
  /** What another pipeline would come to over the same datasets. */
  readonly previewCompiled: (pipeline: Pipeline) => CompiledPipeline
  readonly runs: Readonly<ShallowRef<StepRuns>>
  /** The catalogue; null until it is here. */
  readonly datasets: Readonly<ShallowRef<readonly DatasetChoice[] | null>>
  /** Why the catalogue could not be read, until it is asked for again. */
  readonly datasetsFailure: Readonly<ShallowRef<Failure | null>>
  retryDatasets: () => void
  readonly outputs: ComputedRef<WidgetOutputs>
  /** What columns hold, for those that were in sight. */
  readonly profiles: Readonly<ShallowRef<ColumnProfiles>>
  /** Looks through these columns of a computed table, in this order, and through no others. */
  wantProfiles: (table: string, columns: Schema) => void
  readonly runWidgetQuery: RunWidgetQuery<ResultTable>
  readonly engine: QueryEngine
  /** How far the questions to the engine are, by consumer. */
  readonly engineProgress: Readonly<ShallowRef<ReadonlyMap<string, EngineProgress>>>
  readonly engineState: Readonly<ShallowRef<EngineState>>
  readonly others: Readonly<ShallowRef<readonly PresenceState[]>>
  readonly canEdit: ComputedRef<boolean>
  /** Rows of a step's table, after it was computed. */
  readRows: (
    step: StepId,
    first: number,
    count: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<ResultTable>>
  /** Asks one of the probes a step was compiled with. */
  askProbe: (question: StepQuestion) => Promise<Outcome<AnswerRows>>
  /** The different values of a column that leaves a step. */
  askValues: (question: ValuesQuestion) => Promise<Outcome<readonly string[]>>
  /** What an expression gives in the first rows of a step. */
  askExpression: (question: ExpressionQuestion) => Promise<Outcome<readonly string[]>>
  /** Brings a table, as an Arrow stream, into the workspace. */
  addTable: (
    arrow: Uint8Array<ArrayBuffer>,
  ) => Promise<
    Outcome<{ readonly digest: string; readonly rows: number; readonly columns: Schema }>
  >
  /** Whose windows wrote in the document. */
  listWriters: () => Promise<Outcome<Writers>>
  focusStep: (step: StepId | null) => void
  stopRuns: () => void
  retryRun: (table: string) => void
}

const key: InjectionKey<WorkspaceSession> = Symbol('workspace session')

/** Gives the session to every component below. */
export function provideWorkspaceSession(session: WorkspaceSession): void {
  provide(key, session)
}

/** The session around a component; throws outside an open workspace. */
export function useWorkspaceSession(): WorkspaceSession {
  const session = inject(key)
  if (!session) throw new Error('No workspace session is provided above this component.')
  return session
}
