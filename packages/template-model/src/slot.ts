import type { Id, LocalText } from '@weft/kernel'
import type { Column, EdgeId, StepId } from '@weft/pipeline-model'

/** A column a template expects of the dataset in one of its slots. */
export interface ExpectedColumn extends Column {
  /** What the column is for, such as `key` or `time`; null where nobody said. */
  readonly role: string | null
  readonly unit: string | null
  /** Whether a step or widget names it, so that nothing works without it. */
  readonly isNeeded: boolean
}

/** A place of a template where a dataset has to come: a dataset step that has none. */
export interface Slot {
  readonly step: StepId
  readonly title: LocalText
  readonly columns: readonly ExpectedColumn[]
}

/** A column of a dataset as its owner describes it. */
export interface OfferedColumn extends Column {
  readonly role: string | null
  readonly unit: string | null
}

/** Which column of a dataset stands for an expected one. */
export interface ColumnMatch {
  readonly expected: string
  readonly column: string
}

/** A dataset for a slot as a person chose it. */
export interface ChosenDataset {
  readonly step: StepId
  readonly dataset: string
  readonly columns: readonly ColumnMatch[]
}

/** A matched column as the pipeline gets it. */
export interface FilledColumn extends ColumnMatch {
  /** The item of the renaming step. */
  readonly item: Id<'it'>
  /** The type to convert to; null where the values stay as they are. */
  readonly cast: string | null
}

/** A slot with its dataset: everything needed to bind any version of the template the same way again. */
export interface SlotFill {
  readonly step: StepId
  readonly dataset: string
  readonly columns: readonly FilledColumn[]
  /** The step that gives columns their expected names and leaves others out; null where the dataset is just as expected. */
  readonly rename: { readonly step: StepId; readonly edge: EdgeId } | null
}
