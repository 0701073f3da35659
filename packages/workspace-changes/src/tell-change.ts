import type { WidgetId } from '@weft/app-model'
import type { LocalText } from '@weft/kernel'
import type { Edge, Pipeline, Step, StepId } from '@weft/pipeline-model'
import type { EntityChange } from './diff-content.ts'
import type { Entity, EntityKey, EntityType } from './entity.ts'
import type { WorkspaceContent } from './workspace-content.ts'

/** A change in a form that can be said in words: what it is about, what that is called, and which fields differ. */
export interface ToldChange {
  readonly change: EntityChange['change']
  readonly type: EntityType
  readonly id: string
  readonly parent: EntityKey | null
  /** The setting an item is listed in. */
  readonly list: string | null
  /** The kind of the step or widget; of an item, that of its step; `subflow` for a subflow. */
  readonly kind: string | null
  /** What it is called; of an item, what its step is called. */
  readonly title: LocalText
  /** The steps a connection joins: kind and title of either. */
  readonly joins: readonly (readonly [kind: string, title: LocalText])[]
  /** The names of the fields that differ, without its place on the canvas. */
  readonly fields: readonly string[]
}

const everyPipeline = ({ pipelines, subflows }: WorkspaceContent): readonly Pipeline[] => [
  ...pipelines,
  ...Object.values<Pipeline>(subflows),
]

/** A step of a content by its id, wherever it stands; null when there is none. */
export function stepOfContent(content: WorkspaceContent, id: string): Step | null {
  for (const { steps } of everyPipeline(content)) {
    const step = Object.hasOwn(steps, id) ? steps[id as StepId] : undefined
    if (step) return step
  }
  return null
}

const ownerOf = ({ parent }: Entity): string => parent?.split(' ')[1] ?? ''

type FindTitle = (content: WorkspaceContent, entity: Entity) => LocalText | undefined

const titles: Readonly<Record<EntityType, FindTitle>> = {
  app: ({ app }) => app.title,
  pipeline: (content, { id }) => everyPipeline(content).find((one) => one.id === id)?.title,
  step: (content, { id }) => stepOfContent(content, id)?.title,
  item: (content, entity) => stepOfContent(content, ownerOf(entity))?.title,
  edge: () => undefined,
  page: ({ app }, { id }) => app.pages.find((page) => page.id === id)?.title,
  widget: ({ app }, { id }) => app.widgets[id as WidgetId]?.title,
}

function kindOf(content: WorkspaceContent, entity: Entity): string | null {
  if (entity.type === 'item') return stepOfContent(content, ownerOf(entity))?.kind ?? null
  if (entity.type === 'pipeline') return entity.fields.get('subflow') === true ? 'subflow' : null
  const kind = entity.fields.get('kind')
  return typeof kind === 'string' ? kind : null
}

/** Tells one change between two contents: names and fields, no values. */
export function tellChange(
  { change, entity, fields }: EntityChange,
  { before, after }: { readonly before: WorkspaceContent; readonly after: WorkspaceContent },
): ToldChange {
  const content = change === 'removed' ? before : after
  const edge = entity.type === 'edge' ? (entity.fields.get('edge') as Edge) : null
  return {
    change,
    type: entity.type,
    id: entity.id,
    parent: entity.parent,
    list: entity.list,
    kind: kindOf(content, entity),
    title: titles[entity.type](content, entity) ?? {},
    joins: (edge ? [edge.from, edge.to] : []).map((id) => {
      const step = stepOfContent(content, id)
      return [step?.kind ?? '', step?.title ?? {}] as const
    }),
    fields: fields.map(({ field }) => field).filter((field) => field !== 'position'),
  }
}
