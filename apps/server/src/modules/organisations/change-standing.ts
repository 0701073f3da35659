import type { BodyOf, organisationRoutes } from '@weft/api-contract'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { OperatorCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import type { OrganisationDeps } from './organisation-handlers.ts'

type Standing = BodyOf<typeof organisationRoutes.changeStanding>['standing']

/** Suspends an organisation or readmits it; its people's open sockets are asked about at once. */
export async function changeStanding(
  { store, now, rights }: OrganisationDeps,
  caller: OperatorCaller,
  organisation: string,
  standing: Standing,
): Promise<Outcome<{ done: true }>> {
  if (caller.organisation === organisation) return refuse('organisation.own-standing')
  const changed = await store.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('organisation')
      .select('standing')
      .where('id', '=', organisation)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse('organisation.not-found', { organisation })
    if (row.standing === standing) return accept({ done: true as const })
    await transaction
      .updateTable('organisation')
      .set({ standing })
      .where('id', '=', organisation)
      .execute()
    await appendEvent(transaction, {
      at: new Date(now()),
      actor: caller,
      event: standing === 'suspended' ? 'organisation.suspended' : 'organisation.readmitted',
      subject: organisation,
    })
    return accept({ done: true as const })
  })
  if (changed.ok) rights.tell({ organisation })
  return changed
}
