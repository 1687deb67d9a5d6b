import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { conflictOf, openWebShop } from './web-shop.ts'

const minute = 60_000
const day = 86_400_000

describe('deadlines', () => {
  it('nobody answers for ten minutes: cancelled by the system', async () => {
    const { initiate, stateOf, moveClock } = openWebShop()
    const id = await initiate()
    moveClock(10 * minute - 1)
    expect(await stateOf(id)).toBe('initiated')
    moveClock(1)
    expect(await stateOf(id)).toBe('cancelledBySystem')
  })

  it('a reservation lapses after seven days and cannot be captured then', async () => {
    const { initiate, swipe, stateOf, moveClock, post } = openWebShop()
    const id = await initiate()
    await swipe(id)
    moveClock(7 * day - 1)
    expect(await stateOf(id)).toBe('reserved')
    moveClock(1)
    expect(await stateOf(id)).toBe('cancelledBySystem')
    expect(await conflictOf(await post(`/v1/payments/${id}/capture`, { amount: 12_345 }))).toBe(
      'invalid_payment_state',
    )
  })

  it('a refund is too late after ninety days', async () => {
    const { reserve, capture, refund, moveClock } = openWebShop({ refundFunds: 'unlimited' })
    const id = await reserve()
    await capture(id)
    moveClock(90 * day)
    expect((await refund(id, 1)).status).toBe(200)
    moveClock(1)
    expect(await conflictOf(await refund(id, 1))).toBe('availability_duration_expired')
  })
})

describe('capturing', () => {
  it('again with the same amount is fine, with another a conflict, and books once', async () => {
    const { initiate, swipe, post, world } = openWebShop()
    const id = await initiate()
    await swipe(id)
    const capture = (amount: number) => post(`/v1/payments/${id}/capture`, { amount })
    expect(await conflictOf(await capture(12_346))).toBe('amount_too_large')
    expect((await capture(12_000)).status).toBe(204)
    expect((await capture(12_000)).status).toBe(204)
    expect(await conflictOf(await capture(11_000))).toBe('payment_captured_with_different_amount')
    const booked = world('shop').ledger.lines.filter(({ details }) => details.paymentId === id)
    expect(booked.map(({ amountMinor }) => amountMinor)).toEqual([12_000])
  })

  it('less than the whole only where the point allows it', async () => {
    const { send, world, order } = openWebShop()
    const point = world('finnish').points.find(({ product }) => product === 'App payments')
    const initiated = await send(
      'finnish',
      'POST',
      '/v1/payments',
      order({ paymentPointId: point?.id }),
    )
    const { paymentId } = z.object({ paymentId: z.string() }).parse(await initiated.json())
    await send('finnish', 'POST', `/v1/integration-test/payments/${paymentId}/reserve`, {
      paymentSourceId: randomUUID(),
      userId: randomUUID(),
    })
    const response = await send('finnish', 'POST', `/v1/payments/${paymentId}/capture`, {
      amount: 1,
    })
    expect(await conflictOf(response)).toBe('partial_capture_disallowed')
  })

  it('needs a reservation and a payment', async () => {
    const { initiate, post } = openWebShop()
    const id = await initiate()
    const amount = { amount: 12_345 }
    expect(await conflictOf(await post(`/v1/payments/${id}/capture`, amount))).toBe(
      'invalid_payment_state',
    )
    expect(await conflictOf(await post(`/v1/payments/${randomUUID()}/capture`, amount))).toBe(
      'payment_not_found',
    )
  })
})

describe('cancelling', () => {
  it('works until the capture, and again', async () => {
    const { initiate, swipe, post, stateOf } = openWebShop()
    const id = await initiate()
    await swipe(id)
    expect((await post(`/v1/payments/${id}/cancel`)).status).toBe(204)
    expect((await post(`/v1/payments/${id}/cancel`)).status).toBe(204)
    expect(await stateOf(id)).toBe('cancelledByMerchant')

    const captured = await initiate()
    await swipe(captured)
    await post(`/v1/payments/${captured}/capture`, { amount: 12_345 })
    expect(await conflictOf(await post(`/v1/payments/${captured}/cancel`))).toBe(
      'invalid_payment_state',
    )
  })

  it('by key only while nobody has swiped', async () => {
    const { initiate, swipe, post, stateOf } = openWebShop()
    const idempotencyKey = randomUUID()
    const id = await initiate({ idempotencyKey })
    expect((await post('/v1/payments/cancel', { idempotencyKey })).status).toBe(204)
    expect(await stateOf(id)).toBe('cancelledByMerchant')

    const second = randomUUID()
    await swipe(await initiate({ idempotencyKey: second }))
    const cancel = (key: string) => post('/v1/payments/cancel', { idempotencyKey: key })
    expect(await conflictOf(await cancel(second))).toBe('invalid_payment_state')
    expect(await conflictOf(await cancel(randomUUID()))).toBe('payment_not_found')
  })
})

describe('refunding', () => {
  it('stops at what was captured, and a repeated key refunds once', async () => {
    const { initiate, swipe, post, world } = openWebShop()
    const id = await initiate()
    await swipe(id)
    const refund = (amount: number, idempotencyKey = randomUUID()) =>
      post('/v1/refunds', { paymentId: id, amount, idempotencyKey, reference: 'R' })
    expect(await conflictOf(await refund(1))).toBe('invalid_payment_state')
    await post(`/v1/payments/${id}/capture`, { amount: 12_345 })
    const key = randomUUID()
    const one: unknown = await (await refund(12_000, key)).json()
    expect(await (await refund(12_000, key)).json()).toEqual(one)
    expect(await conflictOf(await refund(11_000, key))).toBe('idempotency_key_reused')
    expect(await conflictOf(await refund(346))).toBe('amount_too_large')
    expect(await (await refund(345)).json()).toMatchObject({ remainingAmount: 0 })
    const refunds = [...world('shop').payments.refunds.values()]
    expect(refunds.filter(({ payment }) => payment.id === id)).toHaveLength(2)
  })
})
