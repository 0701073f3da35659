import { expect, test } from 'vitest'
import { isNewer, parseVersion, proposeVersion } from './versions.ts'

test('[REL-1] versions are compared by number, not by letter', () => {
  expect(isNewer('1.10.0', '1.9.9')).toBe(true)
  expect(isNewer('2.0.0', '1.99.99')).toBe(true)
  expect(isNewer('1.0.0', '1.0.0')).toBe(false)
  expect(isNewer('nonsense', '1.0.0')).toBe(false)
})

test('[REL-1] only three whole numbers without leading zeros are a version', () => {
  expect(parseVersion('1.2.3')).toEqual([1, 2, 3])
  for (const text of ['1.2', '01.2.3', '1.2.3-beta', '1.2.3.4', '']) {
    expect(parseVersion(text)).toBeNull()
  }
})

test('[REL-1] the next version follows from what changed', () => {
  expect(proposeVersion(null, 'looks')).toBe('1.0.0')
  expect(proposeVersion('1.2.3', 'results')).toBe('1.3.0')
  expect(proposeVersion('1.2.3', 'looks')).toBe('1.2.4')
})
