import type { accountRoutes } from '@weft/api-contract'
import { accept } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { AccountDeps } from './open-accounts.ts'
import { listDemoPeople, listNotices, readMe } from './read-me.ts'
import { readSpace } from './space.ts'

type Routes = Pick<
  typeof accountRoutes,
  'readMe' | 'listNotices' | 'readNotices' | 'listDemoPeople'
>

/** Tells who is calling, what they should know, and whom a demo visitor may become. */
export function inboxHandlers({ store, now }: AccountDeps): Handlers<Routes> {
  return {
    readMe: (caller) => readMe(store, caller),
    listNotices: (caller) => listNotices(store, caller.person),
    readNotices: async (caller) => {
      await store
        .updateTable('notice')
        .set({ read_at: new Date(now()) })
        .where('person', '=', caller.person)
        .where('read_at', 'is', null)
        .execute()
      return accept({ done: true as const })
    },
    listDemoPeople: async () => {
      const space = await readSpace(store)
      return accept(space.demo ? await listDemoPeople(store) : [])
    },
  }
}
