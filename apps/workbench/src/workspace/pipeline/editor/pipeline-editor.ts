import type { Widget } from '@weft/app-model'
import type { Failure, Id, LocalText } from '@weft/kernel'
import type {
  EdgeId,
  InputPort,
  OutputPort,
  Pipeline,
  PipelineId,
  Position,
  Step,
  StepId,
  StepKind,
} from '@weft/pipeline-model'
import type { NewEdge } from '@weft/documents'
import type {
  ColumnChange,
  CompiledPipeline,
  CompiledStep,
  MissingColumn,
  Remap,
} from '@weft/pipeline-sql'
import { inject, provide, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import type { AddTarget } from '../canvas/add-target.ts'
import type { Arrangement } from '../canvas/arrange-steps.ts'
import type { StepVisitor } from '../canvas/canvas-nodes.ts'
import type { DatasetChoice } from '../../session/dataset-shelf.ts'
import type { WorkspaceSession } from '../../session/workspace-session.ts'
import type { StepRun, StepRuns } from '../../session/run-board.ts'

import type { BarFilter } from './filter-by-bars.ts'
import type { SubflowIntents } from './subflow-intents.ts'
import type { TemplateId } from './templates.ts'
import type { ColumnTrace, StepColumn } from './trace-column.ts'

/** The identifier of an item of a list setting. */
export type ItemId = Id<'it'>

/** Where a new step goes. */
export interface NewStep {
  readonly kind: StepKind
  /** The subflow that a new step of that kind uses. */
  readonly subflow?: PipelineId | undefined
  /** On the canvas; without it the step goes where its target is, or to a free place. */
  readonly position?: Position | undefined
  /** Where it stands in the flow; free of it when not given. */
  readonly target?: AddTarget | undefined
  /** The steps a frame goes around and a note stands below; the selection when not given. */
  readonly around?: readonly StepId[] | undefined
}

/** What people can do to the pipeline; each is one step of undo. */
export interface PipelineIntents {
  /** Adds and selects a step; null when nothing may be edited, or when it is added only once the pipeline has come. */
  addStep: (wanted: NewStep) => StepId | null
  /** Adds the steps of a ready-made beginning and selects its first dataset. */
  addTemplate: (template: TemplateId) => void
  removeSteps: (steps: readonly StepId[]) => void
  removeEdges: (edges: readonly EdgeId[]) => void
  connect: (edge: NewEdge) => Failure | null
  /** Why these two cannot be connected; null when they can. */
  whyNotConnect: (edge: NewEdge) => Failure | null
  /** Gives a connection another end, as one step of undo. */
  reconnect: (old: EdgeId, edge: NewEdge) => Failure | null
  moveSteps: (positions: Readonly<Record<StepId, Position>>) => void
  /** Lays out the selected steps when there are several, otherwise all. */
  tidyUp: () => void
  arrange: (how: Arrangement) => void
  setTitle: (step: StepId, title: LocalText) => void
  setSetting: (step: StepId, key: string, value: unknown) => void
  /** Adds an item last; null when nothing may be edited. */
  addItem: (step: StepId, key: string, item: Readonly<Record<string, unknown>>) => ItemId | null
  setItem: (
    step: StepId,
    key: string,
    item: ItemId,
    patch: Readonly<Record<string, unknown>>,
  ) => void
  moveItem: (step: StepId, key: string, item: ItemId, by: -1 | 1) => void
  removeItem: (step: StepId, key: string, item: ItemId) => void
  /** Makes several intents one step of undo. */
  gesture: (name: string, change: () => void) => void
  applyRemap: (plan: readonly ColumnChange[]) => void
  /** Lets only the rows of some bars pass, in a filter right after their step; gives the filter, null when there is none any more. */
  filterByBars: (wanted: BarFilter) => StepId | null
  copy: () => string
  /** Adds copied steps at a place of the canvas, or beside the selection. */
  paste: (text: string, at?: Position) => Failure | null
  duplicate: () => void
}

/** The pipeline on screen: its pictures, who looks at what, and the intents. */
export interface PipelineEditor extends PipelineIntents, SubflowIntents {
  readonly pipeline: ComputedRef<Pipeline>
  /** The same, but the same object while steps are only moved: for what does not ask where they lie. */
  readonly structure: ComputedRef<Pipeline>
  readonly compiled: Readonly<ShallowRef<CompiledPipeline>>
  readonly runs: Readonly<ShallowRef<StepRuns>>
  readonly datasets: Readonly<ShallowRef<readonly DatasetChoice[] | null>>
  readonly datasetsFailure: WorkspaceSession['datasetsFailure']
  retryDatasets: () => void
  readonly canEdit: ComputedRef<boolean>
  readonly selection: ComputedRef<readonly StepId[]>
  readonly selectedEdges: Readonly<ShallowRef<readonly EdgeId[]>>
  /** The one selected step, or null when none or several are. */
  readonly current: ComputedRef<Step | null>
  /** The column whose way through the pipeline is lit up now. */
  readonly trace: ComputedRef<ColumnTrace | null>
  /** Lights up the way of a column; null puts the light out. */
  traceColumn: (column: StepColumn | null) => void
  select: (steps: readonly StepId[]) => void
  selectEdges: (edges: readonly EdgeId[]) => void
  titleOf: (step: Step) => string
  /** What a port of a step is called. */
  portName: (step: Step, port: InputPort | OutputPort) => string
  /** From the pipeline to what is on screen. */
  readonly levels: WorkspaceSession['levels']
  /** The widgets of the app that show any of these columns of an output. */
  widgetsOf: (step: StepId, columns: readonly string[]) => readonly Widget[]
  /** The columns a step names that its inputs have no more. */
  missingIn: (step: StepId) => readonly MissingColumn[]
  /** What to write so that a step, and with `after` those behind it, name another column instead. */
  planRemap: (remap: Remap & { readonly after: boolean }) => readonly ColumnChange[]
  compiledOf: (step: StepId) => CompiledStep | null
  runOf: (step: StepId) => StepRun | null
  /** The step that one waits for, which is wrong or whose run failed. */
  blockerOf: (step: StepId) => Step | null
  visitorsOf: (step: StepId) => readonly StepVisitor[]
  /** Tells others which field this person edits now; null when none. */
  startEditing: (step: StepId | null, field: string | null) => void
}

const key: InjectionKey<PipelineEditor> = Symbol('pipeline editor')

/** Gives the editor to every component below. */
export function providePipelineEditor(editor: PipelineEditor): void {
  provide(key, editor)
}

/** The editor around a component; throws where there is none. */
export function usePipelineEditor(): PipelineEditor {
  const editor = inject(key)
  if (!editor) throw new Error('No pipeline editor is provided above this component.')
  return editor
}
