import { accept, type Clock } from '@weft/kernel'
import type { FastifyInstance } from 'fastify'
import { openHintHub, type HintHub } from './hints/index.ts'
import { webHeaders } from './http/register-routes.ts'
import type { Reach } from './http/request-origin.ts'
import type { Accounts } from './modules/accounts/index.ts'
import { admitToDocument } from './modules/workspaces/index.ts'
import { isOwnOrigin } from './open-sync.ts'
import type { RightsBoard } from './rights-board.ts'
import type { Store } from './store/store.ts'
import type { TalkBoard } from './talk-board.ts'

/** What hints need of the rest of the server. */
export interface HintDeps {
  readonly store: Store
  readonly accounts: Accounts
  readonly reach: Reach
  readonly rights: RightsBoard
  readonly talk: TalkBoard
  readonly now: Clock
}

/** Opens the hub of hints: whoever may open a workspace's document may hear that its discussion changed. */
export function openHints(http: FastifyInstance, deps: HintDeps): HintHub {
  const { store, accounts, reach, rights, talk, now } = deps
  return openHintHub({
    rights,
    talk,
    now,
    isOwnOrigin: ({ headers }) => isOwnOrigin(headers, reach),
    admit: async (request, workspace) => {
      const caller = await accounts.readCaller(webHeaders(request))
      const admission = await admitToDocument(store, caller, workspace)
      if (!admission.ok) return admission
      const { person, endsAt = Infinity } = admission.value
      return accept({ person: person.id, organisation: person.organisation.id, endsAt })
    },
    onFailure: (message, cause) => http.log.error({ err: cause }, message),
  })
}
