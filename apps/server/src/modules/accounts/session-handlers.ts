import type { accountRoutes } from '@weft/api-contract'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Handler, Handlers } from '../../http/handler.ts'
import { appendEvent } from '../audit/index.ts'
import type { Auth } from './open-auth.ts'
import type { AccountDeps } from './open-accounts.ts'
import { setUpSpace } from './set-up-space.ts'
import { readSpace } from './space.ts'

type Routes = Pick<
  typeof accountRoutes,
  'signIn' | 'signOut' | 'signInAsDemoPerson' | 'switchOrganisation' | 'setUpSpace'
>

/** Signs in with e-mail and password; gives the cookies to set. */
export type PasswordSignIn = (email: string, password: string) => Promise<Outcome<Headers>>

const done = accept({ done: true as const })

/** Sign-in by better-auth, whose refusals become ours. */
export function passwordSignIn(auth: Auth): PasswordSignIn {
  return async (email, password) => {
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
}

function demoSignInHandler(
  { store }: AccountDeps,
  auth: Auth,
): Handler<typeof accountRoutes.signInAsDemoPerson> {
  return async (_caller, { body }, exchange) => {
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
  }
}

function switchHandler(
  { store, now, rights }: AccountDeps,
  auth: Auth,
): Handler<typeof accountRoutes.switchOrganisation> {
  return async (caller, { body }, exchange) => {
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
    rights.tell({ person: caller.person })
    return done
  }
}

/** Begins, changes and ends sessions. */
export function sessionHandlers(
  deps: AccountDeps,
  auth: Auth,
  signIn: PasswordSignIn,
): Handlers<Routes> {
  return {
    signIn: async (_caller, { body }, exchange) => {
      const signedIn = await signIn(body.email, body.password)
      if (!signedIn.ok) return signedIn
      exchange.setCookies(signedIn.value)
      return done
    },
    signOut: async (caller, _input, exchange) => {
      const { headers } = await auth.api.signOut({
        headers: exchange.headers,
        returnHeaders: true,
      })
      exchange.setCookies(headers)
      deps.rights.tell({ person: caller.person })
      return done
    },
    signInAsDemoPerson: demoSignInHandler(deps, auth),
    switchOrganisation: switchHandler(deps, auth),
    setUpSpace: async (_caller, { body }, exchange) => {
      const made = await setUpSpace(deps, body)
      if (!made.ok) return made
      const signedIn = await signIn(body.email, body.password)
      if (!signedIn.ok) return signedIn
      exchange.setCookies(signedIn.value)
      return done
    },
  }
}
