import { stepKinds, type StepKind } from '@weft/pipeline-model'

const mediaType = 'application/x-weft-step'

/** Puts a kind of step into a drag that begins. */
export function writeDraggedKind(transfer: DataTransfer | null, kind: StepKind): void {
  if (!transfer) return
  transfer.setData(mediaType, kind)
  transfer.effectAllowed = 'copy'
}

/** The kind of step a drag carries, or null when it carries something else. */
export function readDraggedKind(transfer: DataTransfer | null): StepKind | null {
  const text = transfer?.getData(mediaType)
  return stepKinds.find((kind) => kind === text) ?? null
}
