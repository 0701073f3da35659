import { encodeUtf8 } from 'lib0/string'
import { expect, test } from 'vitest'
import { closeName, closeReasons, mayReconnect } from './close-codes.ts'

test('[SYNC-4] every close reason has a code of its own and both languages', () => {
  const reasons = Object.values(closeReasons)
  expect(new Set(reasons.map((reason) => reason.code)).size).toBe(reasons.length)
  for (const { code, en, zh } of reasons) {
    expect(code >= 4400 && code < 4600).toBe(true)
    expect(en.length > 0 && zh.length > 0).toBe(true)
    // A close frame carries at most 123 bytes of reason.
    expect(encodeUtf8(en).length).toBeLessThan(124)
  }
})

test('[SYNC-4] a client stops at final reasons and comes back after the others', () => {
  expect(mayReconnect(closeReasons['rights-withdrawn'].code)).toBe(false)
  expect(mayReconnect(closeReasons['store-failed'].code)).toBe(true)
  expect(mayReconnect(1006)).toBe(true)
})

test('[SYNC-4] a code is named only when it is one of ours', () => {
  expect(closeName(4403)).toBe('rights-withdrawn')
  expect(closeName(1006)).toBeNull()
})
