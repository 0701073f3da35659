import type { Widget } from '@weft/app-model'
import type { LocalText } from '@weft/kernel'
import type { Edge, Pipeline } from '@weft/pipeline-model'
import {
  diffContent,
  entityKey,
  tellChange,
  withoutMoves,
  type EntityChange,
  type EntityKey,
  type ToldChange,
  type WorkspaceContent,
} from '@weft/workspace-changes'

/** How something stands to what it was. */
export type Mark = EntityChange['change']

/** One change with what is told of it. */
export interface ReviewedChange {
  readonly change: EntityChange
  readonly told: ToldChange
}

/** Everything that changed at one step, widget, page, pipeline or the app. */
export interface ChangeGroup {
  readonly key: EntityKey
  readonly type: ToldChange['type']
  readonly id: string
  readonly kind: string | null
  readonly title: LocalText
  readonly mark: Mark
  /** The pipeline it stands in; null for what belongs to the app. */
  readonly pipeline: string | null
  /** Every change of it, with those of its items and of the connections into it. */
  readonly changes: readonly ReviewedChange[]
  /** The changes that are said in words: of what came or went as a whole, its parts are not. */
  readonly said: readonly ToldChange[]
}

/** What differs between two contents, ready to be shown. */
export interface ChangeView {
  readonly groups: readonly ChangeGroup[]
  /** The mark of every step, connection, page and widget that has one. */
  readonly marks: ReadonlyMap<EntityKey, Mark>
  readonly counts: Readonly<Record<Mark, number>>
}

/** Two contents that are compared. */
export interface Contents {
  readonly before: WorkspaceContent
  readonly after: WorkspaceContent
}

const allPipelines = ({ pipelines, subflows }: WorkspaceContent): readonly Pipeline[] => [
  ...pipelines,
  ...Object.values<Pipeline>(subflows),
]

function ownerOf({ entity }: EntityChange): EntityKey {
  if (entity.type === 'item') return entity.parent ?? entity.key
  if (entity.type !== 'edge') return entity.key
  return entityKey('step', (entity.fields.get('edge') as Edge).to)
}

interface Owner {
  readonly kind: string | null
  readonly title: LocalText
  readonly pipeline: string | null
  /** Where it comes in the list: pipelines in the order of the flow, then the app from top to bottom. */
  readonly rank: readonly [number, number, number]
}

/** Everything that can own a change, by key; what is there afterwards wins over what was there before. */
function ownersOf({ before, after }: Contents): ReadonlyMap<EntityKey, Owner> {
  const owners = new Map<EntityKey, Owner>()
  for (const content of [before, after]) {
    for (const [at, pipeline] of allPipelines(content).entries()) {
      const { id, title, steps, positions, order } = pipeline
      const kind = order === undefined ? null : 'subflow'
      owners.set(entityKey('pipeline', id), { kind, title, pipeline: id, rank: [at, -1e9, 0] })
      for (const step of Object.values(steps)) {
        const place = positions[step.id] ?? { x: 0, y: 0 }
        const owner = { kind: step.kind, title: step.title, pipeline: id }
        owners.set(entityKey('step', step.id), { ...owner, rank: [at, place.x, place.y] })
      }
    }
    const { app } = content
    owners.set('app', { kind: null, title: app.title, pipeline: null, rank: [1e6, -1, 0] })
    for (const [at, { id, title }] of app.pages.entries())
      owners.set(entityKey('page', id), { kind: null, title, pipeline: null, rank: [1e6, at, -1] })
    for (const { id, kind, title, page, place } of Object.values<Widget>(app.widgets)) {
      const at = app.pages.findIndex((one) => one.id === page)
      const rank = [1e6, at, place.y * 100 + place.x] as const
      owners.set(entityKey('widget', id), { kind, title, pipeline: null, rank })
    }
  }
  return owners
}

const nobody: Owner = { kind: null, title: {}, pipeline: null, rank: [1e7, 0, 0] }

function groupOf(key: EntityKey, changes: readonly ReviewedChange[], owner: Owner): ChangeGroup {
  const own = changes.find(({ change }) => change.entity.key === key)
  const mark = own?.told.change ?? 'changed'
  const [type = 'app', id = 'app'] = key.split(' ')
  const isWhole = mark !== 'changed'
  return {
    key,
    type: type as ToldChange['type'],
    id,
    kind: own?.told.kind ?? owner.kind,
    title: own?.told.title ?? owner.title,
    mark,
    pipeline: owner.pipeline,
    changes,
    said: changes.map(({ told }) => told).filter(({ type: of }) => !(isWhole && of === 'item')),
  }
}

function compareRanks(a: Owner['rank'], b: Owner['rank']): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

const markedTypes = new Set<ToldChange['type']>(['step', 'edge', 'page', 'widget'])

/** Works out what differs between two contents, grouped by step and widget; moves on the canvas do not count. */
export function reviewContents(contents: Contents): ChangeView {
  const changes = withoutMoves(diffContent(contents.before, contents.after))
  const byOwner = new Map<EntityKey, ReviewedChange[]>()
  const marks = new Map<EntityKey, Mark>()
  for (const change of changes) {
    const owner = ownerOf(change)
    const told = tellChange(change, contents)
    const known = byOwner.get(owner)
    if (known) known.push({ change, told })
    else byOwner.set(owner, [{ change, told }])
    if (markedTypes.has(told.type)) marks.set(change.entity.key, told.change)
    else if (told.type === 'item' && !marks.has(owner)) marks.set(owner, 'changed')
  }
  const owners = ownersOf(contents)
  const groups = [...byOwner]
    .map(([key, own]) => ({ key, own, owner: owners.get(key) ?? nobody }))
    .toSorted((a, b) => compareRanks(a.owner.rank, b.owner.rank))
    .map(({ key, own, owner }) => groupOf(key, own, owner))
  const counts = { added: 0, removed: 0, changed: 0 }
  for (const { said } of groups) for (const { change } of said) counts[change]++
  return { groups, marks, counts }
}
