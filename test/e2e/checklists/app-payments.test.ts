import { createHmac, randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { playAsChecklist } from './checklist.ts'
import { type ConnectedMerchant, connectMerchant } from './merchant.ts'

const points = z.object({
  paymentPoints: z.tuple([z.object({ paymentPointId: z.string() })], z.unknown()),
})
const initiated = z.object({ paymentId: z.string() })
const hook = z.object({ webhookId: z.string(), url: z.string(), signatureKey: z.string() })

const origin = 'https://shop.example'

// MobilePay docs: app-payments/development-guide/verification.
describe('the App Payments checklist, through the proxy', () => {
  playAsChecklist('App Payments, before production: 4 calls, webhooks, polling')
  let shop: ConnectedMerchant
  let pointId: string
  let payment: string
  let webhook: string

  beforeAll(async () => {
    shop = await connectMerchant('DK12345678')
    shop.publish(origin)
    const answer = await shop.json(200, 'GET', '/v1/paymentpoints')
    pointId = points.parse(answer).paymentPoints[0].paymentPointId
  })
  afterAll(() => shop.close())

  const initiate = async () => {
    const answer = await shop.json(200, 'POST', '/v1/payments', {
      amount: 12_345,
      idempotencyKey: randomUUID(),
      paymentPointId: pointId,
      redirectUri: 'myapp://redirect',
      reference: 'Order-1',
      description: 'Blåbær & fløde',
    })
    return initiated.parse(answer).paymentId
  }
  const stateOf = (id: string) => shop.json(200, 'GET', `/v1/payments/${id}`)

  test('1 webhooks: register one for the three events', async () => {
    const events = ['payment.reserved', 'payment.expired', 'payment.cancelled_by_user']
    const wish = { url: `${origin}/hook`, events }
    const registered = hook.parse(await shop.json(200, 'POST', '/v1/webhooks', wish))
    // The proxy masks the key; a click in the console reveals it.
    webhook = registered.webhookId
    expect(registered).toMatchObject({ url: wish.url, signatureKey: '********' })
  })

  test('2 initiate a payment', async () => {
    payment = await initiate()
    expect(await stateOf(payment)).toMatchObject({ state: 'initiated', amount: 12_345 })
  })

  test('3 the customer accepts it', async () => {
    expect(await shop.approve(payment)).toBe(200)
  })

  test('4 webhooks: the signed notification of the reservation', async () => {
    await shop.pass(1)
    const [sent] = shop.receiver.received
    expect(sent?.json).toMatchObject({ eventType: 'payment.reserved', data: { id: payment } })
    const { signatureKey } = hook.parse(await shop.reveal(`/v1/webhooks/${webhook}`))
    const signed = createHmac('sha1', signatureKey)
      .update(`${origin}/hook${sent?.body}`.replaceAll(/\s/g, ''))
      .digest('base64')
    expect(sent?.headers['x-mobilepay-signature']).toBe(signed)
  })

  test('5 or polling', async () => {
    expect(await stateOf(payment)).toMatchObject({ state: 'reserved' })
  })

  test('6 cancel another one', async () => {
    const unwanted = await initiate()
    await shop.json(204, 'POST', `/v1/payments/${unwanted}/cancel`)
    expect(await stateOf(unwanted)).toMatchObject({ state: 'cancelledByMerchant' })
  })

  test('7 capture, and refund what has been captured', async () => {
    await shop.json(204, 'POST', `/v1/payments/${payment}/capture`, { amount: 12_345 })
    const refund = {
      paymentId: payment,
      amount: 12_000,
      idempotencyKey: randomUUID(),
      reference: 'R-1',
    }
    expect(await shop.json(200, 'POST', '/v1/refunds', refund)).toMatchObject({
      remainingAmount: 345,
    })
  })
})
