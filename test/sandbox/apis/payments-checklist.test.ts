import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { type Receiver, openReceiver } from '../delivery/receiver.ts'
import { openWebShop } from './web-shop.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

// MobilePay docs: app-payments/development-guide/verification.
it('the four calls of the App Payments verification, with webhooks and with polling', async () => {
  const shop = openWebShop()
  const { capture, delivery, initiate, post, settle, stateOf } = shop
  delivery.redirect('https://shop.example', receiver.url)
  const events = ['payment.reserved', 'payment.expired', 'payment.cancelled_by_user']
  // 5 Webhooks
  const hook = await post('/v1/webhooks', { url: 'https://shop.example/hook', events })
  expect(hook.status).toBe(200)

  // 1 Initiate a payment
  const id = await initiate()
  // 2 Accept it through the API, as there is no test app
  const swiped = { paymentSourceId: randomUUID(), userId: randomUUID() }
  const accepted = await post(`/v1/integration-test/payments/${id}/reserve`, swiped)
  expect(accepted.status).toBe(204)
  await settle()
  const [told] = receiver.received
  const { data } = z.object({ data: z.object({ id: z.string() }) }).parse(told?.json)
  expect(data.id).toBe(id)
  // 6 Or polling
  expect(await stateOf(id)).toBe('reserved')

  // 3 Cancel another one
  const unwanted = await initiate()
  expect((await post(`/v1/payments/${unwanted}/cancel`)).status).toBe(204)
  expect(await stateOf(unwanted)).toBe('cancelledByMerchant')

  // 4 Refund what has been captured
  expect((await capture(id)).status).toBe(204)
  const refund = { paymentId: id, amount: 12_000, idempotencyKey: randomUUID(), reference: 'R-1' }
  expect(await (await post('/v1/refunds', refund)).json()).toMatchObject({ remainingAmount: 345 })
})
