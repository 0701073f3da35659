import type { historyRoutes } from '@weft/api-contract'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readPersonRefs } from '../accounts/index.ts'
import { shownChange } from './show-versions.ts'

type Activity = AnswerOf<typeof historyRoutes.listActivity>[number]

const page = 60

/** Events a team sees in its feed, by the name the audit chain has for them. */
const shownEvents = [
  'workspace.started',
  'workspace.joined',
  'workspace.organisation-invited',
  'workspace.role-changed',
  'workspace.organisation-removed',
  'version.named',
  'version.restored',
  'release.published',
]

async function readChanges(reader: Reader, workspace: string, before: Date): Promise<Activity[]> {
  const rows = await reader
    .selectFrom('version')
    .select(['number', 'at', 'changes'])
    .where('workspace', '=', workspace)
    .where('at', '<', before)
    .orderBy('number', 'desc')
    .limit(page)
    .execute()
  const refOf = await readPersonRefs(
    reader,
    rows.flatMap(({ changes }) => changes),
  )
  return rows.flatMap(({ number, at, changes }): Activity[] => {
    const shown = changes.map((change) => shownChange(change, refOf))
    const people = new Map<string, typeof shown>()
    for (const change of shown) {
      const key = `${change.by?.id ?? ''} ${change.by?.organisation.id ?? ''}`
      people.set(key, [...(people.get(key) ?? []), change])
    }
    return [...people.values()].map((theirs) => ({
      at: at.toISOString(),
      by: theirs[0]?.by ?? null,
      version: number,
      changes: theirs,
      event: null,
      details: {},
    }))
  })
}

function plainDetails(details: unknown): Record<string, string> {
  if (typeof details !== 'object' || details === null) return {}
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
}

async function readEvents(reader: Reader, workspace: string, before: Date): Promise<Activity[]> {
  const releases = reader.selectFrom('release').select('id').where('workspace', '=', workspace)
  const rows = await reader
    .selectFrom('audit_event')
    .select(['at', 'person', 'organisation', 'event', 'details'])
    .where((eb) => eb.or([eb('subject', '=', workspace), eb('subject', 'in', releases)]))
    .where('event', 'in', shownEvents)
    .where('at', '<', before)
    .orderBy('index', 'desc')
    .limit(page)
    .execute()
  const refOf = await readPersonRefs(reader, rows)
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: row.person === null ? null : refOf(row),
    version: null,
    changes: [],
    event: row.event,
    details: plainDetails(JSON.parse(row.details)),
  }))
}

/** What happened in a workspace before a moment, newest first. */
export async function showActivity(
  reader: Reader,
  workspace: string,
  before: Date,
): Promise<Activity[]> {
  const changes = await readChanges(reader, workspace, before)
  const events = await readEvents(reader, workspace, before)
  return [...changes, ...events]
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, page)
}
