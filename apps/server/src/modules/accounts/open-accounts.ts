import type { accountRoutes } from '@weft/api-contract'
import { accept, refuse, type Clock, type Outcome, type Random } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { Store } from '../../store/store.ts'
import { appendEvent } from '../audit/index.ts'
import type { Caller } from './caller.ts'
import { invitationHandlers } from './invitation-handlers.ts'
import { openAuth } from './open-auth.ts'
import { readCallerWith } from './read-caller.ts'
import { listDemoPeople, listNotices, readMe } from './read-me.ts'
import { setUpSpace } from './set-up-space.ts'
import { readSpace } from './space.ts'

/** What the accounts module works with. */
export interface AccountDeps {
  readonly store: Store
  readonly now: Clock
  readonly random: Random
  readonly secret: string
  readonly origin: string
}

/** People, sessions, invitations and inboxes. */
export interface Accounts {
  /** Who is calling, from the headers of a request; also for sockets. */
  readCaller(headers: Headers): Promise<Caller>
  readonly handlers: Handlers<typeof accountRoutes>
}

const done = accept({ done: true as const })

/** Opens people, sessions, invitations and inboxes on the store. */
export function openAccounts(deps: AccountDeps): Accounts {
  const { store, now } = deps
  const auth = openAuth(deps)

  const signIn = async (email: string, password: string): Promise<Outcome<Headers>> => {
    try {
      const { headers } = await auth.api.signInEmail({
        body: { email, password },
        returnHeaders: true,
      })
      return accept(headers)
    } catch (error) {
      // better-auth throws its refusals; anything else is a fault.
      if (!(error instanceof Error) || error.name !== 'APIError') throw error
      return refuse('account.wrong-credentials')
    }
  }

  return {
    readCaller: readCallerWith(auth, store),
    handlers: {
      readMe: (caller) => readMe(store, caller),
      listNotices: (caller) => listNotices(store, caller.person),
      readNotices: async (caller) => {
        await store
          .updateTable('notice')
          .set({ read_at: new Date(now()) })
          .where('person', '=', caller.person)
          .where('read_at', 'is', null)
          .execute()
        return done
      },
      listDemoPeople: async () => {
        const space = await readSpace(store)
        return accept(space.demo ? await listDemoPeople(store) : [])
      },
      signIn: async (_caller, { body }, exchange) => {
        const signedIn = await signIn(body.email, body.password)
        if (!signedIn.ok) return signedIn
        exchange.setCookies(signedIn.value)
        return done
      },
      signOut: async (_caller, _input, exchange) => {
        const { headers } = await auth.api.signOut({
          headers: exchange.headers,
          returnHeaders: true,
        })
        exchange.setCookies(headers)
        return done
      },
      signInAsDemoPerson: async (_caller, { body }, exchange) => {
        const space = await readSpace(store)
        if (!space.demo) return refuse('account.demo-only')
        const person = await store
          .selectFrom('person')
          .select('id')
          .where('id', '=', body.person)
          .where('demo_role', 'is not', null)
          .executeTakeFirst()
        if (!person) return refuse('account.no-demo-person')
        const { headers } = await auth.api.signInWithoutPassword({
          body: { person: person.id },
          returnHeaders: true,
        })
        exchange.setCookies(headers)
        return done
      },
      switchOrganisation: async (caller, { body }, exchange) => {
        const membership = await store
          .selectFrom('membership')
          .select('id')
          .where('userId', '=', caller.person)
          .where('organizationId', '=', body.organisation)
          .executeTakeFirst()
        if (!membership) return refuse('organisation.not-yours')
        const { headers } = await auth.api.setActiveOrganization({
          body: { organizationId: body.organisation },
          headers: exchange.headers,
          returnHeaders: true,
        })
        exchange.setCookies(headers)
        await store.transaction().execute((transaction) =>
          appendEvent(transaction, {
            at: new Date(now()),
            actor: { person: caller.person, organisation: body.organisation },
            event: 'session.organisation-switched',
            subject: body.organisation,
          }),
        )
        return done
      },
      setUpSpace: async (_caller, { body }, exchange) => {
        const made = await setUpSpace(deps, body)
        if (!made.ok) return made
        const signedIn = await signIn(body.email, body.password)
        if (!signedIn.ok) return signedIn
        exchange.setCookies(signedIn.value)
        return done
      },
      ...invitationHandlers(deps, signIn),
    },
  }
}
