import { stepSpecs, type Edge, type Pipeline, type Step, type StepKind } from '@weft/pipeline-model'
import type { WorkspaceContent } from '@weft/workspace-changes'

/** A step with settings of its own over those of a new one. */
export function stepWith(
  id: string,
  kind: StepKind,
  title: string,
  settings: Readonly<Record<string, unknown>> = {},
): Step {
  const whole = { ...stepSpecs[kind].initial, ...settings }
  return { id, kind, title: title ? { en: title } : {}, settings: whole } as unknown as Step
}

/** A connection into the first port. */
export function edgeBetween(id: string, from: Step, to: Step): Edge {
  return { id, from: from.id, to: to.id, port: 'in', order: 'a0' } as Edge
}

/** A workspace with one pipeline, steps standing from left to right, and an app of one page. */
export function contentWith(
  steps: readonly Step[],
  edges: readonly Edge[],
  app: Partial<WorkspaceContent['app']> = {},
): WorkspaceContent {
  const pipeline: Pipeline = {
    id: 'pl_aaaaaaaaaa',
    title: {},
    steps: Object.fromEntries(steps.map((step) => [step.id, step])),
    edges,
    positions: Object.fromEntries(steps.map(({ id }, at) => [id, { x: at * 240, y: 0 }])),
  }
  const page = { id: 'pg_aaaaaaaaaa', title: { en: 'Page' }, order: 'a0' } as const
  return {
    pipelines: [pipeline],
    subflows: {},
    app: { title: {}, summary: {}, pages: [page], widgets: {}, ...app },
  }
}
