import { setDefaultCACertificates } from 'node:tls'

import { afterAll, beforeEach, expect, test, vi } from 'vitest'

import { createSelfSigned } from '../../support/self-signed.ts'
import { timeoutFor, unusableAnswers } from './faults.ts'
import { issuer, paths, startOp } from './op.ts'
import { createRp, exchange, unavailable, validate } from './rp.ts'

const certificate = createSelfSigned()
setDefaultCACertificates([certificate.cert])

const op = await startOp()
const secureOp = await startOp({ tls: certificate, key: op.key })

beforeEach(() => {
  op.restore()
  secureOp.restore()
})
afterAll(async () => Promise.all([op.close(), secureOp.close()]))

const fetches = () => op.received(paths.discovery).length

// oidcc-client-test-discovery-openid-config
test('the metadata is what the discovery document says', async () => {
  const { provider } = createRp(op)
  expect(provider.status()).toBe('unknown')
  expect(provider.cachedMetadata()).toBeUndefined()
  expect(await provider.metadata()).toEqual(op.metadata)
  expect(provider.cachedMetadata()).toEqual(op.metadata)
  expect(provider.status()).toBe('ok')
})

test('any number of first calls at the same time cause one request', async () => {
  const { provider } = createRp(op)
  await Promise.all(Array.from({ length: 20 }, async () => provider.metadata()))
  await provider.metadata()
  expect(fetches()).toBe(1)
})

test.each(unusableAnswers)('%s is no discovery document', async (_, reply) => {
  const bent = reply(JSON.stringify(op.metadata))
  const { provider } = createRp(op, { providerTimeoutSeconds: timeoutFor(bent) })
  op.alter(paths.discovery, bent)
  await expect(provider.metadata()).rejects.toMatchObject(unavailable)
  expect(provider.status()).toBe('unknown')
  expect(op.received().map(({ path }) => path)).toEqual([paths.discovery])
})

const elsewhere = 'https://elsewhere.example'

test.each([
  // oidcc-client-test-discovery-issuer-mismatch
  ['of another issuer', { issuer: `${issuer}1` }],
  ['of an issuer in other letters', { issuer: issuer.toUpperCase() }],
  ['without issuer', { issuer: undefined }],
  ['whose issuer is no URL', { issuer: 'login' }],
  ['without authorization endpoint', { authorization_endpoint: undefined }],
  ['without token endpoint', { token_endpoint: undefined }],
  ['without keys', { jwks_uri: undefined }],
  ['with an empty token endpoint', { token_endpoint: '' }],
  ['whose token endpoint is elsewhere', { token_endpoint: `${elsewhere}/token` }],
  ['whose keys are elsewhere', { jwks_uri: `${elsewhere}/jwks` }],
  ['whose revocation endpoint is elsewhere', { revocation_endpoint: `${elsewhere}/revoke` }],
  [
    'whose token endpoint hides in user info',
    { token_endpoint: 'https://login.example@evil.example/token' },
  ],
  ['whose token endpoint is on another port', { token_endpoint: 'https://api.example:444/token' }],
  ['whose token endpoint is relative', { token_endpoint: '/token' }],
  ['whose token endpoint is a number', { token_endpoint: 7 }],
  ['that sends browsers to a script', { authorization_endpoint: 'javascript:alert(1)' }],
  ['that logs out by a script', { end_session_endpoint: 'javascript:alert(1)' }],
])('a discovery document %s is not used', async (_, changes) => {
  const { provider } = createRp(op)
  op.describe(changes)
  await expect(provider.metadata()).rejects.toMatchObject(unavailable)
  expect(provider.cachedMetadata()).toBeUndefined()
})

test.each([
  ['tokens at the issuer', { token_endpoint: `${issuer}/token` }],
  ['tokens at the API', { token_endpoint: 'https://api.example/token' }],
  ['revocation at the API', { revocation_endpoint: 'https://api.example/revoke' }],
  ['keys at the API', { jwks_uri: 'https://api.example/jwks' }],
  ['a portal elsewhere', { authorization_endpoint: `${elsewhere}/authorize` }],
  ['no way to log out', { end_session_endpoint: undefined }],
])('a discovery document may have %s', async (_, changes) => {
  const { provider } = createRp(op)
  op.describe(changes)
  expect(await provider.metadata()).toEqual(
    JSON.parse(JSON.stringify({ ...op.metadata, ...changes })),
  )
})

test('a whole login works over TLS', async () => {
  expect(await exchange(secureOp)).toMatchObject({ kind: 'granted' })
})

test.each([
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'end_session_endpoint',
  'revocation_endpoint',
])('a discovery document that came over TLS may not name a %s without', async (member) => {
  const { provider } = createRp(secureOp)
  const plain = `${secureOp.origin}/x`.replace('https:', 'http:')
  secureOp.describe({ [member]: plain })
  await expect(provider.metadata()).rejects.toMatchObject(unavailable)
})

test('a certificate that nobody vouches for is not believed', async () => {
  const stranger = await startOp({ tls: createSelfSigned(), key: op.key })
  await expect(createRp(stranger).provider.metadata()).rejects.toMatchObject(unavailable)
  expect(stranger.received()).toEqual([])
  await stranger.close()
})

test('a login that cannot be checked says that it was for want of metadata', async () => {
  op.alter(paths.discovery, { status: 500 })
  const failure = { ...unavailable, log: { step: 'discovery' } }
  await expect(validate(op)).rejects.toMatchObject(failure)
})

test('after a failure nobody asks again for 2 s, and then it works', async () => {
  const { provider, advance } = createRp(op)
  op.alter(paths.discovery, { status: 500 })
  await expect(provider.metadata()).rejects.toMatchObject(unavailable)
  op.describe({})
  await expect(provider.metadata()).rejects.toMatchObject(unavailable)
  expect(fetches()).toBe(1)
  advance(2)
  expect(await provider.metadata()).toEqual(op.metadata)
  expect(fetches()).toBe(2)
})

test('after an hour the metadata is fetched again while nobody waits for it', async () => {
  const { provider, advance } = createRp(op)
  await provider.metadata()
  advance(3590)
  await provider.metadata()
  await settle()
  expect(fetches()).toBe(1)

  op.describe({ end_session_endpoint: `${op.origin}/new` })
  advance(10)
  expect(await provider.metadata()).toEqual(op.metadata)
  await provider.metadata()
  const renewed = { end_session_endpoint: `${op.origin}/new` }
  await vi.waitFor(() => expect(provider.cachedMetadata()).toMatchObject(renewed))
  expect(fetches()).toBe(2)
})

test('metadata that cannot be renewed stays in use, and is asked for every 2 s', async () => {
  const rp = createRp(op)
  const { provider, advance } = rp
  await provider.metadata()
  // Also what a renewal must not do: bring in another token endpoint.
  op.describe({ token_endpoint: `${elsewhere}/token` })
  advance(3600)
  expect(await validate(op, { claims: later }, rp)).toMatchObject({ kind: 'validated' })
  await vi.waitFor(() => expect(provider.status()).toBe('degraded'))
  expect(await provider.metadata()).toEqual(op.metadata)
  await settle()
  expect(fetches()).toBe(2)

  op.describe({})
  advance(2)
  expect(await provider.metadata()).toEqual(op.metadata)
  await vi.waitFor(() => expect(provider.status()).toBe('ok'))
  expect(fetches()).toBe(3)
})

/** Lets a request that is already on its way arrive. */
async function settle() {
  await fetch(`${op.origin}/nowhere`)
}

/** The provider's clock an hour later. */
const later = (() => {
  const hourLater = Math.floor(Date.now() / 1000) + 3600
  return { iat: hourLater, exp: hourLater + 300 }
})()
