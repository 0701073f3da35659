import type { Widget } from '@weft/app-model'
import type { LocalText } from '@weft/kernel'
import type { Edge, Step } from '@weft/pipeline-model'
import type { WorkspaceContent } from '@weft/workspace-changes'
import type { MessageKey } from '../../i18n/messages.ts'
import type { FieldOwner } from '../changes/field-label.ts'

/** How to say things that only have a kind. */
export interface EntityNames {
  readonly say: (text: LocalText) => string
  readonly t: (key: MessageKey, args?: Readonly<Record<string, string | number>>) => string
}

const flowsOf = ({ pipelines, subflows }: WorkspaceContent) => [
  ...pipelines,
  ...Object.values<WorkspaceContent['subflows'][keyof WorkspaceContent['subflows']]>(subflows),
]

function findStep(contents: readonly WorkspaceContent[], id: string): Step | null {
  for (const content of contents)
    for (const { steps } of flowsOf(content)) {
      const step = steps[id as Step['id']]
      if (step) return step
    }
  return null
}

function findEdge(contents: readonly WorkspaceContent[], id: string): Edge | null {
  for (const content of contents)
    for (const { edges } of flowsOf(content)) {
      const edge = edges.find((one) => one.id === id)
      if (edge) return edge
    }
  return null
}

/** The name of a step; of one without a title, what kind it is. */
function nameStep(contents: readonly WorkspaceContent[], id: string, names: EntityNames): string {
  const step = findStep(contents, id)
  if (!step) return names.t('proposals.entity.something')
  return names.say(step.title) || names.t(`pipeline.kinds.${step.kind}`)
}

function nameAppPart(
  contents: readonly WorkspaceContent[],
  type: string,
  id: string,
  { say, t }: EntityNames,
): string | null {
  for (const { app } of contents) {
    const at = app.pages.findIndex((page) => page.id === id)
    const page = app.pages[at]
    if (type === 'page' && page)
      return say(page.title) || t('proposals.entity.pageNumber', { n: at + 1 })
    const widget: Widget | undefined = app.widgets[id as Widget['id']]
    if (type === 'widget' && widget) return say(widget.title) || t(`builder.kind.${widget.kind}`)
  }
  return null
}

function nameEdge(contents: readonly WorkspaceContent[], id: string, names: EntityNames): string {
  const edge = findEdge(contents, id)
  if (!edge) return names.t('proposals.entity.something')
  const from = nameStep(contents, edge.from, names)
  const to = nameStep(contents, edge.to, names)
  return names.t('proposals.entity.edge', { from, to })
}

function namePipeline(
  contents: readonly WorkspaceContent[],
  id: string,
  { t, say }: EntityNames,
): string {
  const found = contents.flatMap(flowsOf).find((one) => one.id === id)
  return (found && say(found.title)) || t('proposals.entity.pipeline')
}

/** What an entity is called in the first of several contents that has it. */
export function nameEntity(
  key: string,
  contents: readonly WorkspaceContent[],
  names: EntityNames,
): string {
  const { t } = names
  const [type = '', id = ''] = key.split(' ')
  if (type === 'app') return t('proposals.entity.app')
  if (type === 'pipeline') return namePipeline(contents, id, names)
  if (type === 'edge') return nameEdge(contents, id, names)
  if (type === 'step' || type === 'item')
    return t(`proposals.entity.${type}`, { name: nameStep(contents, id, names) })
  const name = nameAppPart(contents, type, id, names)
  if (name === null) return t('proposals.entity.something')
  return t(type === 'page' ? 'proposals.entity.page' : 'proposals.entity.widget', { name })
}

/** What kind of thing an entity is, so that its fields can be named. */
export function ownerOf(key: string, contents: readonly WorkspaceContent[]): FieldOwner {
  const [type = 'app', id = '', list = null] = key.split(' ')
  const widgets = contents.map(({ app }) => app.widgets[id as Widget['id']])
  const kind =
    findStep(contents, id)?.kind ?? widgets.find((found) => found !== undefined)?.kind ?? null
  return { type: type as FieldOwner['type'], kind, list: type === 'item' ? list : null }
}
