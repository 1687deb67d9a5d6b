import { afterAll, afterEach, beforeAll, expect } from 'vitest'

import type { Bendable, WireFault } from '../../sandbox/faults.ts'
import { forgeries, leftHalf, withClaims } from '../../sandbox/faults/forgeries.ts'
import { withMembers } from '../../sandbox/faults/reply.ts'
import type { RecordedRequest } from '../../sandbox/requests.ts'
import type { Browser } from '../../support/browser.ts'
import { apiRequests, formMember, tokenRequests } from '../../support/requests.ts'
import { check } from './check.ts'
import { brokenClaims } from './claims.ts'
import { forgedTokens } from './forged.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject

beforeAll(async () => {
  // What a refresh yields is looked at again and again, so its refresh token must stay good.
  subject = await startSubject({ patienceSeconds: 2, sandbox: { refreshTokens: 'ReUse' } })
})

afterAll(() => subject.close())

let ahead = 0

/** Without iat and jti the next token would be the same one, were it of the same second. */
function tick(): void {
  subject.sandbox.control.clock.advance(2)
  ahead += 2
}

// Or the provider's clock would soon be too far ahead.
afterEach(() => {
  subject.sandbox.control.clock.advance(-ahead)
  ahead = 0
})

/** A connected browser whose access token the upstream refuses from now on. */
async function connectAndExpire(): Promise<Browser> {
  const browser = subject.browser()
  await browser.connect()
  const { control } = subject.sandbox
  tick()
  control.rejectAccessTokens()
  control.clearRequests()
  return browser
}

/** The calls upstream that carried a token other than the first one's. */
function callsWithNewToken(): readonly RecordedRequest[] {
  const [first, ...more] = apiRequests(subject.sandbox)
  return more.filter(({ headers }) => headers.authorization !== first?.headers.authorization)
}

async function read(browser: Browser): Promise<number> {
  const response = await browser.call(subject.routes.read)
  await response.arrayBuffer()
  return response.status
}

/** A refresh with one thing bent is answered 503, uses no new token, and ends no session. */
async function expectNotUsed<Bent extends keyof Bendable>(
  bent: Bent,
  fault: Bendable[Bent],
): Promise<void> {
  const browser = await connectAndExpire()
  const { faults } = subject.sandbox.control
  faults.next(bent, fault)
  const status = await read(browser)
  faults.clear()
  expect(status).toBe(503)
  expect(tokenRequests(subject.sandbox)).toHaveLength(1)
  expect(callsWithNewToken()).toEqual([])
  expect(await subject.isConnected(browser)).toBe(true)
  // An answer signed with a key that nobody knows waits until somebody does.
  if (fault !== forgeries['with an unknown kid']) expect(await read(browser)).toBe(200)
}

async function expectUsed<Bent extends keyof Bendable>(
  bent: Bent,
  fault: Bendable[Bent],
): Promise<void> {
  const browser = await connectAndExpire()
  subject.sandbox.control.faults.next(bent, fault)
  expect(await read(browser)).toBe(200)
  expect(tokenRequests(subject.sandbox)).toHaveLength(1)
}

check(
  ['19', '37', 'oidcc-client-test-refresh-token'],
  'a refused access token is renewed once within the call, by an authenticated request',
  async () => {
    const browser = await connectAndExpire()
    expect(await read(browser)).toBe(200)
    const [request, ...more] = tokenRequests(subject.sandbox)
    expect(more).toEqual([])
    if (request === undefined) throw new Error('no token request')
    const { MOBILEPAY_CLIENT_ID, MOBILEPAY_CLIENT_SECRET } = subject.sandbox.settings
    expect(formMember(request, 'grant_type')).toBe('refresh_token')
    expect(formMember(request, 'client_id')).toBe(MOBILEPAY_CLIENT_ID)
    expect(formMember(request, 'client_secret')).toBe(MOBILEPAY_CLIENT_SECRET)
    // Nothing wider than what was granted is asked for.
    expect(formMember(request, 'scope')).toBeNull()
    expect(request.query).toBe('')
    expect(callsWithNewToken()).toHaveLength(1)
  },
)

const refreshItems: Readonly<Record<string, readonly string[]>> = {
  'of another issuer': ['oidcc-client-test-refresh-token-invalid-issuer'],
}

for (const { items, name, fault } of brokenClaims) {
  check(
    ['46', ...items, ...(refreshItems[name] ?? [])],
    `a refreshed ID token ${name} leaves the new access token unused`,
    () => expectNotUsed('refresh ID token', fault),
  )
}

for (const { name, items } of forgedTokens('46', 'RP 9')) {
  check(items, `a refreshed ID token ${name} leaves the new access token unused`, () =>
    expectNotUsed('refresh ID token', forgeries[name]),
  )
}

for (const [items, name, claims] of [
  [
    ['46', 'RP 1', 'oidcc-client-test-refresh-token-invalid-sub'],
    'of another subject',
    { sub: 'x' },
  ],
  [['46', 'RP 1'], 'of another login', { auth_time: 1 }],
  [['46', 'RP 1'], 'with another nonce', { nonce: 'another' }],
  [['45', 'RP 2'], 'with the at_hash of another token', { at_hash: leftHalf('another') }],
] as const) {
  check(items, `a refreshed ID token ${name} leaves the new access token unused`, () =>
    expectNotUsed('refresh ID token', withClaims(claims)),
  )
}

const members = (changes: Readonly<Record<string, unknown>>): WireFault => ({
  kind: 'rewrite',
  rewrite: withMembers(() => changes),
})

for (const [name, changes] of [
  ['token_type is mac', { token_type: 'mac' }],
  ['expires_in is 0', { expires_in: 0 }],
  ['expires_in is negative', { expires_in: -1 }],
  ['expires_in is a century', { expires_in: 3_155_760_000 }],
  ['access_token is missing', { access_token: undefined }],
  ['access_token has a line break', { access_token: 'a\r\nx: y', id_token: undefined }],
  ['refresh_token has a line break', { refresh_token: 'a\r\nx: y' }],
  ['scope is wider than granted', { access_token: 'opaque', id_token: undefined, scope: 'admin' }],
] as const) {
  check(['RP 4'], `a refresh answer whose ${name} is not used`, () =>
    expectNotUsed('token', members(changes)),
  )
}

for (const [items, name, changes] of [
  [['RP 12'], 'no ID token', { id_token: undefined }],
  [['RP 12'], 'no refresh token', { refresh_token: undefined }],
  [
    [
      'RP 12',
      'fapi2-security-profile-final-client-test-token-endpoint-response-without-expires_in',
    ],
    'no expires_in',
    { expires_in: undefined },
  ],
  [
    ['RP 12', 'fapi2-security-profile-final-client-test-token-type-case-insensitivity'],
    'token_type bEARER',
    { token_type: 'bEARER' },
  ],
] as const) {
  check(items, `a refresh answer with ${name} is used`, () => expectUsed('token', members(changes)))
}

const wire: readonly (readonly [name: string, fault: WireFault])[] = [
  ['breaks off', { kind: 'reset' }],
  ['loses its answer', { kind: 'lose' }],
  ['says nothing', { kind: 'reply', reply: { stop: 'silent' } }],
  ['trickles', { kind: 'reply', reply: { body: ' '.repeat(1000), stop: 'trickling' } }],
  ['goes on without end', { kind: 'reply', reply: { body: ' '.repeat(10_000), stop: 'endless' } }],
  ['says 500', { kind: 'reply', reply: { status: 500, body: '{"error":"server_error"}' } }],
  ['redirects', { kind: 'reply', reply: { status: 307, headers: { location: '/v1/stolen' } } }],
  [
    'answers HTML',
    { kind: 'reply', reply: { headers: { 'content-type': 'text/html' }, body: '<p>' } },
  ],
  ['is no HTTP', { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' }],
  [
    'says invalid_client',
    { kind: 'reply', reply: { status: 401, body: '{"error":"invalid_client"}' } },
  ],
]

for (const [name, fault] of wire) {
  check(['20', 'RP 7'], `a token endpoint that ${name} ends no session`, () =>
    expectNotUsed('token', fault),
  )
}

for (const [name, reply] of [
  ['invalid_grant', { status: 400, body: '{"error":"invalid_grant"}' }],
  ['400 and nothing else', { status: 400, body: '' }],
] as const) {
  check(['20'], `a refresh that is answered ${name} ends the session and its cookie`, async () => {
    const browser = await connectAndExpire()
    subject.sandbox.control.faults.next('token', { kind: 'reply', reply })
    expect(await read(browser)).toBe(401)
    expect(browser.jar.names().filter((cookie) => !cookie.endsWith('-id'))).toEqual([])
    expect(await subject.isConnected(browser)).toBe(false)
  })
}

const refused: WireFault = { kind: 'reply', reply: { status: 401 } }

check(
  ['attack 9', 'fapi1-advanced-final-client-refresh-token-test'],
  'an upstream that refuses the first token and the second is asked twice, and no third time',
  async () => {
    const browser = subject.browser()
    await browser.connect()
    subject.sandbox.control.clearRequests()
    subject.sandbox.control.faults.next('api', refused, 5)
    expect(await read(browser)).toBe(401)
    subject.sandbox.control.faults.clear()
    expect(apiRequests(subject.sandbox)).toHaveLength(2)
    expect(tokenRequests(subject.sandbox)).toHaveLength(1)
  },
)

check(
  ['attack 9', 'fapi1-advanced-final-client-refresh-token-test'],
  'a call works whose token was refused, twice in a row',
  async () => {
    const browser = await connectAndExpire()
    for (const round of [1, 2]) {
      expect(await read(browser)).toBe(200)
      expect(tokenRequests(subject.sandbox)).toHaveLength(round)
      tick()
      subject.sandbox.control.rejectAccessTokens()
    }
  },
)

check(
  ['attack 9', '20'],
  'a grant that the merchant withdrew ends the session, without a loop',
  async () => {
    const browser = await connectAndExpire()
    subject.sandbox.control.revoke('DK12345678')
    expect(await read(browser)).toBe(401)
    expect(await read(browser)).toBe(401)
    expect(tokenRequests(subject.sandbox)).toHaveLength(1)
    expect(await subject.isConnected(browser)).toBe(false)
  },
)
