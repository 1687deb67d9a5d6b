import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect } from 'vitest'

import type { WireFault } from '../../sandbox/faults.ts'
import {
  ellipticJwk,
  forgeries,
  leftHalf,
  withClaims,
  withKeyAt,
} from '../../sandbox/faults/forgeries.ts'
import { type Reply, withMembers } from '../../sandbox/faults/reply.ts'
import { check } from './check.ts'
import { brokenClaims, brokenNonces, unusualClaims } from './claims.ts'
import { forgedTokens } from './forged.ts'
import { bentLogin, expectConnected, expectRefusedAfterExchange, tryLogin } from './login.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject

beforeAll(async () => {
  subject = await startSubject({ patienceSeconds: 2 })
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

for (const { items, name, fault } of [...brokenClaims, ...brokenNonces]) {
  check([...items, '32'], `tokens beside an ID token ${name} are not used`, async () => {
    expectRefusedAfterExchange(await bentLogin(subject, 'exchange ID token', fault))
  })
}

for (const { name, items } of forgedTokens('RP 9')) {
  check(items, `tokens beside an ID token ${name} are not used`, async () => {
    expectRefusedAfterExchange(await bentLogin(subject, 'exchange ID token', forgeries[name]))
  })
}

for (const { items, name, fault } of unusualClaims) {
  check(items, `tokens beside an ID token ${name} are used`, async () => {
    expectConnected(await bentLogin(subject, 'exchange ID token', fault))
  })
}

check(
  ['RP 9'],
  'tokens beside an ID token that says where its key is get nobody there',
  async () => {
    const elsewhere = `${subject.sandbox.gatewayUrl}/v1/keys-of-a-stranger`
    expectRefusedAfterExchange(await bentLogin(subject, 'exchange ID token', withKeyAt(elsewhere)))
    const asked = subject.sandbox.control.requests().map(({ path }) => path)
    expect(asked).not.toContain('/v1/keys-of-a-stranger')
  },
)

check(['44', 'RP 1'], 'tokens about another subject than the front’s are not used', async () => {
  const fault = withClaims({ sub: 'somebody-else' })
  expectRefusedAfterExchange(await bentLogin(subject, 'exchange ID token', fault))
})

check(['44', 'RP 1'], 'tokens of another login of the same subject are not used', async () => {
  const fault = withClaims({ auth_time: 1 })
  expectRefusedAfterExchange(await bentLogin(subject, 'exchange ID token', fault))
})

check(['45', 'RP 2'], 'an access token that at_hash does not fit is not used', async () => {
  for (const hash of [leftHalf('another'), '', 1]) {
    const fault = withClaims({ at_hash: hash })
    expectRefusedAfterExchange(await bentLogin(subject, 'exchange ID token', fault))
  }
})

check(
  ['45', 'RP 12', 'fapi1-advanced-final-client-test-missing-athash'],
  'an ID token of the token endpoint without at_hash is taken',
  async () => {
    const fault = withClaims({ at_hash: undefined })
    expectConnected(await bentLogin(subject, 'exchange ID token', fault))
  },
)

const members = (changes: Readonly<Record<string, unknown>>): WireFault => ({
  kind: 'rewrite',
  rewrite: withMembers(() => changes),
})

for (const [name, changes] of [
  ['token_type is mac', { token_type: 'mac' }],
  ['token_type is DPoP', { token_type: 'DPoP' }],
  ['token_type is missing', { token_type: undefined }],
  ['token_type is a number', { token_type: 7 }],
  ['expires_in is 0', { expires_in: 0 }],
  ['expires_in is negative', { expires_in: -300 }],
  ['expires_in is a century', { expires_in: 3_155_760_000 }],
  ['expires_in is beyond all numbers', { expires_in: 1e300 }],
  ['expires_in is a word', { expires_in: 'soon' }],
  ['access_token is missing', { access_token: undefined }],
  ['access_token is empty', { access_token: '' }],
  ['access_token is a number', { access_token: 7 }],
  ['access_token has a line break', { access_token: 'a\r\nx-admin: 1' }],
  ['access_token has a blank', { access_token: 'a b' }],
  ['access_token has a letter beyond ASCII', { access_token: 'tokén' }],
  ['access_token has 13 kB', { access_token: 'a'.repeat(13_000) }],
  ['access_token has 200 kB', { access_token: 'a'.repeat(200_000) }],
  ['refresh_token has 13 kB', { refresh_token: 'a'.repeat(13_000) }],
  ['refresh_token has a line break', { refresh_token: 'a\r\nx' }],
  ['refresh_token is a list', { refresh_token: ['a'] }],
  ['scope is wider than asked', { access_token: 'opaque', scope: 'openid webhooks everything' }],
  ['id_token is missing', { id_token: undefined }],
  ['id_token is a number', { id_token: 7 }],
] as const) {
  check(['RP 4'], `a token response whose ${name} is not used`, async () => {
    // Without at_hash, so that it is not the ID token that gives a changed access token away.
    subject.sandbox.control.faults.next('exchange ID token', withClaims({ at_hash: undefined }))
    expectRefusedAfterExchange(await bentLogin(subject, 'token', members(changes)))
  })
}

const fapi1 = 'fapi1-advanced-final-client-test'
const fapi2 = 'fapi2-security-profile-final-client-test'

for (const [items, name, changes] of [
  [
    ['RP 12', `${fapi2}-token-type-case-insensitivity`],
    'token_type bEARER',
    { token_type: 'bEARER' },
  ],
  [
    ['RP 12', `${fapi2}-token-endpoint-response-without-expires_in`],
    'no expires_in',
    { expires_in: undefined },
  ],
  [
    ['RP 12', `${fapi1}-no-scope-in-token-endpoint-response`],
    'neither scope nor expires_in',
    { scope: undefined, expires_in: undefined },
  ],
  [['RP 12'], 'expires_in as text', { expires_in: '300' }],
  [['RP 12'], 'no refresh_token', { refresh_token: undefined }],
  [['RP 12'], 'a member nobody knows', { example: { deep: [null] } }],
] as const) {
  check(items, `a token response with ${name} is used`, async () => {
    expectConnected(await bentLogin(subject, 'token', members(changes)))
  })
}

check(['RP 12'], 'a token response that is JSON under another name is used', async () => {
  const fault = rewritten((body) => ({ headers: { 'content-type': 'text/plain' }, body }))
  expectConnected(await bentLogin(subject, 'token', fault))
})

check(['RP 12'], 'an opaque access token is used', async () => {
  // No at_hash can fit it, so there is none.
  subject.sandbox.control.faults.next('exchange ID token', withClaims({ at_hash: undefined }))
  const outcome = await bentLogin(subject, 'token', members({ access_token: 'opaque-token-1' }))
  expect(outcome).toMatchObject({ isConnected: true, tokenRequests: 1 })
})

const wire: readonly (readonly [name: string, fault: WireFault])[] = [
  ['breaks off', { kind: 'reset' }],
  ['loses its answer', { kind: 'lose' }],
  ['says nothing', { kind: 'reply', reply: { stop: 'silent' } }],
  ['stops in the middle', rewritten((body) => ({ body, stop: 'stalled' }))],
  ['breaks off in the middle', rewritten((body) => ({ body, stop: 'torn' }))],
  ['trickles', rewritten((body) => ({ body, stop: 'trickling' }))],
  ['goes on without end', { kind: 'reply', reply: { body: ' '.repeat(10_000), stop: 'endless' } }],
  ['says 500', rewritten((body) => ({ status: 500, body }))],
  ['says 201', rewritten((body) => ({ status: 201, body }))],
  ['says 204', { kind: 'reply', reply: { status: 204 } }],
  ['redirects', rewritten((body) => ({ status: 307, headers: { location: '/v1/stolen' }, body }))],
  ['answers HTML', respond(200, 'text/html', '<!doctype html><script>alert(1)</script>')],
  ['answers HTML with 502', respond(502, 'text/html', '<h1>Bad gateway</h1>')],
  ['answers nothing', respond(200, 'application/json', '')],
  ['answers half', rewritten((body) => ({ body: body.slice(0, -3) }))],
  ['answers a list', rewritten((body) => ({ body: `[${body}]` }))],
  ['answers 300 kB', rewritten((body) => ({ body: body.padEnd(300_000) }))],
  [
    'answers with a gzip bomb',
    rewritten((body) => ({
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(body.padEnd(64_000_000)),
    })),
  ],
  ['is no HTTP', { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' }],
  ['announces more than it sends', rewritten(longer)],
  ['says invalid_grant', respond(400, 'application/json', '{"error":"invalid_grant"}')],
  ['says invalid_client', respond(401, 'application/json', '{"error":"invalid_client"}')],
  [
    'says something hostile',
    respond(400, 'application/json', '{"error":"<script>alert(1)</script>\\r\\nx: y"}'),
  ],
]

function rewritten(rewrite: (body: string) => Reply): WireFault {
  return { kind: 'rewrite', rewrite: ({ body }) => rewrite(body) }
}

function respond(status: number, contentType: string, body: string): WireFault {
  return { kind: 'respond', status, contentType, body }
}

function longer(body: string): Reply {
  return { headers: { 'content-length': String(body.length + 10) }, body, stop: 'closed' }
}

for (const [name, fault] of wire) {
  check(
    ['RP 7', '39'],
    `of a token endpoint that ${name} nothing is used, and nothing breaks`,
    async () => {
      const outcome = await bentLogin(subject, 'token', fault)
      expectRefusedAfterExchange(outcome)
      expect(outcome.page).not.toMatch(/alert\(1\)/)
      const paths = subject.sandbox.control.requests().map(({ path }) => path)
      expect(paths).not.toContain('/v1/stolen')
      expectConnected(await tryLogin(subject, outcome.browser))
    },
  )
}

check(['32'], 'a login that fails does not end the session that was there before', async () => {
  const browser = subject.browser()
  await browser.connect()
  subject.sandbox.control.faults.next('exchange ID token', withClaims({ nonce: 'another' }))
  const failed = await browser.land(await browser.authorize())
  expect(failed.status).toBe(400)
  expect(await subject.isConnected(browser)).toBe(true)
  expect((await browser.call(subject.routes.read)).status).toBe(200)
})
