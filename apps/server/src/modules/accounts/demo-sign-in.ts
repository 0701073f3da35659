import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

/** Signs in a person without a password; only a demo space has this endpoint, and it is never reachable by itself. */
export function demoSignIn() {
  return {
    id: 'demo-sign-in',
    endpoints: {
      signInWithoutPassword: createAuthEndpoint(
        '/demo-sign-in',
        { method: 'POST', body: z.object({ person: z.string() }) },
        async (context) => {
          const adapter = context.context.internalAdapter
          const user = await adapter.findUserById(context.body.person)
          if (!user) throw new APIError('NOT_FOUND')
          const session = await adapter.createSession(user.id)
          await setSessionCookie(context, { session, user })
          return context.json({ done: true })
        },
      ),
    },
  } satisfies BetterAuthPlugin
}
