import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { anyText } from './harness.ts'
import * as schemas from './schemas.ts'
import { conflictOf, openWebShop } from './web-shop.ts'

const day = 86_400_000

it('a payment goes from the order to the bank, and its refund the same way', async () => {
  const { post, initiate, swipe, stateOf, read, moveClock } = openWebShop()
  const id = await initiate()
  expect(await stateOf(id)).toBe('initiated')
  await swipe(id)
  expect(await stateOf(id)).toBe('reserved')
  const reserved = schemas.payments.parse(await read('shop', '/v1/payments'))
  expect(JSON.stringify(reserved)).toContain(id)
  expect((await post(`/v1/payments/${id}/capture`, { amount: 12_345 })).status).toBe(204)
  expect(await stateOf(id)).toBe('captured')
  expect(JSON.stringify(await read('shop', '/v1/payments'))).not.toContain(id)

  const refund = await post('/v1/refunds', {
    paymentId: id,
    amount: 345,
    idempotencyKey: randomUUID(),
    reference: 'Refund-1',
  })
  const refunded = z
    .object({ refundId: z.uuid(), remainingAmount: z.literal(12_000) })
    .parse(await refund.json())
  expect(await read('shop', `/v1/refunds/${refunded.refundId}`)).toMatchObject({ amount: 345 })

  moveClock(day)
  const list = z.object({ transactions: z.array(schemas.transaction) })
  const { transactions } = list.parse(await read('shop', '/v3/reporting/transactions?pagesize=100'))
  const own = transactions.filter(({ paymentId }) => paymentId === id)
  expect(
    own.map(({ type, amount, merchantReference }) => [type, amount, merchantReference]),
  ).toEqual([
    ['Refund', -3.45, 'Refund-1'],
    ['Payment', 123.45, 'Order-1'],
  ])
  for (const { transferDate } of own) expect(transferDate).toBe('2026-11-25')
})

describe('initiating', () => {
  it('the same key and body get the same answer and make one payment', async () => {
    const { post, order, world } = openWebShop()
    const body = order()
    const before = world('shop').payments.all.size
    const one: unknown = await (await post('/v1/payments', body)).json()
    const reordered = Object.fromEntries(Object.entries(body).toReversed())
    expect(await (await post('/v1/payments', reordered)).json()).toEqual(one)
    expect(world('shop').payments.all.size).toBe(before + 1)
  })

  it('the same key with another body is a conflict', async () => {
    const { post, order } = openWebShop()
    const body = order()
    await post('/v1/payments', body)
    expect(await conflictOf(await post('/v1/payments', { ...body, amount: 1 }))).toBe(
      'idempotency_key_reused',
    )
  })

  it('a point must exist and take App Payments', async () => {
    const { post, order, world, send } = openWebShop()
    const unknown = order({ paymentPointId: randomUUID() })
    expect(await conflictOf(await post('/v1/payments', unknown))).toBe('payment_point_not_found')
    const till = world('shop').points.find(({ product }) => product === 'PointOfSale')
    const counter = order({ paymentPointId: till?.id })
    expect(await conflictOf(await post('/v1/payments', counter))).toBe('invalid_payment_point')
    const [inactive] = world('new').points
    const early = await send('new', 'POST', '/v1/payments', order({ paymentPointId: inactive?.id }))
    expect(await conflictOf(early)).toBe('invalid_payment_point')
  })

  it.each([
    ['amount', 0],
    ['amount', 1.5],
    ['amount', '100'],
    ['amount', 2 ** 31],
    ['amount', undefined],
    ['idempotencyKey', 'again'],
    ['paymentPointId', 7],
    ['redirectUri', 'nowhere'],
    ['redirectUri', undefined],
    ['reference', 'x'.repeat(65)],
    ['reference', undefined],
    ['description', 'x'.repeat(201)],
    ['description', '☕'],
    ['customerPhoneNumber', '+4512345678901234'],
  ])('%s = %j is a bad request', async (name, value) => {
    const { post, order } = openWebShop()
    const response = await post('/v1/payments', order({ [name]: value }))
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        code: '',
        message: expect.stringContaining(name) as unknown,
        correlationId: anyText,
        origin: 'MPY',
      },
    ])
  })

  it.each(['', '{', '[]', '"text"'])('the body %j is a bad request', async (body) => {
    const { app } = openWebShop()
    const response = await app.request('/v1/payments', {
      method: 'POST',
      headers: { authorization: 'Bearer shop' },
      body,
    })
    expect(response.status).toBe(400)
  })
})

describe('lists', () => {
  it('only reserved payments are listed, whatever is asked for', async () => {
    const { read, world, point } = openWebShop()
    const list = async (query = '') =>
      z
        .object({ payments: z.array(schemas.payment) })
        .parse(await read('shop', `/v1/payments${query}`)).payments
    const reserved = [...world('shop').payments.all.values()].filter(
      ({ state }) => state === 'reserved',
    )
    expect(reserved.length).toBeGreaterThan(2)
    const all = await list()
    expect(all.map(({ paymentId }) => paymentId).toSorted()).toEqual(
      reserved.map(({ id }) => id).toSorted(),
    )
    expect(await list('?stateFilter=captured&stateFilter=reserved')).toEqual(all)
    expect(await list('?stateFilter=captured')).toEqual([])
    expect(await list(`?paymentPointId=${point.id}&pageNumber=-3`)).toEqual(all)
    expect(await list(`?paymentPointId=${randomUUID()}`)).toEqual([])
    expect(await list('?startDate=2026-11-24T12:00:00Z')).toEqual([])
    expect(await list('?endDate=2026-11-24T12:00:00Z')).toEqual(all)
  })

  it('payments of every state are listed where a rule says so, but not on the facade', async () => {
    const { read, world } = openWebShop({ paymentsList: 'every state' })
    const { payments, rules } = world('shop')
    const page = z.object({ payments: z.array(schemas.payment) })
    const list = async (query: string) =>
      page.parse(await read('shop', `/v1/payments?pageSize=1000${query}`)).payments
    const captured = [...payments.all.values()].filter(({ state }) => state === 'captured')
    expect(captured.length).toBeGreaterThan(100)
    const listed = await list('&stateFilter=captured')
    expect(listed).toHaveLength(Math.min(1000, captured.length))
    expect(new Set((await list('')).map(({ state }) => state)).size).toBeGreaterThan(2)
    rules.platform = 'facade'
    expect(await list('&stateFilter=captured')).toEqual([])
  })

  it.each([
    'payments?pageSize=0',
    'payments?pageSize=1001',
    'payments?stateFilter=lost',
    'payments?startDate=today',
    'paymentpoints?pageSize=x',
    'refunds?paymentId=1',
  ])('%s is a bad request', async (query) => {
    expect((await openWebShop().send('shop', 'GET', `/v1/${query}`)).status).toBe(400)
  })

  it('refunds are found by payment, by point and by time', async () => {
    const { read, world, point } = openWebShop()
    const [refund] = world('shop').payments.refunds.values()
    const list = async (query: string) =>
      z
        .object({ refunds: z.array(schemas.appRefund) })
        .parse(await read('shop', `/v1/refunds?pageSize=1000&${query}`))
        .refunds.map(({ refundId }) => refundId)
    expect(await list(`paymentId=${refund?.payment.id}`)).toContain(refund?.id)
    expect(await list(`paymentPointId=${point.id}`)).toHaveLength(
      world('shop').payments.refunds.size,
    )
    const created = new Date(refund?.createdAt ?? 0).toISOString()
    expect(await list(`createdBefore=${created}`)).toEqual([refund?.id])
    expect(await list(`createdAfter=${created}`)).toContain(refund?.id)
  })
})
