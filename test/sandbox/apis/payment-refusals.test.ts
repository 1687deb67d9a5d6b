import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { customers } from '../data/customers.ts'
import { conflictOf, openWebShop } from './web-shop.ts'

const day = 86_400_000

describe('a capture whose outcome MobilePay does not know', () => {
  it('is a 500 and leaves captureStarted, and only the repetition moves money, once', async () => {
    const { world, reserve, capture, stateOf } = openWebShop({ unknownCaptures: 2 })
    const id = await reserve()
    const booked = () =>
      world('shop').ledger.lines.filter(({ details }) => details.paymentId === id).length
    for (const attempt of ['first', 'second']) {
      const response = await capture(id)
      expect([attempt, response.status, await response.text()]).toEqual([attempt, 500, ''])
      expect(await stateOf(id)).toBe('captureStarted')
      expect(booked()).toBe(0)
    }
    expect((await capture(id)).status).toBe(204)
    expect((await capture(id)).status).toBe(204)
    expect(await stateOf(id)).toBe('captured')
    expect(booked()).toBe(1)
  })

  it('can be repeated with the same amount only, does not lapse, and cannot be cancelled or refunded', async () => {
    const { post, refund, reserve, capture, stateOf, moveClock } = openWebShop({
      unknownCaptures: 1,
    })
    const id = await reserve()
    await capture(id, 12_000)
    expect(await conflictOf(await capture(id))).toBe('payment_captured_with_different_amount')
    expect(await conflictOf(await post(`/v1/payments/${id}/cancel`))).toBe('invalid_payment_state')
    expect(await conflictOf(await refund(id, 1))).toBe('invalid_payment_state')
    moveClock(8 * day)
    expect(await stateOf(id)).toBe('captureStarted')
    expect((await capture(id, 12_000)).status).toBe(204)
  })

  it('is not wasted on a capture that is refused anyway', async () => {
    const { initiate, reserve, capture, world } = openWebShop({ unknownCaptures: 1 })
    expect(await conflictOf(await capture(await initiate()))).toBe('invalid_payment_state')
    expect(await conflictOf(await capture(await reserve(), 99_999))).toBe('amount_too_large')
    expect(world('shop').rules.unknownCaptures).toBe(1)
  })
})

describe('funds', () => {
  it('a refund takes what the point has taken since its payout, and no more', async () => {
    const { reserve, capture, refund, moveClock, world, point } = openWebShop()
    const id = await reserve({ amount: 10_000_000 })
    await capture(id, 10_000_000)
    moveClock(day)
    world('shop')
    const balance = world('shop').ledger.balanceOf(point)
    expect(balance).toBeGreaterThan(0)
    expect(balance).toBeLessThan(10_000_000)
    expect(await conflictOf(await refund(id, balance + 1))).toBe('amount_exceeds_available_funds')
    expect((await refund(id, balance)).status).toBe(200)

    const today = await reserve()
    await capture(today)
    expect((await refund(today, 12_345 - 254)).status).toBe(200)
  })

  it('what is refused for lack of funds has not been refunded', async () => {
    const { reserve, capture, refund, moveClock, world } = openWebShop()
    const id = await reserve({ amount: 10_000_000 })
    await capture(id, 10_000_000)
    moveClock(day)
    const key = randomUUID()
    expect(await conflictOf(await refund(id, 10_000_000, key))).toBe(
      'amount_exceeds_available_funds',
    )
    world('shop').rules.refundFunds = 'unlimited'
    expect(await (await refund(id, 10_000_000, key)).json()).toMatchObject({ remainingAmount: 0 })
  })
})

it("another merchant's payments and points are forbidden, unlike those that do not exist", async () => {
  const { send, order, reserve, point, read } = openWebShop()
  const id = await reserve()
  await read('finnish', '/v1/paymentpoints')
  const asStranger = async (path: string, body?: unknown) =>
    conflictOf(await send('finnish', 'POST', path, body))
  const capture = { amount: 12_345 }
  const refund = { paymentId: id, amount: 1, idempotencyKey: randomUUID(), reference: 'R' }
  expect(await asStranger('/v1/payments', order({ paymentPointId: point.id }))).toBe(
    'unauthorized_access',
  )
  expect(await asStranger(`/v1/payments/${id}/capture`, capture)).toBe('unauthorized_access')
  expect(await asStranger(`/v1/payments/${id}/cancel`)).toBe('unauthorized_access')
  expect(await asStranger('/v1/refunds', refund)).toBe('unauthorized_access')
  const nobodys = { ...refund, paymentId: randomUUID() }
  expect(await asStranger('/v1/refunds', nobodys)).toBe('payment_not_found')
})

describe('what may be written', () => {
  it.each(['Æblegrød & knækbrød: 25 % (½ kg)', 'Größe ÿ ñ ¿qué? {~}', ''])(
    '%j is a description',
    async (description) => {
      const { initiate, read } = openWebShop()
      const id = await initiate({ description })
      expect(await read('shop', `/v1/payments/${id}`)).toMatchObject({ description })
    },
  )

  it.each([
    '5 €',
    'a "quoted" word',
    String.raw`back\slash`,
    'line\nbreak',
    'Łódź',
    'č',
    '…',
    '☕',
  ])('%j is none', async (description) => {
    const { post, order } = openWebShop()
    expect((await post('/v1/payments', order({ description }))).status).toBe(400)
  })

  it('200 characters of description and 64 of reference are the most, and come back whole', async () => {
    const { initiate, read } = openWebShop()
    const longest = { description: 'ø'.repeat(200), reference: 'å'.repeat(64) }
    expect(await read('shop', `/v1/payments/${await initiate(longest)}`)).toMatchObject(longest)
  })

  it.each(['https://Shop.example', 'myapp://back', 'HTTPS://shop.example/a b'])(
    'the redirectUri %s comes back as it was written',
    async (redirectUri) => {
      const { initiate, read } = openWebShop()
      const id = await initiate({ redirectUri })
      expect(await read('shop', `/v1/payments/${id}`)).toMatchObject({ redirectUri })
    },
  )
})

const swipePath = (id: string) => `/v1/integration-test/payments/${id}/reserve`

describe('the simulated swipe', () => {
  it('fails for the test user whose card has expired, and the payment waits on', async () => {
    const { post, initiate, stateOf } = openWebShop()
    const expired = customers.find(({ hasExpiredCard }) => hasExpiredCard)
    const id = await initiate()
    const swiped = { paymentSourceId: expired?.cardId, userId: expired?.id }
    expect(await conflictOf(await post(swipePath(id), swiped))).toBe('processing_error')
    expect(await stateOf(id)).toBe('initiated')
  })

  it('takes a phone number instead, as the later test platform did', async () => {
    const { post, initiate, stateOf } = openWebShop()
    const id = await initiate()
    expect((await post(swipePath(id), { phoneNumber: '4512345678' })).status).toBe(204)
    expect(await stateOf(id)).toBe('reserved')
    expect((await post(swipePath(id), { phoneNumber: 'mine' })).status).toBe(400)
    expect((await post(swipePath(id), { userId: randomUUID() })).status).toBe(400)
  })
})
