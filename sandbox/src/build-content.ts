import type { App, Page, PageId, Widget, WidgetKind, WidgetOf, WidgetId } from '@weft/app-model'
import type { Id, Localized, LocalText } from '@weft/kernel'
import {
  completeSettings,
  type Edge,
  type EdgeId,
  type GivenSettings,
  type Pipeline,
  type PipelineId,
  type Step,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'

/** A step of demo content, with where it stands and which steps lead into it, by port. */
export interface DemoStep {
  readonly step: Step
  readonly at: readonly [number, number]
  readonly from: readonly (readonly [from: string, port: Edge['port']])[]
}

const pad = (name: string): string => name.padEnd(10, '0').slice(0, 10)

/** The identifier of a step with a short name. */
export const stepId = (name: string): StepId => `st_${pad(name)}` as StepId

/** The identifier of a list item with a short name. */
export const itemId = (name: string): Id<'it'> => `it_${pad(name)}` as Id<'it'>

/** A step of demo content. */
export function demoStep<K extends StepKind>(
  name: string,
  kind: K,
  title: Localized,
  settings: GivenSettings<K>,
  at: readonly [number, number],
  from: DemoStep['from'] = [],
): DemoStep {
  // The kind and its settings belong together by the signature, which the union cannot see.
  const whole = completeSettings(kind, settings)
  const step = { id: stepId(name), kind, title, settings: whole } as unknown as Step
  return { step, at, from }
}

/** A pipeline made of demo steps. */
export function demoPipeline(
  id: PipelineId,
  title: Localized,
  steps: readonly DemoStep[],
): Pipeline {
  const edges = steps.flatMap(({ step, from }) =>
    from.map(([source, port], index): Edge => ({
      id: `ed_${step.id.slice(3, 10)}${port.slice(0, 1)}0${index}` as EdgeId,
      from: stepId(source),
      to: step.id,
      port,
      order: `a${index}`,
    })),
  )
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  return {
    id,
    title,
    steps: Object.fromEntries(steps.map(({ step }) => [step.id, step])),
    edges: edges.sort(
      (a, b) => compare(a.to, b.to) || compare(a.port, b.port) || compare(a.order, b.order),
    ),
    positions: Object.fromEntries(steps.map(({ step, at }) => [step.id, { x: at[0], y: at[1] }])),
  }
}

/** A widget of demo content. */
export function demoWidget<K extends WidgetKind>(
  name: string,
  kind: K,
  page: PageId,
  title: LocalText,
  place: readonly [x: number, y: number, w: number, h: number],
  settings: WidgetOf<K>['settings'],
): Widget {
  const id = `wi_${pad(name)}` as WidgetId
  const [x, y, w, h] = place
  return { id, kind, page, title, place: { x, y, w, h }, settings } as unknown as Widget
}

/** An app made of demo pages and widgets. */
export function demoApp(
  title: Localized,
  summary: Localized,
  pages: readonly Page[],
  widgets: readonly Widget[],
): App {
  return { title, summary, pages, widgets: Object.fromEntries(widgets.map((w) => [w.id, w])) }
}
