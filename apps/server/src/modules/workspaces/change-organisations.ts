import { mayInWorkspace, type WorkspaceRole } from '@weft/access-rules'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import type { WorkspaceDeps } from './workspace-handlers.ts'
import { readJoined } from './workspace-rights.ts'

interface Key {
  readonly workspace: string
  readonly organisation: string
}

const done = accept({ done: true as const })

async function findPart(
  transaction: Transaction,
  caller: MemberCaller,
  { workspace, organisation }: Key,
): Promise<Outcome<{ role: WorkspaceRole }>> {
  const mine = await readJoined(transaction, caller, workspace)
  if (!mine.ok) return mine
  if (!mayInWorkspace(mine.value.role, 'change-organisation')) return refuse('workspace.owner-only')
  const part = await transaction
    .selectFrom('workspace_organisation')
    .select('role')
    .where('workspace', '=', workspace)
    .where('organisation', '=', organisation)
    .forUpdate()
    .executeTakeFirst()
  if (!part) return refuse('workspace.not-in')
  return part.role === 'owner' ? refuse('workspace.keep-owner') : accept(part)
}

/** Gives an organisation another role in the workspace; its open sockets are asked about at once. */
export async function changeRole(
  { store, now, rights }: WorkspaceDeps,
  caller: MemberCaller,
  { workspace, organisation }: Key,
  role: Exclude<WorkspaceRole, 'owner'>,
): Promise<Outcome<{ done: true }>> {
  const changed = await store.transaction().execute(async (transaction) => {
    const part = await findPart(transaction, caller, { workspace, organisation })
    if (!part.ok) return part
    if (part.value.role === role) return done
    await transaction
      .updateTable('workspace_organisation')
      .set({ role })
      .where('workspace', '=', workspace)
      .where('organisation', '=', organisation)
      .execute()
    await appendEvent(transaction, {
      at: new Date(now()),
      actor: caller,
      event: 'workspace.role-changed',
      subject: workspace,
      details: { organisation, role },
    })
    return done
  })
  if (changed.ok) rights.tell({ organisation })
  return changed
}

/** Removes an organisation from the workspace, or withdraws its invitation; its sockets are closed at once. */
export async function removeOrganisation(
  { store, now, rights }: WorkspaceDeps,
  caller: MemberCaller,
  { workspace, organisation }: Key,
): Promise<Outcome<{ done: true }>> {
  const removed = await store.transaction().execute(async (transaction) => {
    const part = await findPart(transaction, caller, { workspace, organisation })
    if (!part.ok) return part
    await transaction
      .deleteFrom('workspace_organisation')
      .where('workspace', '=', workspace)
      .where('organisation', '=', organisation)
      .execute()
    await appendEvent(transaction, {
      at: new Date(now()),
      actor: caller,
      event: 'workspace.organisation-removed',
      subject: workspace,
      details: { organisation },
    })
    return done
  })
  if (removed.ok) rights.tell({ organisation })
  return removed
}
