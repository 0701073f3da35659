import { refuse, type Failure } from '@weft/kernel'
import type { IncomingHttpHeaders } from 'node:http'

/** How people reach the space: by a fixed origin, only from this machine, or under any name. */
export interface Reach {
  /** From WEFT_ORIGIN, or null. */
  readonly origin: string | null
  readonly loopbackOnly: boolean
}

const wellFormed = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::\d{1,5})?$/i
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d{1,5})?$/i

/** The host this request may be answered under, or null: a foreign name is how a rebound DNS entry looks. */
export function allowedHost(headers: IncomingHttpHeaders, reach: Reach): string | null {
  const host = headers.host?.toLowerCase() ?? ''
  if (!wellFormed.test(host)) return null
  if (reach.origin !== null && host === new URL(reach.origin).host) return host
  if (reach.loopbackOnly || reach.origin !== null) return loopback.test(host) ? host : null
  return host
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

/** Refuses a change that a page of another origin asked the browser to send. */
export function checkSameOrigin(
  method: string,
  headers: IncomingHttpHeaders,
  host: string,
): Failure | null {
  if (safeMethods.has(method)) return null
  const site = headers['sec-fetch-site']
  const same =
    headers.origin === undefined
      ? site === 'same-origin'
      : hostOf(headers.origin) === host && (site === undefined || site === 'same-origin')
  return same ? null : refuse('request.cross-origin').failure
}
