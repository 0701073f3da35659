import { mayInWorkspace } from '@weft/access-rules'
import type { workspaceRoutes } from '@weft/api-contract'
import { accept, refuse, type Clock, type Random } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { Blobs } from '../../store/blobs.ts'
import type { RightsBoard } from '../../rights-board.ts'
import type { Store } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { tellInvited } from './add-workspace.ts'
import { changeRole, removeOrganisation } from './change-organisations.ts'
import { newContent } from './new-content.ts'
import { showOrigins } from './show-origins.ts'
import { readPeople, showWorkspace, showWorkspaces } from './show-workspaces.ts'
import { checkOrganisations, startWorkspace } from './start-workspace.ts'
import { readMembership } from './workspace-rights.ts'
import { workspaceTableHandlers } from './workspace-tables.ts'
import { workspaceVisitHandlers } from './workspace-visits.ts'

/** What the workspaces module works with. */
export interface WorkspaceDeps {
  readonly store: Store
  readonly blobs: Blobs
  readonly now: Clock
  readonly random: Random
  readonly rights: RightsBoard
}

const done = accept({ done: true as const })

function join(deps: WorkspaceDeps, caller: MemberCaller, workspace: string) {
  return deps.store.transaction().execute(async (transaction) => {
    const membership = await readMembership(transaction, caller, workspace)
    if (!membership.ok) return membership
    const at = new Date(deps.now())
    const joined = await transaction
      .updateTable('workspace_organisation')
      .set({ state: 'joined', since: at })
      .where('workspace', '=', workspace)
      .where('organisation', '=', caller.organisation)
      .where('state', '=', 'invited')
      .executeTakeFirst()
    if (joined.numUpdatedRows === 0n) return refuse('workspace.not-invited')
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: 'workspace.joined',
      subject: workspace,
    })
    return done
  })
}

function invite(
  deps: WorkspaceDeps,
  caller: MemberCaller,
  workspace: string,
  organisation: string,
) {
  return deps.store.transaction().execute(async (transaction) => {
    const membership = await readMembership(transaction, caller, workspace)
    if (!membership.ok) return membership
    if (!mayInWorkspace(membership.value.role, 'invite-organisation'))
      return refuse('workspace.owner-only')
    const known = await checkOrganisations(transaction, [organisation])
    if (!known.ok) return known
    const at = new Date(deps.now())
    const added = await transaction
      .insertInto('workspace_organisation')
      .values({ workspace, organisation, role: 'editor', state: 'invited', since: at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows === 0n) return refuse('workspace.already-in')
    const { title } = membership.value
    await tellInvited(
      transaction,
      { actor: caller, random: deps.random },
      { workspace, title, organisation, at },
    )
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: 'workspace.organisation-invited',
      subject: workspace,
      details: { organisation },
    })
    return done
  })
}

/** Lists, starts, shows, joins and opens workspaces to other organisations. */
export function workspaceHandlers(deps: WorkspaceDeps): Handlers<typeof workspaceRoutes> {
  return {
    ...workspaceTableHandlers(deps),
    ...workspaceVisitHandlers(deps),
    listWorkspaces: async (caller) => accept(await showWorkspaces(deps.store, caller.organisation)),
    startWorkspace: async (caller, { body }) => {
      const content = newContent(body.title, deps.random)
      const started = await deps.store
        .transaction()
        .execute((transaction) => startWorkspace(transaction, deps, caller, { ...body, content }))
      return started.ok ? showWorkspace(deps.store, caller, started.value) : started
    },
    readWorkspace: async (caller, { params }) => {
      const entry = await showWorkspace(deps.store, caller, params.workspace)
      if (!entry.ok) return entry
      return accept({
        ...entry.value,
        people: await readPeople(deps.store, params.workspace),
        origins: await showOrigins(deps.store, caller, params.workspace),
      })
    },
    joinWorkspace: (caller, { params }) => join(deps, caller, params.workspace),
    inviteToWorkspace: (caller, { params, body }) =>
      invite(deps, caller, params.workspace, body.organisation),
    changeWorkspaceRole: (caller, { params, body }) => changeRole(deps, caller, params, body.role),
    removeFromWorkspace: (caller, { params }) => removeOrganisation(deps, caller, params),
  }
}
