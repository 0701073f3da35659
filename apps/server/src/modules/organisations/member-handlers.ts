import { mayInOrganisation, type OrganisationAction } from '@weft/access-rules'
import type { organisationRoutes } from '@weft/api-contract'
import { accept, refuse, type Failure, type Outcome } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import type { OrganisationDeps } from './organisation-handlers.ts'

type Routes = Pick<
  typeof organisationRoutes,
  'changeMember' | 'removeMember' | 'withdrawInvitation'
>

interface MemberKey {
  readonly organisation: string
  readonly person: string
}

const done = accept({ done: true as const })

function refusalOf(
  caller: MemberCaller,
  organisation: string,
  action: OrganisationAction,
): Failure | null {
  if (caller.organisation !== organisation) return refuse('organisation.not-yours').failure
  if (mayInOrganisation(caller.role, action)) return null
  return refuse('organisation.admin-only').failure
}

/** The person's role, with all memberships held still, so that two admins cannot remove each other at once. */
async function findMember(
  transaction: Transaction,
  { organisation, person }: MemberKey,
): Promise<Outcome<{ role: string; lastAdmin: boolean }>> {
  const rows = await transaction
    .selectFrom('membership')
    .select(['userId', 'role'])
    .where('organizationId', '=', organisation)
    .orderBy('id')
    .forUpdate()
    .execute()
  const member = rows.find(({ userId }) => userId === person)
  if (!member) return refuse('organisation.no-member')
  const others = rows.some(({ userId, role }) => userId !== person && role !== 'member')
  return accept({ role: member.role, lastAdmin: member.role !== 'member' && !others })
}

async function changeMember(
  { store, now, rights }: OrganisationDeps,
  caller: MemberCaller,
  key: MemberKey,
  role: 'admin' | 'member' | null,
): Promise<Outcome<{ done: true }>> {
  const failure = refusalOf(caller, key.organisation, 'change-member')
  if (failure) return { ok: false, failure }
  const changed = await store.transaction().execute(async (transaction) => {
    const member = await findMember(transaction, key)
    if (!member.ok) return member
    if (member.value.role === role) return done
    if (member.value.lastAdmin) return refuse('organisation.last-admin')
    await writeRole(transaction, key, role)
    await appendEvent(transaction, {
      at: new Date(now()),
      actor: caller,
      event: role === null ? 'member.removed' : 'member.role-changed',
      subject: key.organisation,
      details: role === null ? { person: key.person } : { person: key.person, role },
    })
    return done
  })
  if (changed.ok) rights.tell(key)
  return changed
}

async function writeRole(
  transaction: Transaction,
  { organisation, person }: MemberKey,
  role: 'admin' | 'member' | null,
): Promise<void> {
  const isTheirs = { organizationId: organisation, userId: person }
  await (
    role === null
      ? transaction.deleteFrom('membership').where((eb) => eb.and(isTheirs))
      : transaction
          .updateTable('membership')
          .set({ role })
          .where((eb) => eb.and(isTheirs))
  ).execute()
}

function withdrawInvitation(
  { store, now }: OrganisationDeps,
  caller: MemberCaller,
  { organisation, invitation }: { readonly organisation: string; readonly invitation: string },
): Promise<Outcome<{ done: true }>> {
  return store.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('invitation')
      .select(['email', 'status'])
      .where('id', '=', invitation)
      .where('organizationId', '=', organisation)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse('invitation.not-found')
    if (row.status !== 'pending') return refuse('invitation.over')
    await transaction
      .updateTable('invitation')
      .set({ status: 'cancelled' })
      .where('id', '=', invitation)
      .execute()
    await appendEvent(transaction, {
      at: new Date(now()),
      actor: caller,
      event: 'invitation.withdrawn',
      subject: organisation,
      details: { email: row.email },
    })
    return done
  })
}

/** Changes and removes people of an organisation and withdraws invitations into it; only its own admins may. */
export function memberHandlers(deps: OrganisationDeps): Handlers<Routes> {
  return {
    changeMember: (caller, { params, body }) => changeMember(deps, caller, params, body.role),
    removeMember: (caller, { params }) => changeMember(deps, caller, params, null),
    withdrawInvitation: async (caller, { params }) => {
      const failure = refusalOf(caller, params.organisation, 'withdraw-invitation')
      return failure ? { ok: false, failure } : withdrawInvitation(deps, caller, params)
    },
  }
}
