import { afterAll, beforeAll, expect } from 'vitest'

import {
  ellipticJwk,
  forgeries,
  leftHalf,
  withClaims,
  withKeyAt,
} from '../../sandbox/faults/forgeries.ts'
import { withMembers } from '../../sandbox/faults/reply.ts'
import { check } from './check.ts'
import { brokenClaims, brokenHashes, brokenNonces, unusualClaims } from './claims.ts'
import { forgedTokens } from './forged.ts'
import {
  bentLogin,
  expectConnected,
  expectRefusedAtFront,
  tryLogin,
  withParameters,
} from './login.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject

/** A provider that would be content with any algorithm, so that it is not the provider who decides. */
beforeAll(async () => {
  subject = await startSubject()
  const { faults } = subject.sandbox.control
  const algorithms = ['RS256', 'RS384', 'PS256', 'ES256', 'HS256', 'none']
  faults.next('discovery', {
    kind: 'rewrite',
    rewrite: withMembers(() => ({ id_token_signing_alg_values_supported: algorithms })),
  })
  faults.next('jwks', {
    kind: 'rewrite',
    rewrite: withMembers(({ keys }) => ({
      keys: [...(Array.isArray(keys) ? keys : []).map(withoutAlg), ellipticJwk()],
    })),
  })
  expectConnected(await tryLogin(subject))
})

afterAll(() => subject.close())

function withoutAlg(key: unknown): object {
  return { ...(typeof key === 'object' ? key : {}), alg: undefined }
}

for (const { items, name, fault } of [...brokenClaims, ...brokenNonces, ...brokenHashes]) {
  check(['43', ...items], `a front-channel ID token ${name} stops before the code`, async () => {
    expectRefusedAtFront(await bentLogin(subject, 'front ID token', fault))
  })
}

for (const { name, items } of forgedTokens('43')) {
  check(items, `a front-channel ID token ${name} stops before the code`, async () => {
    expectRefusedAtFront(await bentLogin(subject, 'front ID token', forgeries[name]))
  })
}

check(['43'], 'a front-channel ID token that says where its key is gets nobody there', async () => {
  // An address that the stand-in would see.
  const elsewhere = `${subject.sandbox.gatewayUrl}/v1/keys-of-a-stranger`
  expectRefusedAtFront(await bentLogin(subject, 'front ID token', withKeyAt(elsewhere)))
  const asked = subject.sandbox.control.requests().map(({ path }) => path)
  expect(asked).not.toContain('/v1/keys-of-a-stranger')
})

for (const { items, name, fault } of unusualClaims) {
  check(items, `a front-channel ID token ${name} is taken`, async () => {
    expectConnected(await bentLogin(subject, 'front ID token', fault))
  })
}

check(
  ['fapi1-advanced-final-client-test-invalid-missing-shash'],
  'a front-channel ID token without s_hash is taken, and one with the right s_hash too',
  async () => {
    expectConnected(await bentLogin(subject, 'front ID token', withClaims({ s_hash: undefined })))
    const right = withClaims(({ state = '' }) => ({ s_hash: leftHalf(state) }))
    expectConnected(await bentLogin(subject, 'front ID token', right))
  },
)

const state = 'fapi2-security-profile-final-client-test-ensure-authorization-response-with-invalid'

const refused: readonly (readonly [
  items: readonly string[],
  name: string,
  changes: Readonly<Record<string, string | undefined>>,
])[] = [
  [['29', `${state}-state-fails`], 'with the state of nobody', { state: 'another' }],
  [['29', `${state}-missing-state-fails`], 'without state', { state: undefined }],
  [['29'], 'with an empty state', { state: '' }],
  [
    ['30', 'fapi2-security-profile-final-client-test-invalid-authorization-response-iss'],
    'of another issuer',
    { iss: 'https://evil.example' },
  ],
  [['33'], 'with an access token', { access_token: 'token' }],
  [['33'], 'with an access token and its type', { access_token: 'token', token_type: 'Bearer' }],
  [['43'], 'without code', { code: undefined }],
  [['43'], 'with an empty code', { code: '' }],
  [['43'], 'with another code', { code: 'f'.repeat(64) }],
  [['43'], 'without ID token', { id_token: undefined }],
  [['43'], 'with an empty ID token', { id_token: '' }],
  [['43'], 'as a JWT', { response: 'a.b.c' }],
  [['43'], 'with an error beside its code', { error: 'server_error' }],
]

for (const [items, name, changes] of refused) {
  check(items, `an authorization response ${name} is refused`, async () => {
    const fault = withParameters(changes)
    expectRefusedAtFront(await bentLogin(subject, 'authorization response', fault))
  })
}

for (const name of ['code', 'id_token', 'state', 'scope', 'iss']) {
  check(
    ['29', '30'],
    `an authorization response with two parameters ${name} is refused`,
    async () => {
      const outcome = await bentLogin(subject, 'authorization response', (pairs) => {
        const issuer = ['iss', subject.sandbox.settings.MOBILEPAY_ISSUER] as const
        const all = name === 'iss' ? [...pairs, issuer] : pairs
        return [...all, ...all.filter((pair) => pair[0] === name)]
      })
      expectRefusedAtFront(outcome)
    },
  )
}

check(['43'], 'an authorization response of 40 parameters is refused', async () => {
  const many = Array.from({ length: 40 }, (_, index) => [`p${index}`, ''] as const)
  const login = bentLogin(subject, 'authorization response', (pairs) => [...pairs, ...many])
  await expect(login).rejects.toThrow('the callback page answered 400')
})

check(
  ['30', 'fapi2-security-profile-final-client-test-remove-authorization-response-iss'],
  'an authorization response may name its issuer, or leave that to the ID token',
  async () => {
    expectConnected(await bentLogin(subject, 'authorization response', (pairs) => pairs))
    const fault = withParameters({ iss: subject.sandbox.settings.MOBILEPAY_ISSUER })
    expectConnected(await bentLogin(subject, 'authorization response', fault))
  },
)

const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>\r\nset-cookie: a=b'

for (const error of [
  'access_denied',
  'login_required',
  'server_error',
  hostile,
  '',
  'a'.repeat(500),
]) {
  check(
    ['oidcc-client-test-form-post-error', '34'],
    `the error ${JSON.stringify(error.slice(0, 20))} ends on a page of the bff’s own words`,
    async () => {
      const outcome = await bentLogin(subject, 'authorization response', (pairs) => [
        ['error', error],
        ['error_description', hostile],
        ['error_uri', 'https://evil.example/'],
        ...pairs.filter(([name]) => name === 'state'),
      ])
      expectRefusedAtFront(outcome)
      expect(outcome.page).not.toMatch(/alert\(1\)|evil\.example|onerror/)
      expect(outcome.response.headers.get('set-cookie')).not.toContain('a=b')
    },
  )
}
