import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { startConnected } from './connected.ts'

type Connected = Awaited<ReturnType<typeof startConnected>>

let sandbox: Connected['sandbox']
let merchant: Connected['merchant']
let pointId: string
let paymentId: string

const captureOperation = 'POST /v1/payments/{paymentid}/capture'
const page = { status: 500, contentType: 'text/html', body: '<h1>Something else</h1>' } as const

beforeAll(async () => {
  ;({ sandbox, merchant } = await startConnected('shop'))
  const points = z.object({ paymentPoints: z.array(z.object({ paymentPointId: z.string() })) })
  const [point] = points.parse(await merchant.json('GET', '/v1/paymentpoints')).paymentPoints
  pointId = point?.paymentPointId ?? ''
})
afterAll(() => sandbox.close())

beforeEach(async () => {
  sandbox.control.mishaps.clear()
  const wish = {
    amount: 12_345,
    idempotencyKey: randomUUID(),
    paymentPointId: pointId,
    redirectUri: 'https://shop.example/done',
    reference: 'Order-1',
  }
  const answer = await merchant.json('POST', '/v1/payments', wish)
  paymentId = z.object({ paymentId: z.string() }).parse(answer).paymentId
  const swipe = { phoneNumber: '4557373259' }
  await merchant.send('POST', `/v1/integration-test/payments/${paymentId}/reserve`, swipe)
})

const capture = async () =>
  (await merchant.send('POST', `/v1/payments/${paymentId}/capture`, { amount: 12_345 })).status
const refund = async (idempotencyKey: string) => {
  const wish = { paymentId, amount: 345, idempotencyKey, reference: 'R-1' }
  return (await merchant.send('POST', '/v1/refunds', wish)).status
}
const money = () => sandbox.control.money(paymentId)

test('a capture that breaks off before anything is done moves nothing, and other calls pass', async () => {
  sandbox.control.mishaps.next(captureOperation, { kind: 'reset' })
  await merchant.json('GET', `/v1/payments/${paymentId}`)
  await expect(capture()).rejects.toThrow('fetch failed')
  expect(money()).toMatchObject({ payments: 0, paidMinor: 0, lines: [] })
  expect(await capture()).toBe(204)
  expect(money()).toMatchObject({ payments: 1, paidMinor: 12_345, currency: 'DKK' })
})

test('a capture whose answer is lost has moved the money, and repeating it moves no more', async () => {
  sandbox.control.mishaps.next(captureOperation, { kind: 'lose' })
  await expect(capture()).rejects.toThrow('fetch failed')
  expect(money()).toMatchObject({ payments: 1, paidMinor: 12_345 })
  expect(await capture()).toBe(204)
  expect(money()).toMatchObject({ payments: 1, paidMinor: 12_345 })
})

test('an error can come before or after the money has moved', async () => {
  sandbox.control.mishaps.next(captureOperation, { kind: 'respond', ...page })
  expect(await capture()).toBe(500)
  expect(money()).toMatchObject({ payments: 0 })
  sandbox.control.mishaps.next(captureOperation, { kind: 'misreport', ...page })
  expect(await capture()).toBe(500)
  expect(money()).toMatchObject({ payments: 1 })
})

test('a refund whose answer is lost is given once to the same key, and twice to two', async () => {
  await capture()
  const key = randomUUID()
  sandbox.control.mishaps.next('POST /v1/refunds', { kind: 'lose' }, 2)
  await expect(refund(key)).rejects.toThrow('fetch failed')
  await expect(refund(key)).rejects.toThrow('fetch failed')
  expect(await refund(key)).toBe(200)
  expect(money()).toMatchObject({ refunds: 1, refundedMinor: 345 })
  expect(await refund(randomUUID())).toBe(200)
  expect(money()).toMatchObject({ refunds: 2, refundedMinor: 690, paidMinor: 12_345 })
})

test('anybody can read the money over HTTP, and an unknown id is no payment', async () => {
  await capture()
  const response = await fetch(`${sandbox.portalUrl}/sandbox/money/${paymentId}`)
  expect(await response.json()).toEqual(money())
  expect(money()?.lines).toMatchObject([{ type: 'Payment', amountMinor: 12_345 }])
  const unknown = randomUUID()
  expect(sandbox.control.money(unknown)).toBeUndefined()
  expect((await fetch(`${sandbox.portalUrl}/sandbox/money/${unknown}`)).status).toBe(404)
})

test('an operation that there is not cannot be arranged', () => {
  expect(() => {
    sandbox.control.mishaps.next('POST /v1/refund', { kind: 'lose' })
  }).toThrow('no operation POST /v1/refund')
})
