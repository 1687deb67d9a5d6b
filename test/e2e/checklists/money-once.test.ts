import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { type ConnectedMerchant, connectMerchant } from './merchant.ts'

const points = z.object({ paymentPoints: z.array(z.object({ paymentPointId: z.string() })) })
const initiated = z.object({ paymentId: z.string() })

/** More often than the bff repeats a call that may be repeated. */
const forGood = 3

let shop: ConnectedMerchant
let pointId: string
let paymentId: string

beforeAll(async () => {
  shop = await connectMerchant('DK12345678')
  const [point] = points.parse(await shop.json(200, 'GET', '/v1/paymentpoints')).paymentPoints
  pointId = point?.paymentPointId ?? ''
})
afterAll(() => shop.close())

beforeEach(async () => {
  shop.control.mishaps.clear()
  const answer = await shop.json(200, 'POST', '/v1/payments', {
    amount: 12_345,
    idempotencyKey: randomUUID(),
    paymentPointId: pointId,
    redirectUri: 'https://shop.example/done',
    reference: 'Order-1',
  })
  ;({ paymentId } = initiated.parse(answer))
  await shop.approve(paymentId)
})

const capture = async () =>
  (await shop.send('POST', `/v1/payments/${paymentId}/capture`, { amount: 12_345 })).status
const refund = async (idempotencyKey: string) => {
  const wish = { paymentId, amount: 2345, idempotencyKey, reference: 'R-1' }
  return (await shop.send('POST', '/v1/refunds', wish)).status
}
const money = () => shop.control.money(paymentId)
const captureOperation = 'POST /v1/payments/{paymentid}/capture'

test('two clicks on Capture at the same time take the money once', async () => {
  expect(await Promise.all([capture(), capture()])).toEqual([204, 204])
  expect(money()).toMatchObject({ payments: 1, paidMinor: 12_345 })
})

test('a capture whose answer is lost on the way is repeated unseen, and takes the money once', async () => {
  shop.control.mishaps.next(captureOperation, { kind: 'lose' })
  expect(await capture()).toBe(204)
  expect(money()).toMatchObject({ payments: 1, paidMinor: 12_345 })
})

test('a capture whose answer is lost for good ends in an error, and trying again takes no more', async () => {
  shop.control.mishaps.next(captureOperation, { kind: 'lose' }, forGood)
  expect(await capture()).toBe(502)
  expect(money()).toMatchObject({ payments: 1 })
  expect(await capture()).toBe(204)
  expect(money()).toMatchObject({ payments: 1, paidMinor: 12_345 })
})

test('two clicks on Refund with one key, and lost answers, give the money back once', async () => {
  expect(await capture()).toBe(204)
  const key = randomUUID()
  expect(await Promise.all([refund(key), refund(key)])).toEqual([200, 200])
  shop.control.mishaps.next('POST /v1/refunds', { kind: 'lose' }, forGood)
  expect(await refund(key)).toBe(502)
  expect(await refund(key)).toBe(200)
  expect(money()).toMatchObject({ refunds: 1, refundedMinor: 2345 })
})

test('a cancellation, which has no key, is not repeated by the bff', async () => {
  const operation = 'POST /v1/payments/{paymentid}/cancel'
  shop.control.mishaps.next(operation, { kind: 'reset' })
  expect((await shop.send('POST', `/v1/payments/${paymentId}/cancel`)).status).toBe(502)
  expect(await shop.json(200, 'GET', `/v1/payments/${paymentId}`)).toMatchObject({
    state: 'reserved',
  })
})
