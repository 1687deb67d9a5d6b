import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Authorization } from './authorization.ts'
import { createDelivery } from './delivery.ts'
import { type Receiver, openReceiver } from './receiver.ts'

const hour = 3_600_000

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

const open = (initial: Authorization) => {
  let now = 0
  let authorization = initial
  const delivery = createDelivery({ now: () => now })
  return {
    ...delivery,
    change: (next: Authorization) => {
      authorization = next
    },
    send: async (retries = 0) => {
      delivery.deliver({
        kind: 'payment callback',
        merchantId: 'm',
        url: `${receiver.url}/callbacks`,
        body: '[]',
        authorization: () => authorization,
        at: now,
        retryAfter: (failures) => (failures <= retries ? hour : undefined),
      })
      await delivery.pump()
    },
    pass: async (milliseconds: number) => {
      now += milliseconds
      await delivery.pump()
    },
  }
}
const sent = () =>
  receiver.received
    .filter(({ path }) => path === '/callbacks')
    .map(({ headers }) => headers.authorization)

const clientCredentials = (scope?: string): Authorization => ({
  scheme: 'OAuth2',
  clientId: 'id',
  clientSecret: 'secret',
  tokenUrl: `${receiver.url}/token`,
  scope,
})

/** Hands out numbered tokens. */
const handOut = (members: Record<string, unknown> = {}, refused = 'none') => {
  let count = 0
  receiver.answer(({ path, headers }) => {
    if (path !== '/token') return { status: headers.authorization === refused ? 401 : 200 }
    count += 1
    return { status: 200, body: { access_token: `t${count}`, token_type: 'Bearer', ...members } }
  })
  return () => count
}

describe('credentials', () => {
  it('changed between two attempts count at the second', async () => {
    receiver.answer(() => ({ status: 401 }))
    const { change, send, pass } = open({ scheme: 'ApiKey', key: 'old' })
    await send(1)
    change({ scheme: 'Basic', userName: 'a', password: 'b' })
    await pass(hour)
    expect(sent()).toEqual(['old', `Basic ${btoa('a:b')}`])
  })

  it('are not in the log, only how they were shown', async () => {
    const { send, log } = open({ scheme: 'ApiKey', key: 'very-secret' })
    await send()
    expect(log()[0]?.attempts[0]?.scheme).toBe('ApiKey')
    expect(JSON.stringify(log())).not.toContain('very-secret')
  })
})

describe('a token', () => {
  it('is fetched once for its lifetime', async () => {
    const count = handOut({ expires_in: 3600 })
    const { send, pass } = open(clientCredentials())
    await send()
    await pass(hour - 1)
    await send()
    expect(count()).toBe(1)
    await pass(1)
    await send()
    expect(sent()).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2'])
    expect(receiver.received.find(({ path }) => path === '/token')?.body).toBe(
      'grant_type=client_credentials',
    )
  })

  it('that is refused is not used again', async () => {
    handOut({ expires_in: 36_000 }, 'Bearer t1')
    const { send, pass, log } = open(clientCredentials())
    await send(1)
    await pass(hour)
    expect(sent()).toEqual(['Bearer t1', 'Bearer t2'])
    expect(log()[0]?.status).toBe('delivered')
  })

  it.each([
    ['an error', { status: 500, body: {} }],
    ['no token', { status: 200, body: { token_type: 'Bearer' } }],
    ['no JSON object', { status: 200, body: 'token' }],
    ['nothing', { status: 200 }],
  ])(
    'endpoint that answers %s makes the attempt fail before anything is sent',
    async (_, answer) => {
      receiver.answer(() => answer)
      const { send, log } = open(clientCredentials())
      await send()
      expect(sent()).toEqual([])
      expect(log()[0]?.attempts[0]).toMatchObject({
        scheme: 'OAuth2',
        outcome: { kind: 'failed', reason: expect.stringContaining('token endpoint') as unknown },
      })
    },
  )
})
