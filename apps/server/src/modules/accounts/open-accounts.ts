import type { accountRoutes } from '@weft/api-contract'
import type { Clock, Random } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { RightsBoard } from '../../rights-board.ts'
import type { Store } from '../../store/store.ts'
import type { Caller } from './caller.ts'
import { inboxHandlers } from './inbox-handlers.ts'
import { invitationHandlers } from './invitation-handlers.ts'
import { openAuth } from './open-auth.ts'
import { readCallerWith } from './read-caller.ts'
import { passwordSignIn, sessionHandlers } from './session-handlers.ts'

/** What the accounts module works with. */
export interface AccountDeps {
  readonly store: Store
  readonly now: Clock
  readonly random: Random
  readonly secret: string
  readonly origin: string
  readonly rights: RightsBoard
}

/** People, sessions, invitations and inboxes. */
export interface Accounts {
  /** Who is calling, from the headers of a request; also for sockets. */
  readCaller(headers: Headers): Promise<Caller>
  readonly handlers: Handlers<typeof accountRoutes>
}

/** Opens people, sessions, invitations and inboxes on the store. */
export function openAccounts(deps: AccountDeps): Accounts {
  const { store } = deps
  const auth = openAuth(deps)

  const signIn = passwordSignIn(auth)
  return {
    readCaller: readCallerWith(auth, store),
    handlers: {
      ...inboxHandlers(deps),
      ...sessionHandlers(deps, auth, signIn),
      ...invitationHandlers(deps, signIn),
    },
  }
}
