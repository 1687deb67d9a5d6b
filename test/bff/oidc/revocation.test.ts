import { afterAll, beforeEach, expect, test } from 'vitest'

import { revokeRefreshToken } from '../../../bff/oidc/revocation.ts'
import type { Reply } from '../../sandbox/faults/reply.ts'
import { timeoutFor, unusableAnswers } from './faults.ts'
import { startOp } from './op.ts'
import { clientId, clientSecret, createRp } from './rp.ts'

const path = '/merchant/revoke'
const op = await startOp()

beforeEach(() => {
  op.restore()
  op.describe({ revocation_endpoint: `${op.origin}${path}` })
})
afterAll(() => op.close())

/** Revokes at a provider that answers with `reply`, its metadata known. */
async function revoke(reply: Reply) {
  const { provider } = createRp(op, { providerTimeoutSeconds: timeoutFor(reply) })
  await provider.metadata()
  op.alter(path, reply)
  return revokeRefreshToken(provider, 'refresh-1')
}

// RFC 7009 section 2.1
test('a refresh token is revoked with our secret, once', async () => {
  expect(await revoke({})).toBe(true)
  const requests = op.received(path)
  expect(requests).toHaveLength(1)
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
    token: 'refresh-1',
    token_type_hint: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
  })
})

test('nothing is sent where the provider cannot revoke', async () => {
  op.describe({})
  expect(await revoke({})).toBe(false)
  expect(op.received(path)).toEqual([])
})

test('nothing is sent before the provider was reached', async () => {
  expect(await revokeRefreshToken(createRp(op).provider, 'refresh-1')).toBe(false)
  expect(op.received()).toEqual([])
})

// RFC 7009 section 2.2: the body of a 200 means nothing
test('a revocation is a success whatever its body says', async () => {
  expect(await revoke({ headers: { 'content-type': 'text/html' }, body: '<p>Bye' })).toBe(true)
})

const failures = unusableAnswers.filter(([, reply]) => {
  const { status = 200, stop } = reply('')
  return status !== 200 || stop !== undefined
})

test.each(failures)('%s is no revocation', async (_, reply) => {
  await expect(revoke(reply('{}'))).rejects.toThrow(Error)
  expect(op.received(path)).toHaveLength(1)
})
