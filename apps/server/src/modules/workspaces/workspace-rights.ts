import { mayInWorkspace, type WorkspaceRole } from '@weft/access-rules'
import { accept, refuse, type LocalText, type Outcome } from '@weft/kernel'
import type { Reader } from '../../store/store.ts'
import type { Caller } from '../accounts/index.ts'

/** A workspace as one of its organisations sees it. */
export interface WorkspaceMembership {
  readonly id: string
  readonly app: string
  readonly title: LocalText
  readonly scenario: string | null
  readonly role: WorkspaceRole
  readonly state: 'invited' | 'joined'
}

/** The caller's organisation's part in a workspace; one that does not exist is refused like one that is not theirs. */
export async function readMembership(
  reader: Reader,
  caller: Caller,
  workspace: string,
): Promise<Outcome<WorkspaceMembership>> {
  const row = await reader
    .selectFrom('workspace')
    .innerJoin('workspace_organisation', 'workspace_organisation.workspace', 'workspace.id')
    .select(['id', 'app', 'title', 'scenario', 'role', 'state'])
    .where('workspace.id', '=', workspace)
    .where('workspace_organisation.organisation', '=', caller.organisation ?? '')
    .executeTakeFirst()
  return row ? accept(row) : refuse('workspace.not-found')
}

/** As `readMembership`, but only for organisations that have joined. */
export async function readJoined(
  reader: Reader,
  caller: Caller,
  workspace: string,
): Promise<Outcome<WorkspaceMembership>> {
  const found = await readMembership(reader, caller, workspace)
  if (!found.ok || found.value.state === 'joined') return found
  return refuse('workspace.join-first')
}

/** As `readJoined`, but only for organisations that may change the workspace. */
export async function readEditable(
  reader: Reader,
  caller: Caller,
  workspace: string,
): Promise<Outcome<WorkspaceMembership>> {
  const found = await readJoined(reader, caller, workspace)
  if (!found.ok || mayEdit(found.value)) return found
  return refuse('workspace.read-only')
}

/** Whether this part in a workspace allows changes. */
export function mayEdit({ role, state }: Pick<WorkspaceMembership, 'role' | 'state'>): boolean {
  return state === 'joined' && mayInWorkspace(role, 'edit-document')
}

/** The organisations that build a workspace. */
export async function readTeam(reader: Reader, workspace: string): Promise<ReadonlySet<string>> {
  const rows = await reader
    .selectFrom('workspace_organisation')
    .select('organisation')
    .where('workspace', '=', workspace)
    .where('state', '=', 'joined')
    .execute()
  return new Set(rows.map(({ organisation }) => organisation))
}
