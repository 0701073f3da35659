import type { workspaceRoutes } from '@weft/api-contract'
import { accept, refuse, type Id, type Outcome } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import {
  personName,
  readOrganisationRefs,
  unknownOrganisation,
  type MemberCaller,
  type PersonRef,
} from '../accounts/index.ts'

type Entry = AnswerOf<typeof workspaceRoutes.listWorkspaces>[number]

async function readRows(reader: Reader, organisation: string, only: string | null) {
  let query = reader
    .selectFrom('workspace_organisation as mine')
    .innerJoin('workspace', 'workspace.id', 'mine.workspace')
    .innerJoin('sync_document', 'sync_document.id', 'workspace.id')
    .leftJoin('scenario', 'scenario.id', 'workspace.scenario')
    .select([
      'workspace.id',
      'workspace.app',
      'workspace.title',
      'workspace.scenario',
      'scenario.title as scenario_title',
      'mine.role',
      'mine.state',
      'sync_document.changed_at',
    ])
    .where('mine.organisation', '=', organisation)
  if (only !== null) query = query.where('workspace.id', '=', only)
  return query.orderBy('sync_document.changed_at', 'desc').limit(500).execute()
}

async function readOrganisations(reader: Reader, workspaces: readonly string[]) {
  const rows = await reader
    .selectFrom('workspace_organisation')
    .selectAll()
    .where('workspace', 'in', [...workspaces])
    .orderBy('since')
    .orderBy('organisation')
    .execute()
  const refs = await readOrganisationRefs(
    reader,
    rows.map(({ organisation }) => organisation),
  )
  return rows.map(({ workspace, organisation, role, state }) => ({
    workspace,
    shown: { ...(refs.get(organisation) ?? unknownOrganisation(organisation)), role, state },
  }))
}

/** The newest release of each workspace. */
async function readLatest(reader: Reader, workspaces: readonly string[]) {
  const rows = await reader
    .selectFrom('release')
    .select(['id', 'version', 'workspace'])
    .where('workspace', 'in', [...workspaces])
    .orderBy('published_at')
    .execute()
  return new Map(rows.map((row) => [row.workspace, row]))
}

async function countOpenFeedback(reader: Reader, workspaces: readonly string[]) {
  const rows = await reader
    .selectFrom('feedback')
    .select((eb) => ['workspace', eb.fn.countAll<number>().as('open')])
    .where('workspace', 'in', [...workspaces])
    .where('state', 'in', ['new', 'planned'])
    .groupBy('workspace')
    .execute()
  return new Map(rows.map((row) => [row.workspace, row.open]))
}

/** The workspaces an organisation is part of, newest change first; or the one asked for. */
export async function showWorkspaces(
  reader: Reader,
  organisation: string,
  only: string | null = null,
): Promise<Entry[]> {
  const rows = await readRows(reader, organisation, only)
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const organisations = await readOrganisations(reader, ids)
  const latest = await readLatest(reader, ids)
  const open = await countOpenFeedback(reader, ids)
  return rows.map((row) => {
    const release = latest.get(row.id)
    return {
      id: row.id as Id<'ws'>,
      app: row.app as Id<'ap'>,
      title: row.title,
      scenario: row.scenario
        ? { id: row.scenario as Id<'sc'>, title: row.scenario_title ?? {} }
        : null,
      organisations: organisations
        .filter(({ workspace }) => workspace === row.id)
        .map(({ shown }) => shown),
      updatedAt: row.changed_at.toISOString(),
      latestRelease: release ? { id: release.id as Id<'re'>, version: release.version } : null,
      openFeedback: open.get(row.id) ?? 0,
      myRole: row.role,
      myState: row.state,
    }
  })
}

/** One workspace as the caller's organisation sees it. */
export async function showWorkspace(
  reader: Reader,
  { organisation }: MemberCaller,
  id: string,
): Promise<Outcome<Entry>> {
  const [entry] = await showWorkspaces(reader, organisation, id)
  return entry ? accept(entry) : refuse('workspace.not-found')
}

/** Everybody of the organisations that have joined a workspace. */
export async function readPeople(reader: Reader, workspace: string): Promise<PersonRef[]> {
  const rows = await reader
    .selectFrom('workspace_organisation')
    .innerJoin('membership', 'membership.organizationId', 'workspace_organisation.organisation')
    .innerJoin('person', 'person.id', 'membership.userId')
    .innerJoin('organisation', 'organisation.id', 'workspace_organisation.organisation')
    .select([
      'person.id',
      'person.name',
      'person.names',
      'organisation.id as organisation',
      'organisation.names as organisation_names',
      'organisation.hue',
    ])
    .where('workspace_organisation.workspace', '=', workspace)
    .where('workspace_organisation.state', '=', 'joined')
    .orderBy('organisation.id')
    .orderBy('person.name')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: personName(row),
    organisation: { id: row.organisation, name: row.organisation_names, hue: row.hue },
  }))
}
