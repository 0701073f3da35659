import { expect, test } from 'vitest'
import { invitationAddress, looksLikeEmail } from './invitation-address.ts'

test('An invitation opens below the origin of the space', () => {
  expect(invitationAddress('https://weft.example', { id: 'in_0a1b' })).toBe(
    'https://weft.example/invitations/in_0a1b',
  )
})

test.each([
  ['li@lake.example', true],
  [' li@lake.example ', true],
  ['li@lake', false],
  ['li', false],
  ['li @lake.example', false],
])('Whether “%s” looks like an e-mail address: %s', (text, looks) => {
  expect(looksLikeEmail(text)).toBe(looks)
})
