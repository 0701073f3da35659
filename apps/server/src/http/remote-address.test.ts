import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { areProxies, openAddressOf } from './remote-address.ts'

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage
}

test('[SYNC-71] nobody is believed about where a request comes from unless a setting says so', () => {
  const plain = openAddressOf([])
  expect(plain(request('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7')
  expect(plain(request('127.0.0.1', '198.51.100.1'))).toBe('127.0.0.1')
  const behind = openAddressOf(['127.0.0.1', '10.0.0.0/8'])
  expect(behind(request('127.0.0.1', '198.51.100.1'))).toBe('198.51.100.1')
  expect(behind(request('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7')
  // What the sender itself put before the proxy's own word is not believed.
  expect(behind(request('10.1.2.3', '1.1.1.1, 198.51.100.1'))).toBe('198.51.100.1')
})

test('[SYNC-71] an address of a newer kind stands for its whole network, and a mapped one for itself', () => {
  const of = openAddressOf([])
  expect(of(request('::ffff:203.0.113.7'))).toBe('203.0.113.7')
  expect(of(request('2001:db8:1:2:aaaa::1'))).toBe('2001:db8:1:2::/64')
  expect(of(request('2001:db8:1:2::ffff'))).toBe('2001:db8:1:2::/64')
  expect(of(request('2001:db8::1'))).toBe('2001:db8:0:0::/64')
})

test('[SYNC-71] only addresses, networks and known names can be trusted', () => {
  expect(areProxies(['loopback', '10.0.0.0/8', '::1'])).toBe(true)
  expect(areProxies(['everybody'])).toBe(false)
  expect(areProxies(['10.0.0.0/99'])).toBe(false)
})
