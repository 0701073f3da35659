import type { Reader } from '../../store/store.ts'

/** A person who works in a workspace, and for whom. */
export interface WorkspacePerson {
  readonly person: string
  readonly organisation: string
}

/** People of the organisations that have joined a workspace: only these persons, or everybody of these organisations. */
export async function findPeople(
  reader: Reader,
  workspace: string,
  only: { readonly people: readonly string[] } | { readonly organisations: readonly string[] },
): Promise<readonly WorkspacePerson[]> {
  const ids = 'people' in only ? only.people : only.organisations
  if (ids.length === 0) return []
  const rows = await reader
    .selectFrom('workspace_organisation')
    .innerJoin('organisation', 'organisation.id', 'workspace_organisation.organisation')
    .innerJoin('membership', 'membership.organizationId', 'workspace_organisation.organisation')
    .select(['membership.userId as person', 'organisation.id as organisation'])
    .where('workspace_organisation.workspace', '=', workspace)
    .where('workspace_organisation.state', '=', 'joined')
    .where('organisation.standing', '=', 'admitted')
    .where('people' in only ? 'membership.userId' : 'organisation.id', 'in', [...ids])
    .orderBy('membership.createdAt')
    .orderBy('membership.id')
    .execute()
  // A person of two organisations stands once, for the one they came to first.
  return [...new Map(rows.toReversed().map((row) => [row.person, row])).values()]
}

/** Which of these organisations have joined a workspace. */
export async function findOrganisations(
  reader: Reader,
  workspace: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .selectFrom('workspace_organisation')
    .select('organisation')
    .where('workspace', '=', workspace)
    .where('state', '=', 'joined')
    .where('organisation', 'in', [...ids])
    .execute()
  return rows.map(({ organisation }) => organisation)
}
