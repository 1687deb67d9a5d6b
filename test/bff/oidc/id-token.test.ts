import { expect, test } from 'vitest'

import { checkIdTokenClaims } from '../../../bff/oidc/id-token.ts'
import { clientId, start, subject } from './rp.ts'

const claims = { sub: subject, aud: clientId, iat: start }

// The library checks these before us, so no provider can show that we do not rely on it.
test.each([
  ['without subject', { ...claims, sub: undefined }, 'sub'],
  ['with a list for a subject', { ...claims, sub: [subject] }, 'sub'],
  ['without audience', { ...claims, aud: undefined }, 'aud'],
  ['without time of issue', { ...claims, iat: undefined }, 'iat'],
  ['with text for a time of issue', { ...claims, iat: String(start) }, 'iat'],
])('claims %s are refused, whoever let them through', (_, broken, check) => {
  const checking = () => checkIdTokenClaims(broken, { clientId, now: start })
  expect(checking).toThrow(expect.objectContaining({ name: 'Refused', check }))
})

test('no claims at all are refused', () => {
  expect(() => checkIdTokenClaims(undefined, { clientId, now: start })).toThrow(
    expect.objectContaining({ name: 'Refused', check: 'no claims' }),
  )
})
