import proxyAddr from '@fastify/proxy-addr'
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/** Where a request comes from, as limits count it. */
export type AddressOf = (request: IncomingMessage) => string

/** One customer of a network has a whole block of these addresses. */
function networkOf(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  const whole = [...groups, ...(tail === undefined ? [] : zeros), ...rest]
  return `${whole.slice(0, 4).join(':')}::/64`
}

/** Whether this names proxies: addresses, networks in CIDR form, or `loopback`. */
export function areProxies(proxies: readonly string[]): boolean {
  try {
    proxyAddr.compile([...proxies])
    return true
  } catch {
    return false
  }
}

/**
 * Opens the reading of addresses: the other end of the socket, or what a trusted proxy says of it. Nobody else
 * is believed.
 */
export function openAddressOf(proxies: readonly string[]): AddressOf {
  const isTrusted = proxyAddr.compile([...proxies])
  return (request) => networkOf(proxyAddr(request, isTrusted))
}
