import { newId, type Random } from '@weft/kernel'
import { betterAuth } from 'better-auth'
import { organization } from 'better-auth/plugins/organization'
import type { Store } from '../../store/store.ts'
import { demoSignIn } from './demo-sign-in.ts'

/** What sessions and passwords need to know of the space. */
export interface AuthSettings {
  readonly store: Store
  readonly secret: string
  /** The address people use; cookies are Secure when it begins with https. */
  readonly origin: string
  readonly random: Random
}

/** The settings of better-auth: our table names, our identifiers, httpOnly cookies, no messages home. */
export function authOptions({ store, secret, origin, random }: AuthSettings) {
  return {
    appName: 'Weft',
    baseURL: origin,
    secret,
    database: { db: store, type: 'postgres' as const },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: { modelName: 'person' },
    session: { modelName: 'session', expiresIn: 60 * 60 * 24 * 14 },
    account: { modelName: 'credential' },
    verification: { modelName: 'verification' },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    plugins: [
      organization({
        allowUserToCreateOrganization: false,
        schema: {
          organization: { modelName: 'organisation' },
          member: { modelName: 'membership' },
          invitation: { modelName: 'invitation' },
        },
      }),
      demoSignIn(),
    ],
    advanced: {
      cookiePrefix: 'weft',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' as const, path: '/' },
      database: {
        generateId: ({ model }: { model: string }) =>
          newId(model === 'user' || model === 'person' ? 'pe' : 'ev', random),
      },
    },
  }
}

/** Opens sessions and passwords on the store. */
export function openAuth(settings: AuthSettings) {
  return betterAuth(authOptions(settings))
}

/** Sessions and passwords; its own HTTP routes are not mounted. */
export type Auth = ReturnType<typeof openAuth>
