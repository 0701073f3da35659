import { isId } from '@weft/kernel'
import { stepKinds, type PipelineId, type StepKind } from '@weft/pipeline-model'

const mediaType = 'application/x-weft-step'

/** What is dragged from the list of steps: a kind, and for a subflow which one. */
export interface DraggedStep {
  readonly kind: StepKind
  readonly subflow?: PipelineId | undefined
}

/** Puts a kind of step into a drag that begins. */
export function writeDraggedKind(
  transfer: DataTransfer | null,
  kind: StepKind,
  subflow?: PipelineId,
): void {
  if (!transfer) return
  transfer.setData(mediaType, subflow ? `${kind} ${subflow}` : kind)
  transfer.effectAllowed = 'copy'
}

/** The step a drag carries, or null when it carries something else. */
export function readDraggedKind(transfer: DataTransfer | null): DraggedStep | null {
  const [text, subflow] = (transfer?.getData(mediaType) ?? '').split(' ')
  const kind = stepKinds.find((one) => one === text)
  if (!kind) return null
  return isId('pl', subflow) ? { kind, subflow } : { kind }
}
