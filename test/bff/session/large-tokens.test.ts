import { randomBytes } from 'node:crypto'

import { expect, test } from 'vitest'

import { createSeals } from '../../../bff/session/seal.ts'
import { createSessionCookies, purposeOf } from '../../../bff/session/session-cookie.ts'
import type { Place, Session } from '../../../bff/session/session.ts'
import { createMemoryStore } from '../../../bff/store/memory.ts'

const startedAt = 1_700_000_000
const keys = new Map([[1, randomBytes(32)]])
const limits = { sessionIdleSeconds: 3600, sessionMaxSeconds: 7200 }

function createCookies() {
  let ahead = 0
  const now = () => startedAt + ahead
  const seals = createSeals(keys, now)
  const puts: (readonly [key: string, value: string])[] = []
  const memory = createMemoryStore(now)
  const vault = {
    get: memory.get,
    async put(key: string, value: string, ttlSeconds: number) {
      puts.push([key, value])
      await memory.put(key, value, ttlSeconds)
    },
  }
  const make = () => createSessionCookies({ seals, vault, limits, now })
  return {
    cookies: make(),
    /** Another process: nothing remembered, the same store. */
    elsewhere: make,
    /** Another process after a restart: nothing remembered, an empty store. */
    restarted: () => createSessionCookies({ seals, vault: createMemoryStore(now), limits, now }),
    puts,
    advance: (seconds: number) => {
      ahead += seconds
    },
  }
}

const token = (bytes: number) => randomBytes(bytes).toString('base64url').slice(0, bytes)

const sessionWith = (
  accessToken: string,
  refreshToken: string,
  generation = 0,
  place: Place = { kind: 'tab' },
): Session => ({
  place,
  id: randomBytes(16).toString('base64url'),
  generation,
  vat: 'DK12345678',
  subject: 'c0ffee00-1111-4222-8333-000000000001',
  nonce: token(43),
  authTime: startedAt,
  providerSid: null,
  connectedAt: startedAt,
  savedAt: startedAt,
  tokens: {
    accessToken,
    accessTokenExpiresAt: startedAt + 300,
    refreshToken,
    scopes: ['subscriptions', 'invoice', 'merchantpayments', 'transactionreporting', 'webhooks'],
    merchantId: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01',
  },
})

const sizes = [
  ['MobilePay’s size', 1200, 64],
  ['6 kB each', 6144, 6144],
  ['12 kB and little', 12_000, 64],
] as const

const places: readonly Place[] = [
  { kind: 'tab' },
  { kind: 'frame', client: 'acme' },
  { kind: 'cookieless', client: 'acme' },
]

test.each(
  sizes.flatMap(([what, access, refresh]) =>
    places.map((place) => ({ what, access, refresh, place })),
  ),
)(
  'tokens of $what come back whole from at most 4096 bytes ($place.kind)',
  async ({ access, refresh, place }) => {
    const { cookies, elsewhere } = createCookies()
    const session = sessionWith(token(access), token(refresh), 0, place)
    const sealed = await cookies.seal(session)
    expect(cookies.header(session, sealed)[1].length).toBeLessThanOrEqual(4096)
    const opened = { kind: 'open', session }
    expect(await cookies.open(sealed, purposeOf(session))).toEqual(opened)
    expect(await elsewhere().open(sealed, purposeOf(session))).toEqual(opened)
  },
)

test('every size around the limit fits one way or the other', async () => {
  const { cookies, elsewhere, puts } = createCookies()
  const ways = new Set<boolean>()
  for (let size = 1500; size < 3000; size += 75) {
    const before = puts.length
    const session = sessionWith(token(size), token(64))
    const sealed = await cookies.seal(session)
    ways.add(puts.length > before)
    expect(cookies.header(session, sealed)[1].length).toBeLessThanOrEqual(4096)
    expect(await elsewhere().open(sealed)).toEqual({ kind: 'open', session })
  }
  expect(ways).toEqual(new Set([true, false]))
})

test('the store holds nothing that is of use without the cookie', async () => {
  const { cookies, puts } = createCookies()
  const session = sessionWith(token(6000), token(6000))
  const sealed = await cookies.seal(session)
  const [[key, value] = ['', '']] = puts
  const stored = key + value + Buffer.from(value, 'base64url').toString('latin1')
  for (const secret of [session.tokens.accessToken, session.tokens.refreshToken ?? '']) {
    for (let at = 0; at + 16 <= secret.length; at += 500) {
      expect(stored).not.toContain(secret.slice(at, at + 16))
    }
  }
  expect(sealed).not.toContain(value.slice(0, 32))
})

test('a store that has forgotten them ends the session, as lost', async () => {
  const { cookies, restarted } = createCookies()
  const sealed = await cookies.seal(sessionWith(token(6000), token(64)))
  expect(await restarted().open(sealed)).toEqual({ kind: 'none', reason: 'lost' })
})

test('what lies in the store under another session’s name does not open', async () => {
  const { cookies, elsewhere, puts } = createCookies()
  const [one, other] = [sessionWith(token(6000), token(64)), sessionWith(token(6000), token(64))]
  const sealed = await cookies.seal(one)
  await cookies.seal(other)
  const [[oneKey] = [''], [, otherValue] = ['', '']] = puts
  const swapped = createSessionCookies({
    seals: createSeals(keys, () => startedAt),
    vault: { get: async (key) => (key === oneKey ? otherValue : undefined), put: async () => {} },
    limits,
    now: () => startedAt,
  })
  expect(await swapped.open(sealed)).toEqual({ kind: 'none', reason: 'lost' })
  expect((await elsewhere().open(sealed)).kind).toBe('open')
})

test('each generation has its own tokens, so a late request finds the older ones too', async () => {
  const { cookies, elsewhere } = createCookies()
  const first = sessionWith(token(6000), token(64))
  const next = { ...sessionWith(token(6000), token(64), 1), id: first.id }
  const [firstSealed, nextSealed] = [await cookies.seal(first), await cookies.seal(next)]
  const other = elsewhere()
  expect(await other.open(firstSealed)).toEqual({ kind: 'open', session: first })
  expect(await other.open(nextSealed)).toEqual({ kind: 'open', session: next })
})

test('limits that are made shorter count for sessions that are there already', async () => {
  const { cookies } = createCookies()
  const sealed = await cookies.seal(sessionWith(token(100), token(64)))
  const shorter = createSessionCookies({
    seals: createSeals(keys, () => startedAt + 61),
    vault: createMemoryStore(() => startedAt),
    limits: { ...limits, sessionIdleSeconds: 60 },
    now: () => startedAt + 61,
  })
  for (let time = 0; time < 2; time += 1) {
    expect(await shorter.open(sealed)).toEqual({ kind: 'none', reason: 'expired' })
  }
})

test('they stay as long as the session may be idle', async () => {
  const { cookies, elsewhere, advance } = createCookies()
  const sealed = await cookies.seal(sessionWith(token(6000), token(64)))
  advance(3599)
  expect((await elsewhere().open(sealed)).kind).toBe('open')
  advance(1)
  expect(await elsewhere().open(sealed)).toEqual({ kind: 'none', reason: 'expired' })
  expect(await cookies.open(sealed)).toEqual({ kind: 'none', reason: 'expired' })
})
