import type { Store } from '../../store/store.ts'
import { visitor, type Caller } from './caller.ts'
import type { Auth } from './open-auth.ts'

/** Reads who is calling from the session cookie; rights are read anew each time, so taking them away works at once. */
export function readCallerWith(auth: Auth, store: Store) {
  return async (headers: Headers): Promise<Caller> => {
    if (!headers.get('cookie')?.includes('weft')) return visitor
    const session = await auth.api.getSession({ headers })
    if (!session) return visitor
    const [person, memberships] = await Promise.all([
      store
        .selectFrom('person')
        .select(['id', 'operator'])
        .where('id', '=', session.user.id)
        .executeTakeFirst(),
      store
        .selectFrom('membership')
        .innerJoin('organisation', 'organisation.id', 'membership.organizationId')
        .select(['membership.organizationId', 'membership.role'])
        .where('membership.userId', '=', session.user.id)
        .where('organisation.standing', '=', 'admitted')
        .orderBy('membership.createdAt')
        .orderBy('membership.id')
        .execute(),
    ])
    if (!person) return visitor
    const { activeOrganizationId: chosen } = session.session as {
      activeOrganizationId?: string | null
    }
    const acting =
      memberships.find(({ organizationId }) => organizationId === chosen) ?? memberships[0]
    return {
      person: person.id,
      organisation: acting?.organizationId ?? null,
      role: acting ? (acting.role === 'member' ? 'member' : 'admin') : null,
      operator: person.operator,
      sessionEndsAt: session.session.expiresAt.getTime(),
    }
  }
}
