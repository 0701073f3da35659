import type { accountRoutes, BodyOf } from '@weft/api-contract'
import { accept, newId, refuse, type Outcome } from '@weft/kernel'
import type { AnswerOf, Handlers } from '../../http/handler.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import type { InvitationRow } from '../../store/tables/account-tables.ts'
import { appendEvent } from '../audit/index.ts'
import { addMembership, addPerson } from './add-rows.ts'
import type { Caller } from './caller.ts'
import type { AccountDeps } from './open-accounts.ts'
import { readOrganisationRefs, unknownOrganisation } from './read-refs.ts'

type Invitation = AnswerOf<typeof accountRoutes.readInvitation>
type Acceptance = BodyOf<typeof accountRoutes.acceptInvitation>
type Routes = Pick<typeof accountRoutes, 'readInvitation' | 'acceptInvitation'>

function stateOf(row: InvitationRow, nowMs: number): Invitation['state'] {
  if (row.status === 'accepted') return 'accepted'
  if (row.status !== 'pending') return 'cancelled'
  return row.expiresAt.getTime() < nowMs ? 'expired' : 'pending'
}

/** Shows invitations with their organisations. */
export async function showInvitations(
  reader: Reader,
  rows: readonly InvitationRow[],
  nowMs: number,
): Promise<Invitation[]> {
  const refs = await readOrganisationRefs(
    reader,
    rows.map((row) => row.organizationId),
  )
  return rows.map((row) => ({
    id: row.id,
    organisation: refs.get(row.organizationId) ?? unknownOrganisation(row.organizationId),
    email: row.email,
    role: row.role === 'admin' ? 'admin' : 'member',
    state: stateOf(row, nowMs),
    expiresAt: row.expiresAt.toISOString(),
  }))
}

async function findInvitee(
  deps: AccountDeps,
  transaction: Transaction,
  caller: Caller,
  invitation: InvitationRow,
  body: Acceptance,
): Promise<Outcome<{ person: string; isNew: boolean }>> {
  const known = await transaction
    .selectFrom('person')
    .select(['id', 'email'])
    .where((eb) => eb.or([eb('email', '=', invitation.email), eb('id', '=', caller.person ?? '')]))
    .execute()
  const invited = known.find(({ email }) => email === invitation.email)
  if (caller.person !== null) {
    if (invited?.id === caller.person) return accept({ person: caller.person, isNew: false })
    return refuse('invitation.other-person', { email: invitation.email })
  }
  if (invited) return refuse('account.exists', { email: invitation.email })
  if (!body) return refuse('invitation.name-needed')
  const person = newId('pe', deps.random)
  await addPerson(transaction, deps.random, {
    id: person,
    name: body.name,
    email: invitation.email,
    password: body.password,
    operator: false,
    at: new Date(deps.now()),
  })
  return accept({ person, isNew: true })
}

async function acceptIn(
  deps: AccountDeps,
  transaction: Transaction,
  caller: Caller,
  id: string,
  body: Acceptance,
): Promise<Outcome<{ email: string; isNew: boolean }>> {
  const at = new Date(deps.now())
  const row = await transaction
    .selectFrom('invitation')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('invitation.not-found')
  if (stateOf(row, deps.now()) !== 'pending') return refuse('invitation.over')
  const invitee = await findInvitee(deps, transaction, caller, row, body)
  if (!invitee.ok) return invitee
  const { person, isNew } = invitee.value
  const organisation = row.organizationId
  const already = await transaction
    .selectFrom('membership')
    .select('id')
    .where('userId', '=', person)
    .where('organizationId', '=', organisation)
    .executeTakeFirst()
  if (!already) {
    const role = row.role === 'admin' ? 'admin' : 'member'
    await addMembership(transaction, deps.random, { person, organisation, role, at })
  }
  await transaction
    .updateTable('invitation')
    .set({ status: 'accepted' })
    .where('id', '=', id)
    .execute()
  await appendEvent(transaction, {
    at,
    actor: { person, organisation },
    event: 'invitation.accepted',
    subject: organisation,
    details: { person },
  })
  return accept({ email: row.email, isNew })
}

/** Shows and accepts invitations; the secret identifier in the link is the key to them. */
export function invitationHandlers(
  deps: AccountDeps,
  signIn: (email: string, password: string) => Promise<Outcome<Headers>>,
): Handlers<Routes> {
  return {
    readInvitation: async (_caller, { params }) => {
      const row = await deps.store
        .selectFrom('invitation')
        .selectAll()
        .where('id', '=', params.invitation)
        .executeTakeFirst()
      if (!row) return refuse('invitation.not-found')
      const [shown] = await showInvitations(deps.store, [row], deps.now())
      return shown ? accept(shown) : refuse('invitation.not-found')
    },
    acceptInvitation: async (caller, { params, body }, exchange) => {
      const accepted = await deps.store
        .transaction()
        .execute((transaction) => acceptIn(deps, transaction, caller, params.invitation, body))
      if (!accepted.ok) return accepted
      if (accepted.value.isNew && body) {
        const signedIn = await signIn(accepted.value.email, body.password)
        if (!signedIn.ok) return signedIn
        exchange.setCookies(signedIn.value)
      }
      return accept({ done: true as const })
    },
  }
}
