import type { LocalText } from '@weft/kernel'
import type { Column, Step, StepId, StepOf } from '@weft/pipeline-model'
import type { WorkspaceContent } from '@weft/workspace-changes'
import { bodiesOf, mapPipelines, type PipelineBody } from './map-pipelines.ts'
import { namedColumns } from './named-columns.ts'
import type { OfferedColumn, Slot } from './slot.ts'

/** A dataset of the catalogue as far as a template is concerned. */
export interface KnownDataset {
  readonly title: LocalText
  readonly columns: readonly OfferedColumn[]
}

/** What is known when data is taken out of a content. */
export interface TakingOut {
  readonly datasets: ReadonlyMap<string, KnownDataset>
  /** Uploaded files and tables written by hand that stay, by explicit choice. */
  readonly keep: ReadonlySet<StepId>
}

/** A content without data, and the places where data has to come. */
export interface DatalessContent {
  readonly content: WorkspaceContent
  readonly slots: readonly Slot[]
}

type Source = StepOf<'dataset'> | StepOf<'upload'> | StepOf<'table'>

const isSource = (step: Step): step is Source =>
  step.kind === 'dataset' || step.kind === 'upload' || step.kind === 'table'

const plain = ({ name, type }: Column): OfferedColumn => ({ name, type, role: null, unit: null })

function columnsOf(step: Source, datasets: TakingOut['datasets']): readonly OfferedColumn[] {
  switch (step.kind) {
    case 'dataset':
      return datasets.get(step.settings.dataset ?? '')?.columns ?? []
    case 'upload':
      return step.settings.table?.columns.map(plain) ?? []
    case 'table':
      return step.settings.columns.map(plain)
  }
}

function titleOf(step: Source, datasets: TakingOut['datasets']): LocalText {
  if (Object.values(step.title).some((words) => words?.trim())) return step.title
  return (step.kind === 'dataset' && datasets.get(step.settings.dataset ?? '')?.title) || {}
}

const empty = ({ id, title }: Source): Step => ({
  id,
  kind: 'dataset',
  title,
  settings: { dataset: null },
})

/** The steps of a pipeline as they stand on the canvas, from the top down. */
function stepsDownwards({ steps, positions }: PipelineBody): readonly Step[] {
  const placeOf = ({ id }: Step) => positions[id] ?? { x: 0, y: 0 }
  return Object.values<Step>(steps).sort((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)]
    return one.y - other.y || one.x - other.x || (a.id < b.id ? -1 : 1)
  })
}

/** [TPL-3] Takes every dataset, file and table of data out of a content; what is left are slots that say which columns they expect. */
export function takeOutData(
  content: WorkspaceContent,
  { datasets, keep }: TakingOut,
): DatalessContent {
  const isNamed = namedColumns(content)
  const isTaken = (step: Step): step is Source =>
    isSource(step) && (step.kind === 'dataset' || !keep.has(step.id))
  const slots = bodiesOf(content)
    .flatMap(stepsDownwards)
    .filter(isTaken)
    .map((step): Slot => {
      const columns = columnsOf(step, datasets).map(({ name, type, role, unit }) => {
        return { name, type, role, unit, isNeeded: isNamed(name) }
      })
      return { step: step.id, title: titleOf(step, datasets), columns }
    })
  const emptied = (body: PipelineBody): PipelineBody => ({
    ...body,
    steps: Object.fromEntries(
      Object.values<Step>(body.steps).map((step) => [step.id, isTaken(step) ? empty(step) : step]),
    ),
  })
  return { content: mapPipelines(content, emptied), slots }
}
