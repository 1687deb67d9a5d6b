import { afterAll, beforeEach, expect, test } from 'vitest'

import { sign, type Claims } from '../../sandbox/faults/forgeries.ts'
import type { Reply } from '../../sandbox/faults/reply.ts'
import { timeoutFor, unusableAnswers } from './faults.ts'
import { paths, startOp } from './op.ts'
import { createRp, exchange, failedCheck, refresh, unavailable, validate } from './rp.ts'
import { createRsaKey } from './signing.ts'

const op = await startOp()
const second = await createRsaKey('second')
const third = await createRsaKey('third')

const withSecond = { issue: (claims: Claims) => sign(claims, second) }
const withThird = { issue: (claims: Claims) => sign(claims, third) }
const anonymous = { issue: (claims: Claims) => sign(claims, op.key, { kid: undefined }) }

beforeEach(() => op.restore())
afterAll(() => op.close())

const fetches = () => op.received(paths.keys).length

// oidcc-client-test-kid-absent-single-jwks
test('an ID token without kid is checked with the only key there is', async () => {
  expect(await validate(op, anonymous)).toMatchObject({ kind: 'validated' })
})

// oidcc-client-test-kid-absent-multiple-jwks: either is right, and we do not guess
test('an ID token without kid is refused where there are several keys', async () => {
  op.publish(op.key, second)
  expect(failedCheck(await validate(op, anonymous))).toBe('OAUTH_KEY_SELECTION_FAILED')
})

test.each([
  ['for encryption', { use: 'enc' }],
  ['for another algorithm', { alg: 'PS256' }],
  ['that may not verify', { key_ops: ['encrypt'] }],
])('a published key %s verifies nothing', async (_, changes) => {
  op.alter(paths.keys, { body: JSON.stringify({ keys: [{ ...op.key.jwk, ...changes }] }) })
  expect(failedCheck(await validate(op))).toBe('OAUTH_KEY_SELECTION_FAILED')
})

test('a published key of 1024 bits verifies nothing', async () => {
  const weak = await createRsaKey('weak', 1024)
  op.publish(weak)
  const body = async (claims: Claims) => sign(claims, op.key, { kid: 'weak' })
  expect(failedCheck(await validate(op, { issue: body }))).toBe('OAUTH_UNSUPPORTED_OPERATION')
})

test('the keys are fetched once for any number of logins', async () => {
  const rp = createRp(op)
  await Promise.all(Array.from({ length: 10 }, async () => validate(op, {}, rp)))
  expect(await exchange(op, {}, rp)).toMatchObject({ kind: 'granted' })
  expect(fetches()).toBe(1)
})

test('a wrong signature is no reason to fetch keys again', async () => {
  const rp = createRp(op)
  const forged = async (claims: Claims) => sign(claims, { ...second, kid: op.key.kid })
  expect(failedCheck(await validate(op, { issue: forged }, rp))).toBe('OAUTH_INVALID_RESPONSE')
  expect(failedCheck(await validate(op, { issue: forged }, rp))).toBe('OAUTH_INVALID_RESPONSE')
  expect(fetches()).toBe(1)
})

// oidcc-client-test-signing-key-rotation
test('keys that changed right after a login are fetched once more for the next one', async () => {
  const rp = createRp(op)
  await validate(op, {}, rp)
  op.publish(second)
  expect(await validate(op, withSecond, rp)).toMatchObject({ kind: 'validated' })
  expect(await validate(op, withSecond, rp)).toMatchObject({ kind: 'validated' })
  expect(fetches()).toBe(2)
})

test('logins at the same time after a change of keys share one fetch, and all succeed', async () => {
  const rp = createRp(op)
  await validate(op, {}, rp)
  op.publish(second)
  // One token for all, so that they are checked in the same instant.
  let token: Promise<string> | undefined
  const issue = (claims: Claims) => (token ??= sign(claims, second))
  const logins = Array.from({ length: 5 }, async () => validate(op, { issue }, rp))
  const outcomes = await Promise.all(logins)
  expect(outcomes.map(({ kind }) => kind)).toEqual(logins.map(() => 'validated'))
  expect(fetches()).toBe(2)
})

// oidcc-client-test-signing-key-rotation-just-before-signing
test('keys may change between the two ID tokens of a login', async () => {
  const rp = createRp(op)
  await validate(op, {}, rp)
  const issue = async (claims: Claims) => {
    op.publish(second)
    return sign(claims, second)
  }
  expect(await exchange(op, { issue }, rp)).toMatchObject({ kind: 'granted' })
})

test('keys may change between a login and a refresh', async () => {
  const rp = createRp(op)
  await exchange(op, {}, rp)
  op.publish(second)
  expect(await refresh(op, withSecond, rp)).toMatchObject({ kind: 'refreshed' })
})

test('however many unknown kids come, keys are fetched again once in 5 s', async () => {
  const rp = createRp(op)
  await validate(op, {}, rp)
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const outcome = await validate(op, withSecond, rp)
    expect(failedCheck(outcome)).toBe('OAUTH_KEY_SELECTION_FAILED')
  }
  expect(fetches()).toBe(2)
  expect(await validate(op, {}, rp)).toMatchObject({ kind: 'validated' })

  op.publish(second)
  rp.advance(5)
  expect(await validate(op, withSecond, rp)).toMatchObject({ kind: 'validated' })
  expect(fetches()).toBe(3)

  op.publish(third)
  expect(failedCheck(await validate(op, withThird, rp))).toBe('OAUTH_KEY_SELECTION_FAILED')
  expect(fetches()).toBe(3)
})

const keyDocument = JSON.stringify({ keys: [op.key.jwk] })

const unusableKeys: readonly (readonly [string, (body: string) => Reply])[] = [
  ...unusableAnswers,
  ['a document without keys', () => ({ body: '{}' })],
  ['an error in a document', () => ({ body: '{"error":"server_error"}' })],
  ['keys that are none', () => ({ body: '{"keys":["key"]}' })],
]

test.each(unusableKeys)('%s for keys lets a login wait, and keeps a refresh', async (_, reply) => {
  const bent = reply(keyDocument)
  const rp = createRp(op, { providerTimeoutSeconds: timeoutFor(bent) })
  op.alter(paths.keys, bent)
  const [login, kept] = await Promise.allSettled([validate(op, {}, rp), refresh(op, {}, rp)])
  expect(login).toMatchObject({ status: 'rejected', reason: unavailable })
  expect(kept).toMatchObject({ value: { kind: 'unverified', cause: unavailable } })

  op.publish(op.key)
  expect(await validate(op, {}, rp)).toMatchObject({ kind: 'validated' })
  expect(await refresh(op, {}, rp)).toMatchObject({ kind: 'refreshed' })
})

test('keys that are away after the code was spent are no reason to use the tokens', async () => {
  const rp = createRp(op)
  await validate(op, {}, rp)
  const issue = async (claims: Claims) => {
    op.alter(paths.keys, { status: 503 })
    return sign(claims, second)
  }
  await expect(exchange(op, { issue }, rp)).rejects.toMatchObject(unavailable)
})

test('a broken key is no verdict on the token it should check', async () => {
  const { n: _, ...broken } = op.key.jwk
  op.alter(paths.keys, { body: JSON.stringify({ keys: [broken] }) })
  await expect(validate(op)).rejects.toMatchObject(unavailable)
})
