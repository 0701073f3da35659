import { createRouter, type Router, type RouterHistory } from 'vue-router'
import { routes } from './routes.ts'
import { useSession } from './session/session.store.ts'

/** Opens the router: the session is known before the first page, and private pages lead to sign-in and back. */
export function openRouter(history: RouterHistory): Router {
  const router = createRouter({
    history,
    routes,
    scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    const session = useSession()
    if (!session.me) await session.refresh()
    else if (to.name === 'home' || to.name === 'inbox') void session.refresh() // Never in the way.
    if (session.space?.needsSetUp && to.name !== 'set-up') return { name: 'set-up' }
    if (to.meta.signedIn && session.me && !session.person) {
      return { name: 'sign-in', query: { next: to.fullPath } }
    }
    return true
  })
  return router
}
