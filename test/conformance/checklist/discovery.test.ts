import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, expect } from 'vitest'

import type { WireFault } from '../../sandbox/faults.ts'
import { forgeries, strangersJwk, withHeader } from '../../sandbox/faults/forgeries.ts'
import { type HonestAnswer, type Reply, withMembers } from '../../sandbox/faults/reply.ts'
import { tokenRequests } from '../../support/requests.ts'
import { check as checkAlone } from './check.ts'
import { bentLogin, expectConnected, expectRefusedAtFront, tryLogin } from './login.ts'
import { refusesToStart, startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

const subjects: Subject[] = []

afterAll(async () => {
  await Promise.all(subjects.map((subject) => subject.close()))
})

/** Each has a subject of its own, so they need not wait for each other. */
const check = (...[items, name, run]: Parameters<typeof checkAlone>) =>
  checkAlone(items, name, run, { concurrent: true })

async function start(): Promise<Subject> {
  const subject = await startSubject({ patienceSeconds: 2 })
  subjects.push(subject)
  return subject
}

function paths({ sandbox }: Subject): readonly string[] {
  return sandbox.control.requests().map(({ path }) => path)
}

/** Nobody is sent to the provider while its document is like that. */
async function expectNoStart(fault: (subject: Subject) => WireFault): Promise<void> {
  const subject = await start()
  const { control } = subject.sandbox
  control.faults.next('discovery', fault(subject), 20)
  const browser = subject.browser()
  const response = await browser.fetch(subject.routes.login())
  await response.arrayBuffer()
  expect(response.status).toBe(503)
  expect(response.headers.get('location')).toBeNull()
  expect(browser.jar.names()).toEqual([])
}

const members = (changes: (subject: Subject) => Readonly<Record<string, unknown>>) => {
  return (subject: Subject): WireFault => ({
    kind: 'rewrite',
    rewrite: withMembers(() => changes(subject)),
  })
}

const elsewhere = 'https://evil.example'

for (const [items, name, fault] of [
  [
    [
      '38',
      'oidcc-client-test-discovery-issuer-mismatch',
      'fapi1-advanced-final-client-test-discovery-issuer-mismatch',
      'fapi2-security-profile-final-client-test-discovery-issuer-mismatch',
    ],
    'names another issuer',
    members(({ sandbox }) => ({ issuer: `${sandbox.settings.MOBILEPAY_ISSUER}1` })),
  ],
  [['38'], 'names no issuer', members(() => ({ issuer: undefined }))],
  [['38'], 'has its token endpoint elsewhere', members(() => ({ token_endpoint: elsewhere }))],
  [['38'], 'has its keys elsewhere', members(() => ({ jwks_uri: elsewhere }))],
  [['38'], 'has its revocation elsewhere', members(() => ({ revocation_endpoint: elsewhere }))],
  [
    ['38'],
    'sends browsers to a script',
    members(() => ({ authorization_endpoint: 'javascript:alert(1)' })),
  ],
  [['38'], 'has no token endpoint', members(() => ({ token_endpoint: undefined }))],
  [['38'], 'has a number for its token endpoint', members(() => ({ token_endpoint: 7 }))],
] as const) {
  check(items, `a discovery document that ${name} lets no login start`, () => expectNoStart(fault))
}

const bad: readonly (readonly [name: string, reply: (answer: HonestAnswer) => Reply])[] = [
  ['breaks off', () => ({ stop: 'reset' })],
  ['says nothing', () => ({ stop: 'silent' })],
  ['stops in the middle', ({ body }) => ({ body, stop: 'stalled' })],
  ['trickles', ({ body }) => ({ body, stop: 'trickling' })],
  ['goes on without end', () => ({ body: ' '.repeat(400_000) })],
  ['says 500', ({ body }) => ({ status: 500, body })],
  ['redirects', ({ body }) => ({ status: 302, headers: { location: '/account/elsewhere' }, body })],
  ['answers HTML', () => ({ headers: { 'content-type': 'text/html' }, body: '<p>Moved' })],
  ['answers half', ({ body }) => ({ body: body.slice(0, -2) })],
  ['answers 300 kB', ({ body }) => ({ body: body.padEnd(300_000) })],
]

for (const [name, rewrite] of bad) {
  check(['RP 7', '38'], `discovery that ${name} lets no login start`, () =>
    expectNoStart(() => ({ kind: 'rewrite', rewrite })),
  )
}

for (const [name, rewrite] of bad) {
  check(['RP 7', '43'], `keys whose document ${name} let nobody in`, async () => {
    const subject = await start()
    const outcome = await bentLogin(subject, 'jwks', { kind: 'rewrite', rewrite })
    expect(outcome.response.status).toBe(503)
    expect(outcome).toMatchObject({ isConnected: false, tokenRequests: 0, apiRequests: 0 })
    expect(paths(subject)).not.toContain('/account/elsewhere')
    expectConnected(await tryLogin(subject))
  })
}

for (const [name, keys] of [
  ['is empty', []],
  ['holds a stranger’s key under an id of its own', [strangersJwk('stranger')]],
  ['holds things that are no keys', [null, 7, 'key', { kty: 'RSA' }]],
] as const) {
  check(['43', 'RP 11'], `a key document that ${name} lets nobody in`, async () => {
    const subject = await start()
    const rewrite = withMembers(() => ({ keys }))
    subject.sandbox.control.faults.next('jwks', { kind: 'rewrite', rewrite }, 3)
    const outcome = await tryLogin(subject)
    expect([400, 503]).toContain(outcome.response.status)
    expect(outcome).toMatchObject({ isConnected: false, tokenRequests: 0, apiRequests: 0 })
  })
}

check(
  ['38', 'oidcc-client-test-discovery-openid-config', 'oidcc-client-test-discovery-jwks-uri-keys'],
  'every address of the provider comes from its document',
  async () => {
    const subject = await start()
    expectConnected(await tryLogin(subject))
    const document: unknown = await (
      await fetch(subject.sandbox.settings.MOBILEPAY_DISCOVERY_URL)
    ).json()
    const known = Object.values(document ?? {}).map(String)
    const asked = subject.sandbox.control
      .requests()
      .filter(({ path }) => /(?:jwks|connect\/token|connect\/authorize)$/.test(path))
      .map(({ host, path }) => subject.sandbox[`${host}Url`] + path)
    expect(asked).toContain(known.find((url) => url.endsWith('/jwks')))
    for (const url of asked) expect(known).toContain(url)
  },
)

check(
  ['38'],
  'a redirect of the key document is not followed, and no secret follows one',
  async () => {
    const subject = await start()
    expectRefusedOrAway(
      await bentLogin(subject, 'jwks', {
        kind: 'reply',
        reply: { status: 302, headers: { location: `${subject.sandbox.gatewayUrl}/v1/elsewhere` } },
      }),
    )
    expect(paths(subject)).not.toContain('/v1/elsewhere')
  },
)

function expectRefusedOrAway(outcome: Awaited<ReturnType<typeof tryLogin>>): void {
  expect([400, 503]).toContain(outcome.response.status)
  expect(outcome).toMatchObject({ isConnected: false, tokenRequests: 0, apiRequests: 0 })
}

check(
  ['RP 11', 'oidcc-client-test-signing-key-rotation'],
  'a login works whose provider has had new keys since the last one, a moment ago',
  async () => {
    const subject = await start()
    expectConnected(await tryLogin(subject))
    await subject.sandbox.control.rotateKeys()
    expectConnected(await tryLogin(subject))
  },
)

check(
  ['RP 11', 'oidcc-client-test-signing-key-rotation-just-before-signing'],
  'a login works whose keys were replaced while it was under way, the old ones gone',
  async () => {
    const subject = await start()
    const { control } = subject.sandbox
    expectConnected(await tryLogin(subject))
    const browser = subject.browser()
    const answer = await browser.authorize()
    await control.rotateKeys()
    await control.rotateKeys()
    expect((await browser.land(answer)).status).toBe(303)
  },
)

check(
  ['RP 11', 'oidcc-client-test-signing-key-rotation-just-before-signing'],
  'a login works whose tokens are both signed with keys that were never seen before',
  async () => {
    const subject = await start()
    expectConnected(await tryLogin(subject))
    await subject.sandbox.control.rotateKeys()
    await subject.sandbox.control.rotateKeys()
    expectConnected(await tryLogin(subject))
  },
)

check(
  ['RP 11'],
  'keys that change at every login do not make the bff ask without end',
  async () => {
    const subject = await start()
    expectConnected(await tryLogin(subject))
    subject.sandbox.control.clearRequests()
    const { control } = subject.sandbox
    for (let round = 0; round < 10; round += 1) {
      control.faults.next('front ID token', forgeries['with an unknown kid'])
      const browser = subject.browser()
      await (await browser.land(await browser.authorize())).arrayBuffer()
    }
    control.faults.clear()
    const fetches = paths(subject).filter((path) => path.endsWith('/jwks'))
    expect(fetches.length).toBeLessThanOrEqual(3)
    expect(tokenRequests(subject.sandbox)).toEqual([])
  },
)

check(
  ['43', 'oidcc-client-test-kid-absent-single-jwks', 'oidcc-client-test-idtoken-sig-rs256'],
  'a token without kid is verified by the one key there is',
  async () => {
    const subject = await start()
    expectConnected(await bentLogin(subject, 'front ID token', withoutKid))
    subject.sandbox.control.faults.next('exchange ID token', withoutKid)
    expectConnected(await bentLogin(subject, 'front ID token', withoutKid))
  },
)

check(
  ['43', 'oidcc-client-test-kid-absent-multiple-jwks'],
  'a token without kid and several keys without one: taken or refused, but never half',
  async () => {
    const subject = await start()
    const rewrite = withMembers(({ keys }) => ({
      keys: [...keysIn(keys), strangersJwk('x')].map(noKid),
    }))
    subject.sandbox.control.faults.next('jwks', { kind: 'rewrite', rewrite }, 3)
    const outcome = await bentLogin(subject, 'front ID token', withoutKid)
    if (outcome.isConnected) expectConnected(outcome)
    else expectRefusedAtFront(outcome)
  },
)

const withoutKid = withHeader({ kid: undefined })

function keysIn(keys: unknown): readonly object[] {
  return Array.isArray(keys) ? keys.filter((key: unknown) => isObject(key)) : []
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function noKid(key: object): object {
  return { ...key, kid: undefined }
}

check(['38'], 'a provider that comes back is asked again', async () => {
  const subject = await start()
  const { faults } = subject.sandbox.control
  faults.next('discovery', { kind: 'reset' }, 20)
  const browser = subject.browser()
  expect((await browser.fetch(subject.routes.login())).status).toBe(503)
  faults.clear()
  // Some bffs do not ask again within a moment of a failure.
  await sleep(2500)
  expectConnected(await tryLogin(subject, browser))
})

const wildcard = 'https://*.example.com'
const plain = 'http://api.example.com'

for (const [address, urls] of [
  ['apis', [plain, wildcard, 'https://user:password@api.example.com', 'api.example.com']],
  ['discovery', [plain, wildcard]],
  ['issuer', [plain, wildcard]],
  ['public', [plain, wildcard]],
] as const) {
  check(['15', '38'], `it does not start with a bad address of the ${address}`, async () => {
    const verdicts = await Promise.all(urls.map((url) => refusesToStart(address, url)))
    expect(urls.filter((_, index) => !verdicts[index])).toEqual([])
  })
}
