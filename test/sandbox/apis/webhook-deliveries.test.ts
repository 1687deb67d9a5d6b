import { randomUUID } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { signatureOf } from '../data/notification.ts'
import type { WebhookEvent } from '../data/webhooks.ts'
import { openReceiver, type Receiver } from '../delivery/receiver.ts'
import { openWebShop } from './web-shop.ts'

const minute = 60_000
const day = 86_400_000

const notification = z.strictObject({
  notificationId: z.uuid(),
  eventType: z.string(),
  eventDate: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/u)),
  data: z.strictObject({ id: z.uuid(), type: z.string(), reference: z.optional(z.string()) }),
})

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

const open = () => {
  const shop = openWebShop({ loopbackHttp: true })
  const listen = async (events: readonly WebhookEvent[], members = {}, profile = 'shop') => {
    const url = `${receiver.url}/hook/${randomUUID()}`
    const body = { url, events, ...members }
    const response = await shop.send(profile, 'POST', '/v1/webhooks', body)
    return z
      .object({ webhookId: z.string(), url: z.string(), signatureKey: z.string() })
      .parse(await response.json())
  }
  const testNotification = (id: string) => shop.post(`/v1/webhooks/${id}/publishtestnotification`)
  return { ...shop, listen, testNotification }
}

const paymentOf = (id: string, reference: string) => ({ id, type: 'payment', reference })
const pathOf = ({ url }: { readonly url: string }) => new URL(url).pathname
const hook = (url: string) => ({ url, events: ['transfer.succeeded'] })

const told = () =>
  receiver.received.map(({ json }) => {
    const { eventType, data } = notification.parse(json)
    return [eventType, data]
  })

const only = () => {
  const [received, ...others] = receiver.received
  expect(others).toEqual([])
  if (received === undefined) throw new Error('nothing arrived')
  return received
}

describe('events', () => {
  it('payment.reserved, payment.cancelled_by_user and payment.expired, by id and reference only', async () => {
    const { listen, reserve, initiate, moveClock, settle, world } = open()
    await listen(['payment.reserved', 'payment.cancelled_by_user', 'payment.expired'])
    const reserved = await reserve({ reference: 'One' })
    const cancelled = await initiate({ reference: 'Two' })
    const forgotten = await initiate({ reference: 'Three' })
    const { payments } = world('shop')
    const payment = payments.all.get(cancelled)
    if (payment) payments.cancel(payment, 'User')
    await settle()
    moveClock(10 * minute)
    await settle()
    const own = told().filter(([, data]) =>
      [reserved, cancelled, forgotten].some((id) => JSON.stringify(data).includes(id)),
    )
    expect(own).toEqual([
      ['payment.reserved', paymentOf(reserved, 'One')],
      ['payment.cancelled_by_user', paymentOf(cancelled, 'Two')],
      ['payment.expired', paymentOf(forgotten, 'Three')],
    ])
  })

  it('a reservation that lapses expires too; a capture or a cancellation by the merchant tells nobody', async () => {
    const { listen, reserve, capture, post, moveClock, settle } = open()
    await listen(['payment.expired', 'payment.cancelled_by_user'])
    const lapsed = await reserve()
    await capture(await reserve())
    await post(`/v1/payments/${await reserve()}/cancel`)
    moveClock(7 * day)
    await settle()
    const own = told().filter(([, data]) => JSON.stringify(data).includes('Order-1'))
    expect(own).toEqual([
      ['payment.expired', { id: lapsed, type: 'payment', reference: 'Order-1' }],
    ])
  })

  it("transfer.succeeded once for each point's payout, of every product", async () => {
    const { listen, moveClock, settle, world } = open()
    await listen(['transfer.succeeded'])
    const before = world('shop').ledger.transfers.length
    moveClock(day)
    await settle()
    const transfers = world('shop').ledger.transfers.slice(before)
    expect(transfers.length).toBeGreaterThan(1)
    expect(told()).toEqual(
      transfers.map(({ id }) => ['transfer.succeeded', { id, type: 'transfer' }]),
    )
  })

  it('paymentpoint.activated when MobilePay approves the point, once, and from then on it sells', async () => {
    const { listen, settle, world, send, order } = open()
    await listen(['paymentpoint.activated'], {}, 'new')
    const [point] = world('new').points
    if (point === undefined) throw new Error('the new merchant has no point')
    world('new').activate(point)
    world('new').activate(point)
    await settle()
    expect(told()).toEqual([['paymentpoint.activated', { id: point.id, type: 'paymentpoint' }]])
    const body = order({ paymentPointId: point.id })
    expect((await send('new', 'POST', '/v1/payments', body)).status).toBe(200)
  })

  it('only the events and the point that a webhook asks for', async () => {
    const { listen, reserve, settle, world, point } = open()
    const till = world('shop').points.find(({ product }) => product === 'PointOfSale')
    const elsewhere = await listen(['payment.reserved'], { paymentPointId: till?.id })
    const other = await listen(['payment.expired'])
    const here = await listen(['payment.reserved'], { paymentPointId: point.id })
    await reserve()
    await settle()
    expect(receiver.received.map(({ path }) => path)).toEqual([pathOf(here)])
    expect([pathOf(elsewhere), pathOf(other)]).not.toContain(pathOf(here))
  })

  it('the history before the start is told to nobody', async () => {
    const { world, settle, delivery } = open()
    expect(world('shop').ledger.transfers.length).toBeGreaterThan(300)
    await settle()
    expect(delivery.log()).toEqual([])
  })
})

it('a notification is signed with the webhook’s own key over its address and its body', async () => {
  const { listen, reserve, settle } = open()
  const { url, signatureKey } = await listen(['payment.reserved'])
  await reserve({ reference: 'with spaces in it' })
  await settle()
  const { headers, body } = only()
  expect(body).toContain('with spaces in it')
  expect(headers['content-type']).toContain('application/json')
  expect(headers['x-mobilepay-signature']).toBe(signatureOf(signatureKey, url, body))
})

describe('what does not arrive', () => {
  it('is tried 32 times over 48 hours, the same body and signature each time, and never again', async () => {
    const { listen, reserve, settle, moveClock, delivery } = open()
    receiver.answer(() => ({ status: 500 }))
    await listen(['payment.reserved'])
    await reserve()
    await settle()
    moveClock(30_000 - 1)
    await settle()
    expect(receiver.received).toHaveLength(1)
    moveClock(1)
    await settle()
    expect(receiver.received).toHaveLength(2)
    moveClock(3 * day)
    await settle()
    const own = receiver.received.filter(({ body }) => body.includes('Order-1'))
    expect(own).toHaveLength(32)
    expect(new Set(own.map(({ body }) => body)).size).toBe(1)
    const record = delivery.log().find(({ order }) => order.body === own[0]?.body)
    const [first, second] = record?.attempts ?? []
    expect(record?.status).toBe('given up')
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(30_000)
    const hours = ((record?.attempts.at(-1)?.at ?? 0) - (first?.at ?? 0)) / 3_600_000
    expect(hours).toBeGreaterThan(47)
    expect(hours).toBeLessThan(49)
  })

  it('arrives at the next attempt once the server is back', async () => {
    const { listen, reserve, settle, moveClock, delivery } = open()
    receiver.answer(() => ({ status: 503 }))
    await listen(['payment.reserved'])
    await reserve()
    await settle()
    receiver.answer(() => ({ status: 204 }))
    moveClock(minute)
    await settle()
    const record = delivery.log().find(({ order }) => order.url.startsWith(receiver.url))
    expect(record).toMatchObject({ status: 'delivered', nextAt: undefined })
    expect(record?.attempts).toHaveLength(2)
  })
})

describe('a test notification', () => {
  it('arrives before the answer does', async () => {
    const { listen, testNotification } = open()
    const { webhookId, url, signatureKey } = await listen(['transfer.succeeded'])
    const response = await testNotification(webhookId)
    expect([response.status, await response.text()]).toEqual([200, ''])
    const { headers, body, json } = only()
    expect(notification.parse(json)).toMatchObject({
      eventType: 'test.notification',
      data: { type: 'test' },
    })
    expect(headers['x-mobilepay-signature']).toBe(signatureOf(signatureKey, url, body))
  })

  it.each([404, 500, 302])(
    'that is answered with %i is a conflict that says so',
    async (status) => {
      const { listen, testNotification, moveClock, settle } = open()
      receiver.answer(() => ({ status }))
      const { webhookId } = await listen(['transfer.succeeded'])
      const response = await testNotification(webhookId)
      expect([response.status, await response.json()]).toEqual([
        409,
        {
          code: null,
          message: expect.stringContaining(String(status)) as unknown,
          correlationId: expect.any(String) as unknown,
          origin: 'WBH',
        },
      ])
      moveClock(minute)
      await settle()
      expect(receiver.received).toHaveLength(1)
    },
  )

  it('to nowhere is a conflict, to a webhook that is not there or not yours 404 and 403', async () => {
    const { listen, testNotification, send } = open()
    const { webhookId } = await listen(['transfer.succeeded'], { url: 'https://hook.invalid/' })
    expect((await testNotification(webhookId)).status).toBe(409)
    expect((await testNotification(randomUUID())).status).toBe(404)
    const path = `/v1/webhooks/${webhookId}/publishtestnotification`
    expect((await send('finnish', 'POST', path)).status).toBe(403)
  })
})

describe('http addresses', () => {
  it.each(['http://127.0.0.1:4000/hook', 'http://localhost/hook', 'http://[::1]:80/hook'])(
    '%s is taken with the switch for local tests, and only with it',
    async (url) => {
      const { post, world } = openWebShop()
      expect((await post('/v1/webhooks', hook(url))).status).toBe(400)
      world('shop').rules.loopbackHttp = true
      expect((await post('/v1/webhooks', hook(url))).status).toBe(200)
    },
  )

  it.each(['http://hooks.example/', 'http://localhost.example/', 'ftp://127.0.0.1/', 'myapp://x'])(
    '%s never is',
    async (url) => {
      const { post } = openWebShop({ loopbackHttp: true })
      expect((await post('/v1/webhooks', hook(url))).status).toBe(400)
    },
  )
})
