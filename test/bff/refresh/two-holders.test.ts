import { randomBytes } from 'node:crypto'

import { expect, test } from 'vitest'

import { createRefresh, type Refresh } from '../../../bff/refresh/refresh.ts'
import { createSuccessors } from '../../../bff/refresh/successors.ts'
import { createMemoryStore } from '../../../bff/store/memory.ts'
import type { TokenSet } from '../../../bff/token-set.ts'

/** The least that a session needs to be renewed. */
interface Bare {
  readonly id: string
  readonly generation: number
  readonly tokens: TokenSet
}

const now = 1_000_000
const token = () => randomBytes(16).toString('hex')
const store = createMemoryStore(() => now)

function session(generation: number, refreshToken: string | null, expiresIn = 0): Bare {
  const tokens = { accessToken: 'a', accessTokenExpiresAt: now + expiresIn, refreshToken }
  return { id: 'session', generation, tokens: { ...tokens, scopes: [], merchantId: null } }
}

const sealed = new Map<string, Bare>()

function seal(content: Bare): string {
  const cookie = token()
  sealed.set(cookie, content)
  return cookie
}

/** The refresh of one process; `request` is what the provider does when it is asked. */
function process(
  request: () => Promise<{ readonly kind: 'dead' } | { readonly kind: 'answered'; body: string }>,
  outcomes: string[] = [],
  check: (body: string) => 'good' | 'bad' = () => 'good',
): Refresh<Bare> {
  return createRefresh<Bare>({
    store,
    successorSeconds: 600,
    waitSeconds: 0.05,
    now: () => now,
    observe: (outcome) => outcomes.push(outcome),
    open: async (cookie) => sealed.get(cookie),
    async advance({ generation }, tokens) {
      const next = { ...session(generation + 1, tokens.refreshToken), tokens }
      return { kind: 'renewed', session: next, cookie: seal(next) }
    },
    request,
    process: async (_, body) =>
      check(body) === 'good'
        ? { kind: 'refreshed', tokens: session(0, body, 300).tokens }
        : { kind: 'refused', refused: new Error('a check failed') },
  })
}

test('who waits for another process’s refresh gives up in time, and the session stays', async () => {
  const spent = token()
  const outcomes: string[] = []
  const name = createSuccessors(store, 600).leaseName('session', spent)
  const lease = await store.lease(name)
  const waiting = process(async () => ({ kind: 'dead' }), outcomes)
  await expect(waiting.renew(session(1, spent))).rejects.toMatchObject({
    code: 'provider_unavailable',
  })
  expect(outcomes).toEqual(['unavailable'])
  await lease?.release()
})

test('a token that another process has spent a moment ago is no end: its successor is adopted', async () => {
  const spent = token()
  const next = session(2, token(), 300)
  const outcomes: string[] = []
  const late = process(async () => {
    // The other one had lost its lease, and is done just before us.
    const record = { kind: 'next', cookie: seal(next) } as const
    await createSuccessors(store, 600).put('session', spent, record)
    return { kind: 'dead' }
  }, outcomes)
  expect(await late.renew(session(1, spent))).toMatchObject({ kind: 'renewed', session: next })
  expect(outcomes).toEqual(['adopted'])
})

test('what another process found dead is not asked for again', async () => {
  const spent = token()
  let asked = 0
  const ask = async () => {
    asked += 1
    return { kind: 'dead' } as const
  }
  for (const holder of [process(ask), process(ask)]) {
    expect(await holder.renew(session(1, spent))).toEqual({ kind: 'ended', reason: 'dead' })
  }
  expect(asked).toBe(1)
})

test('a successor that came between the look-up and the lease is adopted', async () => {
  const spent = token()
  const next = session(2, token(), 300)
  let asked = 0
  const successors = createSuccessors(store, 600)
  const racing = createSuccessors({ ...store }, 600)
  const name = successors.leaseName('session', spent)
  const lease = await store.lease(name)
  const waiting = process(async () => {
    asked += 1
    return { kind: 'dead' }
  })
  const renewed = waiting.renew(session(1, spent))
  await racing.put('session', spent, { kind: 'next', cookie: seal(next) })
  await lease?.release()
  expect(await renewed).toMatchObject({ kind: 'renewed', session: next })
  expect(asked).toBe(0)
})

test('a successor that does not open, or is our own, is none', async () => {
  for (const cookie of [
    'broken',
    seal(session(1, token())),
    seal({ ...session(2, null), id: 'x' }),
  ]) {
    const spent = token()
    await createSuccessors(store, 600).put('session', spent, { kind: 'next', cookie })
    const alone = process(async () => ({ kind: 'answered', body: token() }))
    expect(await alone.renew(session(1, spent))).toMatchObject({ session: { generation: 2 } })
  }
})

test('a session without a refresh token is the last of its line', async () => {
  const last = session(3, null)
  expect(await process(async () => ({ kind: 'dead' })).latest(last)).toBe(last)
})

test('an answer that fails a check changes nothing', async () => {
  const spent = token()
  const outcomes: string[] = []
  const deceived = process(
    async () => ({ kind: 'answered', body: 'x' }),
    outcomes,
    () => 'bad',
  )
  await expect(deceived.renew(session(1, spent))).rejects.toMatchObject({
    code: 'provider_unavailable',
  })
  expect(outcomes).toEqual(['refused'])
  expect(await createSuccessors(store, 600).get('session', spent)).toBeUndefined()
})

test('an answer that was kept and then fails a check is asked for again', async () => {
  const spent = token()
  const record = { kind: 'unverified', body: 'bad', receivedAt: now, fence: 0 } as const
  await createSuccessors(store, 600).put('session', spent, record)
  const answered = async () => ({ kind: 'answered', body: token() }) as const
  const holder = process(answered, [], (body) => (body === 'bad' ? 'bad' : 'good'))
  expect(await holder.renew(session(1, spent))).toMatchObject({ session: { generation: 2 } })
})

test('the newest generation is found over several that others made', async () => {
  const line = [session(1, token()), session(2, token()), session(3, token())]
  for (const [index, { tokens }] of line.entries()) {
    const next = line[index + 1]
    if (next === undefined || tokens.refreshToken === null) continue
    const record = { kind: 'next', cookie: seal(next) } as const
    await createSuccessors(store, 600).put('session', tokens.refreshToken, record)
  }
  const [first = session(1, null)] = line
  expect(await process(async () => ({ kind: 'dead' })).latest(first)).toBe(line[2])
})
