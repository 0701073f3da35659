import { comparePages, type App, type Page, type Widget } from '@weft/app-model'
import { languages, type LocalText } from '@weft/kernel'
import {
  compareEdges,
  stepSpecs,
  usedSubflows,
  type Edge,
  type Pipeline,
  type Position,
  type Step,
  type StepKind,
  type Subflow,
  type Subflows,
} from '@weft/pipeline-model'
import type { Entities, Entity } from './entity.ts'
import { isLocalTextSetting } from './text-fields.ts'
import type { WorkspaceContent } from './workspace-content.ts'

function localText(fields: Entity['fields'], name: string): LocalText {
  return Object.fromEntries(
    languages.flatMap((language) => {
      const words = fields.get(`${name}.${language}`)
      return typeof words === 'string' ? [[language, words]] : []
    }),
  )
}

function fieldsBehind(fields: Entity['fields'], prefix: string): [string, unknown][] {
  return [...fields].flatMap(([name, value]): [string, unknown][] =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
  )
}

type Children = ReadonlyMap<string | null, readonly Entity[]>

function childrenOf(entities: Entities): Children {
  const children = new Map<string | null, Entity[]>()
  for (const entity of entities.values()) {
    const beside = children.get(entity.parent)
    if (beside) beside.push(entity)
    else children.set(entity.parent, [entity])
  }
  return children
}

function listOf(step: Entity, list: string, items: readonly Entity[]): unknown[] {
  const order = step.fields.get(`order.${list}`)
  const ids = Array.isArray(order) ? (order as readonly string[]) : []
  const places = new Map(ids.map((id, place) => [id, place] as const))
  const placeOf = ({ id }: Entity) => places.get(id) ?? Number.MAX_SAFE_INTEGER
  return items
    .filter((item) => item.list === list)
    .sort((a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1))
    .map((item): unknown => ({ id: item.id, ...Object.fromEntries(item.fields) }))
}

function buildStep(entity: Entity, items: readonly Entity[]): Step {
  const kind = entity.fields.get('kind') as StepKind
  const settings: (readonly [string, unknown])[] = Object.entries(stepSpecs[kind].fields).map(
    ([name, field]) => [
      name,
      field.shape === 'list'
        ? listOf(entity, name, items)
        : (entity.fields.get(`setting.${name}`) ?? field.initial),
    ],
  )
  const title = localText(entity.fields, 'title')
  return { id: entity.id, kind, title, settings: Object.fromEntries(settings) } as Step
}

function buildPipeline(entity: Entity, children: Children): Pipeline {
  const inside = children.get(entity.key) ?? []
  const steps = inside.filter(({ type }) => type === 'step')
  const edges = inside.filter(({ type }) => type === 'edge')
  return {
    ...Object.fromEntries(fieldsBehind(entity.fields, 'own.')),
    id: entity.id as Pipeline['id'],
    title: localText(entity.fields, 'title'),
    steps: Object.fromEntries(
      steps
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((step) => [step.id, buildStep(step, children.get(step.key) ?? [])]),
    ),
    edges: edges
      .map(({ id, fields }) => ({ id, ...(fields.get('edge') as object) }) as Edge)
      .sort(compareEdges),
    positions: Object.fromEntries(
      steps.flatMap(({ id, fields }) => {
        const position = fields.get('position') as Position | undefined
        return position ? [[id, position]] : []
      }),
    ),
  }
}

function buildWidget({ id, fields }: Entity): Widget {
  const kind = fields.get('kind') as Widget['kind']
  const plain = fieldsBehind(fields, 'setting.').filter(
    ([name]) => !isLocalTextSetting(kind, name.split('.')[0] ?? ''),
  )
  const texts = isLocalTextSetting(kind, 'text')
    ? [['text', localText(fields, 'setting.text')]]
    : []
  return {
    id,
    kind,
    page: fields.get('page'),
    title: localText(fields, 'title'),
    place: fields.get('place'),
    settings: Object.fromEntries([...plain, ...texts]) as unknown,
  } as Widget
}

function buildApp(entities: Entities): App {
  const own = entities.get('app')?.fields ?? new Map<string, unknown>()
  const all = [...entities.values()]
  const pages = all
    .filter(({ type }) => type === 'page')
    .map(({ id, fields }) => {
      return { id, title: localText(fields, 'title'), order: fields.get('order') } as Page
    })
  const widgets = all
    .filter(({ type }) => type === 'widget')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((widget) => [widget.id, buildWidget(widget)])
  return {
    title: localText(own, 'title'),
    summary: localText(own, 'summary'),
    pages: pages.sort(comparePages),
    widgets: Object.fromEntries(widgets) as App['widgets'],
  }
}

/** A pipeline as pictures have it: with the subflows it uses, when it uses some. */
export function withSubflows(pipeline: Pipeline, subflows: Subflows): Pipeline {
  const body = { ...pipeline }
  delete body.subflows
  const used = usedSubflows(body, subflows)
  return Object.keys(used).length > 0 ? { ...body, subflows: used } : body
}

/** Puts a workspace together again; `flattenContent` undone. */
export function buildContent(entities: Entities): WorkspaceContent {
  const children = childrenOf(entities)
  const all = [...entities.values()]
    .filter(({ type }) => type === 'pipeline')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const isSubflow = ({ fields }: Entity): boolean => fields.get('subflow') === true
  const subflows = Object.fromEntries(
    all.filter(isSubflow).map((entity): [string, Subflow] => {
      const order = (entity.fields.get('order.parts') ?? []) as Subflow['order']
      return [entity.id, { ...buildPipeline(entity, children), order }]
    }),
  ) as Subflows
  const pipelines = all
    .filter((entity) => !isSubflow(entity))
    .map((entity) => withSubflows(buildPipeline(entity, children), subflows))
  return { pipelines, subflows, app: buildApp(entities) }
}
