import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { type Receiver, openReceiver } from '../delivery/receiver.ts'
import { anyText } from './harness.ts'
import { day, hour, openProvider, second } from './subscriber.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

/** A provider with one executed charge of 50.00, an hour old. */
const open = async (refundFunds: 'unlimited' | 'balance' = 'unlimited') => {
  const shop = openProvider('finnish', { rules: { refundFunds } })
  const { length } = receiver.received
  const agreement = await shop.signUp()
  const payment = await shop.charge(agreement, { amount: 50 })
  shop.moveClock(38 * hour)
  expect(await shop.chargeStatus(agreement, payment)).toBe('Executed')
  const path = (id = payment) => `/agreements/${agreement}/payments/${id}/refunds`
  const request = (members: Record<string, unknown> = {}, id = payment) =>
    shop.send('POST', path(id), {
      status_callback_url: `${receiver.url}/refunds`,
      external_id: 'REF-1',
      ...members,
    })
  /** What the callback says of a refund. */
  const outcome = async (members?: Record<string, unknown>, id?: string) => {
    const response = await request(members, id)
    expect(response.status).toBe(202)
    const refund = z.object({ id: z.uuid() }).parse(await response.json())
    shop.moveClock(2 * second)
    await shop.settle()
    const told = receiver.received.slice(length).find(({ body }) => body.includes(refund.id))?.json
    return z.record(z.string(), z.unknown()).parse(told)
  }
  const list = () => shop.read('finnish', shop.base + path())
  return { ...shop, agreement, payment, request, outcome, list, path }
}

describe('asking for a refund', () => {
  it('is accepted for later, then issued, and both are told', async () => {
    const { request, list, moveClock, settle, agreement, payment } = await open()
    const response = await request({ amount: 10.99 })
    expect(response.status).toBe(202)
    const refund = await response.json()
    expect(refund).toEqual({
      id: anyText,
      amount: 10.99,
      status_callback_url: `${receiver.url}/refunds`,
      external_id: 'REF-1',
    })
    const { id } = z.object({ id: z.string() }).parse(refund)
    const item = { id, amount: 10.99, currency: 'EUR', externalId: 'REF-1' }
    expect(await list()).toEqual([{ ...item, status: 'Requested', paymentTransactionId: null }])
    moveClock(2 * second)
    await settle()
    expect(await list()).toEqual([{ ...item, status: 'Issued', paymentTransactionId: anyText }])
    const { path, json } = receiver.received.findLast(({ body }) => body.includes(id)) ?? {}
    expect([path, json]).toEqual([
      '/refunds',
      {
        refund_id: id,
        agreement_id: agreement,
        payment_id: payment,
        amount: '10.99',
        currency: 'EUR',
        status: 'Issued',
        status_text: null,
        status_code: 0,
        external_id: 'REF-1',
      },
    ])
  })

  it('without an amount gives everything back', async () => {
    const { outcome, list } = await open()
    expect(await outcome({ amount: undefined })).toMatchObject({ amount: '50.00' })
    expect(await list()).toMatchObject([{ amount: 50, status: 'Issued' }])
  })

  it('without a callback address is good too', async () => {
    const { request, list, moveClock } = await open()
    expect((await request({ status_callback_url: undefined, external_id: undefined })).status).toBe(
      202,
    )
    moveClock(2 * second)
    expect(await list()).toMatchObject([{ status: 'Issued', externalId: null }])
  })

  it.each([
    ['of nothing', { amount: 0 }],
    ['of text', { amount: 'all' }],
    ['with an insecure callback address', { status_callback_url: 'http://shop.example' }],
    ['with a callback address that is none', { status_callback_url: 'shop' }],
  ])('%s is a bad request, in the shape of refunds alone', async (_, members) => {
    const { request } = await open()
    const response = await request(members)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      errorText: 'BadRequest',
      errorDetails: {
        message: anyText,
        errorType: 'InputError',
        correlationId: anyText,
        errorCode: null,
      },
    })
  })
})

describe('a refund is declined', () => {
  it('when everything has been given back (60001), or would be more than everything (60002)', async () => {
    const { outcome } = await open()
    expect(await outcome({ amount: 50.01 })).toMatchObject({ status_code: 60_002 })
    expect(await outcome({ amount: 20 })).toMatchObject({ status_code: 0 })
    expect(await outcome({ amount: 30.01 })).toMatchObject({ status_code: 60_002 })
    expect(await outcome({ amount: 30 })).toMatchObject({ status_code: 0 })
    expect(await outcome({ amount: 0.01 })).toMatchObject({
      status: 'Declined',
      status_code: 60_001,
      status_text: anyText,
    })
    expect(await outcome({ amount: undefined })).toMatchObject({ status_code: 60_001 })
  })

  it('when there is no such payment (60003)', async () => {
    const { outcome } = await open()
    const unknown = '7347ba06-95c5-4181-82e5-7c7a23609a0e'
    expect(await outcome({ amount: 1 }, unknown)).toMatchObject({
      payment_id: unknown,
      status: 'Declined',
      status_code: 60_003,
    })
  })

  it('when nothing has been paid (60004)', async () => {
    const { agreement, charge, outcome } = await open()
    const pending = await charge(agreement, { external_id: 'PMT-2', due_date: '2026-12-24' })
    expect(await outcome({ amount: 1 }, pending)).toMatchObject({ status_code: 60_004 })
  })

  it('when it has more than two decimals (60005)', async () => {
    const { outcome } = await open()
    expect(await outcome({ amount: 1.005 })).toMatchObject({ status_code: 60_005 })
  })

  it('when the payment is more than 90 days old (60006)', async () => {
    const { outcome, moveClock } = await open()
    moveClock(90 * day - 2 * hour - 4 * second)
    expect(await outcome({ amount: 1 })).toMatchObject({ status_code: 0 })
    moveClock(1)
    expect(await outcome({ amount: 1 })).toMatchObject({ status_code: 60_006 })
  })

  it('when the money is transferred instantly (60007)', async () => {
    const { outcome, provider } = await open()
    provider.transfers = 'instant'
    expect(await outcome({ amount: 1 })).toMatchObject({ status_code: 60_007 })
  })

  it('when the balance does not cover it (60008)', async () => {
    const { outcome, moveClock } = await open('balance')
    expect(await outcome({ amount: 49.41 })).toMatchObject({ status_code: 60_008 })
    expect(await outcome({ amount: 9.4 })).toMatchObject({ status_code: 0 })
    // Past the next payout and before the next charges.
    moveClock(26 * hour)
    expect(await outcome({ amount: 1 })).toMatchObject({ status_code: 60_008 })
  })
})

it('an agreement that has ended does not stand in the way', async () => {
  const { agreement, send, outcome } = await open()
  await send('DELETE', `/agreements/${agreement}`)
  expect(await outcome({ amount: 1 })).toMatchObject({ status: 'Issued' })
})

it('a captured one-off can be refunded', async () => {
  const { agreement, requestOneOff, simulate, send, outcome } = await open()
  const id = await requestOneOff(agreement)
  const path = `/users/v1/me/agreements/${agreement}/oneoffpayments/${id}`
  await simulate('PATCH', path, [{ op: 'replace', path: '/status', value: 'Accepted' }])
  await send('POST', `/agreements/${agreement}/oneoffpayments/${id}/capture`)
  expect(await outcome({ amount: 80 }, id)).toMatchObject({ status: 'Issued', amount: '80.00' })
})
