import type { App, Widget } from '@weft/app-model'
import { languages, type LocalText } from '@weft/kernel'
import {
  stepSpecs,
  type Edge,
  type Pipeline,
  type Step,
  type StepId,
  type Subflow,
} from '@weft/pipeline-model'
import { entityKey, itemKey, type Entities, type Entity, type EntityKey } from './entity.ts'
import { isLocalTextSetting } from './text-fields.ts'
import type { WorkspaceContent } from './workspace-content.ts'

type Field = readonly [name: string, value: unknown]

function localFields(name: string, text: LocalText): Field[] {
  return languages.flatMap((language): Field[] => {
    const words = text[language]
    return words === undefined ? [] : [[`${name}.${language}`, words]]
  })
}

function itemsOf(step: Step, list: string, value: unknown): Entity[] {
  const items = Array.isArray(value) ? (value as readonly { readonly id: string }[]) : []
  return items.map(({ id, ...fields }) => ({
    key: itemKey(step.id, list, id),
    type: 'item',
    id,
    parent: entityKey('step', step.id),
    list,
    fields: new Map(Object.entries(fields)),
  }))
}

function* stepEntities(step: Step, pipeline: Pipeline, parent: EntityKey): Generator<Entity> {
  const { fields: specs } = stepSpecs[step.kind]
  const fields: Field[] = [['kind', step.kind], ...localFields('title', step.title)]
  const items: Entity[] = []
  for (const [name, value] of Object.entries<unknown>(step.settings)) {
    if (specs[name]?.shape !== 'list') fields.push([`setting.${name}`, value])
    else {
      const listed = itemsOf(step, name, value)
      items.push(...listed)
      fields.push([`order.${name}`, listed.map(({ id }) => id)])
    }
  }
  const position = pipeline.positions[step.id]
  if (position) fields.push(['position', { x: position.x, y: position.y }])
  const key = entityKey('step', step.id)
  yield { key, type: 'step', id: step.id, parent, list: null, fields: new Map(fields) }
  yield* items
}

function edgeEntity({ id, ...edge }: Edge, parent: EntityKey): Entity {
  const fields = new Map<string, unknown>([['edge', edge]])
  return { key: entityKey('edge', id), type: 'edge', id, parent, list: null, fields }
}

/** What of a pipeline is more than a field. */
const parts = new Set(['id', 'title', 'steps', 'edges', 'positions', 'subflows', 'order'])

function* pipelineEntities(pipeline: Pipeline, isSubflow: boolean): Generator<Entity> {
  const { id, title, steps, edges } = pipeline
  const key = entityKey('pipeline', id)
  const own = Object.entries<unknown>({ ...pipeline })
    .filter(([name]) => !parts.has(name))
    .map(([name, value]): Field => [`own.${name}`, value])
  const ports: Field[] = isSubflow
    ? [
        ['subflow', true],
        ['order.parts', pipeline.order ?? []],
      ]
    : []
  const fields = new Map<string, unknown>([...localFields('title', title), ...ports, ...own])
  yield { key, type: 'pipeline', id, parent: null, list: null, fields }
  for (const step of Object.keys(steps) as StepId[]) {
    const found = steps[step]
    if (found) yield* stepEntities(found, pipeline, key)
  }
  for (const edge of edges) yield edgeEntity(edge, key)
}

function widgetEntity(widget: Widget): Entity {
  const settings = Object.entries<unknown>(widget.settings).flatMap(([name, value]) =>
    isLocalTextSetting(widget.kind, name)
      ? localFields(`setting.${name}`, value as LocalText)
      : [[`setting.${name}`, value] as const],
  )
  const fields = new Map<string, unknown>([
    ['kind', widget.kind],
    ['page', widget.page],
    ...localFields('title', widget.title),
    ['place', widget.place],
    ...settings,
  ])
  const { id } = widget
  return { key: entityKey('widget', id), type: 'widget', id, parent: null, list: null, fields }
}

function* appEntities(app: App): Generator<Entity> {
  const own = new Map([...localFields('title', app.title), ...localFields('summary', app.summary)])
  yield { key: 'app', type: 'app', id: 'app', parent: null, list: null, fields: own }
  for (const { id, title, order } of app.pages) {
    const fields = new Map<string, unknown>([...localFields('title', title), ['order', order]])
    yield { key: entityKey('page', id), type: 'page', id, parent: null, list: null, fields }
  }
  for (const widget of Object.values<Widget>(app.widgets)) yield widgetEntity(widget)
}

/** A workspace taken apart into its entities. */
export function flattenContent({ pipelines, subflows, app }: WorkspaceContent): Entities {
  const entities = new Map<EntityKey, Entity>()
  const put = (pipeline: Pipeline, isSubflow: boolean): void => {
    for (const entity of pipelineEntities(pipeline, isSubflow)) entities.set(entity.key, entity)
  }
  for (const pipeline of pipelines) put(pipeline, false)
  for (const subflow of Object.values<Subflow>(subflows)) put(subflow, true)
  for (const entity of appEntities(app)) entities.set(entity.key, entity)
  return entities
}
