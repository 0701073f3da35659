import { stepKinds, type StepKind } from '@weft/pipeline-model'

/** Kinds a pipeline file may hold and the canvas does not draw: shown as plain boxes where they come, and not offered. */
const undrawn: ReadonlySet<StepKind> = new Set<StepKind>(['chart', 'note', 'frame'])

/** The kinds of step people can add here, in the order of the palette. */
export const offeredKinds: readonly StepKind[] = stepKinds.filter((kind) => !undrawn.has(kind))
