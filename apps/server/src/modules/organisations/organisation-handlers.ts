import type { organisationRoutes } from '@weft/api-contract'
import { mayInOrganisation, type OrganisationRole } from '@weft/access-rules'
import { accept, newId, refuse, type Clock, type Random } from '@weft/kernel'
import { randomBytes } from 'node:crypto'
import type { Handlers } from '../../http/handler.ts'
import type { RightsBoard } from '../../rights-board.ts'
import type { Store, Transaction } from '../../store/store.ts'
import { addOrganisation, showInvitations, type Caller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { changeStanding } from './change-standing.ts'
import { memberHandlers } from './member-handlers.ts'
import { newHue } from './new-hue.ts'
import { listOrganisations, readMembers } from './read-organisations.ts'

/** What the organisations module works with. */
export interface OrganisationDeps {
  readonly store: Store
  readonly now: Clock
  readonly random: Random
  readonly rights: RightsBoard
}

const invitationDays = 14
const dayMs = 24 * 60 * 60 * 1000

async function invite(
  deps: OrganisationDeps,
  transaction: Transaction,
  inviter: Caller,
  wanted: { organisation: string; email: string; role: OrganisationRole },
) {
  const at = new Date(deps.now())
  const row = {
    // The link is the key, so its randomness must not be guessable.
    id: `in_${randomBytes(20).toString('hex')}`,
    organizationId: wanted.organisation,
    email: wanted.email.toLowerCase(),
    role: wanted.role,
    status: 'pending',
    expiresAt: new Date(at.getTime() + invitationDays * dayMs),
    createdAt: at,
    inviterId: inviter.person ?? '',
  }
  await transaction.insertInto('invitation').values(row).execute()
  await appendEvent(transaction, {
    at,
    actor: inviter,
    event: 'invitation.made',
    subject: wanted.organisation,
    details: { email: row.email, role: row.role },
  })
  const [shown] = await showInvitations(transaction, [row], deps.now())
  return shown ? accept(shown) : refuse('invitation.not-found')
}

async function listInvitations(deps: OrganisationDeps, organisation: string) {
  const rows = await deps.store
    .selectFrom('invitation')
    .selectAll()
    .where('organizationId', '=', organisation)
    .orderBy('createdAt', 'desc')
    .limit(200)
    .execute()
  return showInvitations(deps.store, rows, deps.now())
}

/** Lists and shows organisations, admits new ones and invites people. */
export function organisationHandlers(deps: OrganisationDeps): Handlers<typeof organisationRoutes> {
  const { store } = deps
  return {
    ...memberHandlers(deps),
    changeStanding: (caller, { params, body }) =>
      changeStanding(deps, caller, params.organisation, body.standing),
    listOrganisations: async () => accept(await listOrganisations(store)),
    readOrganisation: async (caller, { params }) => {
      const all = await listOrganisations(store)
      const found = all.find(({ id }) => id === params.organisation)
      if (!found) return refuse('organisation.not-found', { organisation: params.organisation })
      const mine = caller.organisation === found.id
      return accept({
        ...found,
        members: mine ? await readMembers(store, found) : null,
        invitations: mine && caller.role === 'admin' ? await listInvitations(deps, found.id) : null,
      })
    },
    admitOrganisation: (caller, { body }) =>
      store.transaction().execute(async (transaction) => {
        const hues = await transaction.selectFrom('organisation').select('hue').execute()
        const organisation = newId('og', deps.random)
        const at = new Date(deps.now())
        await addOrganisation(transaction, {
          id: organisation,
          names: body.name,
          role: {},
          hue: newHue(hues.map(({ hue }) => hue)),
          at,
        })
        await appendEvent(transaction, {
          at,
          actor: caller,
          event: 'organisation.admitted',
          subject: organisation,
          details: { name: body.name },
        })
        const email = body.adminEmail
        return invite(deps, transaction, caller, { organisation, email, role: 'admin' })
      }),
    invitePerson: (caller, { params, body }) =>
      store.transaction().execute(async (transaction) => {
        if (caller.organisation !== params.organisation) return refuse('organisation.not-yours')
        if (!mayInOrganisation(caller.role, 'invite-person'))
          return refuse('organisation.admin-only')
        const already = await transaction
          .selectFrom('membership')
          .innerJoin('person', 'person.id', 'membership.userId')
          .select('person.id')
          .where('membership.organizationId', '=', params.organisation)
          .where('person.email', '=', body.email.toLowerCase())
          .executeTakeFirst()
        if (already) return refuse('invitation.already-member', { email: body.email })
        return invite(deps, transaction, caller, { ...params, ...body })
      }),
  }
}
