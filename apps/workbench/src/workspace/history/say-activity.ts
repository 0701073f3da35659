import { sayChangeBy, sayDoer } from '../changes/say-change.ts'
import type { SayWords } from '../changes/field-label.ts'
import type { Activity } from './history-shapes.ts'

const events = {
  'workspace.started': 'history.event.started',
  'workspace.joined': 'history.event.joined',
  'workspace.organisation-invited': 'history.event.invited',
  'workspace.role-changed': 'history.event.roleChanged',
  'workspace.organisation-removed': 'history.event.removed',
  'version.named': 'history.event.named',
  'version.restored': 'history.event.restored',
  'release.published': 'history.event.released',
} as const

function isKnown(event: string): event is keyof typeof events {
  return Object.hasOwn(events, event)
}

/** The kinds a line of the feed can be of, for choosing among them. */
export const activityKinds = ['pipeline', 'app', 'versions', 'team'] as const

/** A kind of activity. */
export type ActivityKind = (typeof activityKinds)[number]

const appTypes = new Set(['app', 'page', 'widget'])

/** What a line of the feed is about: changes in the pipeline or the app, versions and releases, or the team. */
export function kindsOf({ event, changes }: Activity): ReadonlySet<ActivityKind> {
  if (event !== null) return new Set([event.startsWith('workspace.') ? 'team' : 'versions'])
  return new Set(changes.map(({ type }) => (appTypes.has(type) ? 'app' : 'pipeline')))
}

function sayEvent(event: string, activity: Activity, words: SayWords): string {
  const who = sayDoer(activity.by, words)
  if (!isKnown(event)) return words.t('changes.by', { who, what: event })
  const { version = '', from = '' } = activity.details
  const what = words.t(events[event], { version, from })
  return words.t('changes.by', { who, what })
}

/** Says what happened, one sentence for each change. */
export function sayActivity(activity: Activity, words: SayWords): readonly string[] {
  if (activity.event !== null) return [sayEvent(activity.event, activity, words)]
  return activity.changes.map((change) => sayChangeBy(change, activity.by, words))
}
