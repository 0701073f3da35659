import type { WidgetId } from '@weft/app-model'
import type { LocalText } from '@weft/kernel'
import type { Edge, Step, StepId } from '@weft/pipeline-model'
import type { Entity, WorkspaceContent } from '@weft/workspace-changes'
import type { KeptChange } from '../../store/tables/history-tables.ts'

function stepIn({ pipelines }: WorkspaceContent, id: string): Step | null {
  for (const { steps } of pipelines) {
    const step = steps[id as StepId]
    if (step) return step
  }
  return null
}

type FindTitle = (content: WorkspaceContent, entity: Entity) => LocalText | undefined

const titles: Readonly<Record<Entity['type'], FindTitle>> = {
  app: ({ app }) => app.title,
  pipeline: ({ pipelines }, { id }) => pipelines.find((pipeline) => pipeline.id === id)?.title,
  step: (content, { id }) => stepIn(content, id)?.title,
  item: (content, { parent }) => stepIn(content, parent?.split(' ')[1] ?? '')?.title,
  edge: () => undefined,
  page: ({ app }, { id }) => app.pages.find((page) => page.id === id)?.title,
  widget: ({ app }, { id }) => app.widgets[id as WidgetId]?.title,
}

/** What an entity is called in a content, and what the ends of a connection are called. */
export function titleIn(
  content: WorkspaceContent,
  entity: Entity,
): Pick<KeptChange, 'title' | 'joins'> {
  const edge = entity.type === 'edge' ? (entity.fields.get('edge') as Edge) : null
  const joins = (edge ? [edge.from, edge.to] : []).map((id) => {
    const step = stepIn(content, id)
    return [step?.kind ?? '', step?.title ?? {}] as const
  })
  return { title: titles[entity.type](content, entity) ?? {}, joins }
}
