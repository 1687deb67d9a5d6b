import { createServer } from 'node:http'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createDelivery } from './delivery.ts'
import type { DeliveryOrder } from './order.ts'
import { type Receiver, listen, openReceiver } from './receiver.ts'
import { invoiceRetries, subscriptionRetries, webhookRetries } from './retries.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

const open = (timeoutMilliseconds?: number) => {
  let now = 0
  const delivery = createDelivery({
    now: () => now,
    ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
  })
  return {
    ...delivery,
    order: (members: Partial<DeliveryOrder> = {}): DeliveryOrder => ({
      kind: 'webhook',
      merchantId: 'm',
      url: `${receiver.url}/hook`,
      body: '{"id":1}',
      at: now,
      retryAfter: () => undefined,
      ...members,
    }),
    moveTo: async (moment: number) => {
      now = moment
      await delivery.pump()
    },
  }
}

describe('a delivery', () => {
  it('is posted byte for byte, with its headers, when it is due and not before', async () => {
    const { deliver, order, moveTo, log } = open()
    const body = '{ "text": "Grønt 🥬" }'
    deliver(order({ body, at: 1000, headers: { 'x-mobilepay-signature': 's' } }))
    await moveTo(999)
    expect(receiver.received).toEqual([])
    await moveTo(1000)
    const [only] = receiver.received
    expect([only?.path, only?.body, only?.headers['x-mobilepay-signature']]).toEqual([
      '/hook',
      body,
      's',
    ])
    expect(only?.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(log()).toMatchObject([
      {
        number: 1,
        status: 'delivered',
        nextAt: undefined,
        attempts: [{ at: 1000, outcome: { kind: 'answered', status: 200 } }],
      },
    ])
    await moveTo(hour)
    expect(receiver.received).toHaveLength(1)
  })

  it.each([200, 201, 204, 299])('answered with %i is delivered', async (status) => {
    receiver.answer(() => ({ status }))
    const { deliver, order, moveTo, log } = open()
    deliver(order({ retryAfter: webhookRetries }))
    await moveTo(0)
    expect(log()).toMatchObject([{ status: 'delivered' }])
  })

  it.each([301, 400, 404, 500, 503])('answered with %i is tried again', async (status) => {
    receiver.answer(() => ({ status }))
    const { deliver, order, moveTo, log } = open()
    deliver(order({ retryAfter: webhookRetries }))
    await moveTo(0)
    expect(log()).toMatchObject([
      { status: 'waiting', nextAt: 30 * second, attempts: [{ outcome: { status } }] },
    ])
    receiver.answer(() => ({ status: 200 }))
    await moveTo(30 * second)
    expect(log()).toMatchObject([{ status: 'delivered', attempts: [{}, { at: 30 * second }] }])
  })

  it('that finds nobody, or nobody who answers in time, is tried again', async () => {
    const silent = createServer(() => {})
    const port = await listen(silent)
    const { deliver, order, moveTo, log } = open(50)
    deliver(order({ url: `http://127.0.0.1:${port}`, retryAfter: webhookRetries }))
    await moveTo(0)
    silent.closeAllConnections()
    silent.close()
    await moveTo(30 * second)
    expect(log()[0]?.attempts.map(({ outcome }) => outcome)).toEqual([
      { kind: 'failed', reason: 'No answer within 0.05 s.' },
      { kind: 'failed', reason: expect.stringContaining('ECONNREFUSED') as unknown },
    ])
  })
})

const momentsOf = async (retryAfter: DeliveryOrder['retryAfter']) => {
  receiver.answer(() => ({ status: 500 }))
  const { deliver, order, moveTo, log } = open()
  deliver(order({ retryAfter }))
  await moveTo(100 * hour)
  const [record] = log()
  expect(record?.status).toBe('given up')
  expect(receiver.received).toHaveLength(record?.attempts.length ?? 0)
  return record?.attempts.map(({ at }) => at / minute) ?? []
}
const gapsOf = (moments: readonly number[]) =>
  moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0))

describe('the schedule', () => {
  it('of Subscriptions has eight retries', async () => {
    expect(gapsOf(await momentsOf(subscriptionRetries))).toEqual(
      [5 / 60, 10, 30, 70, 150, 310, 630, 1270].map((gap) => expect.closeTo(gap, 6) as unknown),
    )
  })

  it('of Invoice has eight others', async () => {
    expect(gapsOf(await momentsOf(invoiceRetries))).toEqual(
      [5 / 60, 19, 39, 79, 159, 319, 639, 1279].map((gap) => expect.closeTo(gap, 6) as unknown),
    )
  })

  it('of webhooks has 32 attempts in about 48 hours', async () => {
    const moments = await momentsOf(webhookRetries)
    expect(moments).toHaveLength(32)
    expect(gapsOf(moments).slice(0, 10)).toEqual([0.5, 1, 2, 4, 8, 16, 32, 64, 120, 120])
    expect((moments.at(-1) ?? 0) / 60).toBeCloseTo(48, 0)
  })
})

describe('several deliveries', () => {
  it('come in the order in which they are due, retries among them', async () => {
    receiver.answer(({ body }) => ({ status: body === 'first' ? 500 : 200 }))
    const { deliver, order, moveTo } = open()
    deliver(
      order({
        body: 'first',
        retryAfter: (failures) => (failures < 3 ? 10 * second : undefined),
      }),
    )
    for (const at of [15, 5, 25]) deliver(order({ body: `at ${at}`, at: at * second }))
    await moveTo(minute)
    expect(receiver.received.map(({ body }) => body)).toEqual([
      'first',
      'at 5',
      'first',
      'at 15',
      'first',
      'at 25',
    ])
  })

  it('do not wait for a server that is not theirs', async () => {
    const silent = createServer(() => {})
    const port = await listen(silent)
    const { deliver, order, moveTo } = open(300)
    deliver(order({ url: `http://127.0.0.1:${port}` }))
    deliver(order())
    const pumped = moveTo(0)
    await expect.poll(() => receiver.received.length, { interval: 5, timeout: 250 }).toBe(1)
    silent.closeAllConnections()
    silent.close()
    await pumped
  })

  it('forgotten in the middle of an attempt, none comes back', async () => {
    receiver.answer(() => ({ status: 500 }))
    const { deliver, order, moveTo, clear, log } = open()
    deliver(order({ retryAfter: () => second }))
    const pumped = moveTo(5 * second)
    clear()
    await pumped
    await moveTo(minute)
    expect(log()).toEqual([])
    expect(receiver.received.length).toBeLessThanOrEqual(1)
  })
})

describe('where a delivery goes', () => {
  it('names kept for examples lead nowhere', async () => {
    const { deliver, order, moveTo, log } = open()
    deliver(order({ url: 'https://hooks.example/mobilepay' }))
    await moveTo(0)
    expect(log()[0]?.attempts[0]?.outcome).toEqual({
      kind: 'failed',
      reason: 'The host name is reserved for examples: nothing was sent.',
    })
  })

  it('unless they are redirected, and then the Host header stays', async () => {
    const { deliver, order, moveTo, redirect } = open()
    redirect('https://hooks.example', receiver.url)
    deliver(order({ url: 'https://hooks.example/mobilepay?a=b' }))
    await moveTo(0)
    expect(receiver.received.map(({ path, headers }) => [path, headers.host])).toEqual([
      ['/mobilepay?a=b', 'hooks.example'],
    ])
  })

  it('an order may name the ports that are open to it, which hold for foreign hosts', async () => {
    const { deliver, order, moveTo, log } = open()
    deliver(order({ url: 'https://shop.invalid.test:8443/hook', ports: [80, 443] }))
    deliver(order({ ports: [80, 443] }))
    deliver(order({ url: 'mailto:a@b.example' }))
    await moveTo(0)
    expect(log().map(({ attempts }) => attempts[0]?.outcome)).toEqual([
      { kind: 'failed', reason: 'MobilePay only calls ports 80 and 443: nothing was sent.' },
      { kind: 'answered', status: 200 },
      { kind: 'failed', reason: 'The address is no web URL.' },
    ])
  })
})

it('a single attempt tells its outcome at once and is in the log', async () => {
  const { tryOnce, order, log, moveTo } = open()
  receiver.answer(() => ({ status: 418 }))
  const made = await tryOnce(order({ retryAfter: webhookRetries }))
  expect(made.outcome).toEqual({ kind: 'answered', status: 418 })
  await moveTo(hour)
  expect(log()).toMatchObject([{ status: 'given up', attempts: [{}] }])
})
