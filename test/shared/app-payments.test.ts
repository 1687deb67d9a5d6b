import { expect, test } from 'vitest'
import * as z from 'zod/mini'

import {
  appPaymentAnswer,
  appPaymentPointsPage,
  appPaymentsPage,
  appRefundsPage,
  captureBody,
  createdPaymentAnswer,
  madeRefundAnswer,
  paymentBody,
  refundBody,
} from '#shared/mobilepay/app-payments.ts'

import { openWebShop } from '../sandbox/apis/web-shop.ts'

const kroner = (minor: number) => ({ minor, currency: 'DKK' }) as const

test('what is written is accepted, and every answer is read, to the øre', async () => {
  const shop = openWebShop({ refundFunds: 'unlimited', paymentsList: 'every state' })
  const key = crypto.randomUUID()
  const body = paymentBody(
    {
      amount: kroner(25_001),
      pointId: shop.point.id,
      reference: 'Order-7',
      description: 'Blåbær',
      redirectUri: 'https://shop.example/tak',
      phone: '+4512345678',
    },
    key,
  )
  const made = z.parse(createdPaymentAnswer, await (await shop.post('/v1/payments', body)).json())
  const again = z.parse(createdPaymentAnswer, await (await shop.post('/v1/payments', body)).json())
  expect(again).toEqual(made)
  expect(URL.canParse(made.href)).toBe(true)
  await shop.swipe(made.id)

  const read = async () =>
    z.parse(appPaymentAnswer, await shop.read('shop', `/v1/payments/${made.id}`))
  expect(await read()).toMatchObject({
    id: made.id,
    amount: kroner(25_001),
    state: 'reserved',
    reference: 'Order-7',
    description: 'Blåbær',
    pointId: shop.point.id,
    pointName: shop.point.name,
  })
  const list = z.parse(appPaymentsPage, await shop.read('shop', '/v1/payments?pageSize=1'))
  expect(list).toMatchObject({ items: [{ id: made.id }], nextPage: 2 })

  const capture = captureBody(kroner(20_000))
  expect((await shop.post(`/v1/payments/${made.id}/capture`, capture)).status).toBe(204)
  expect((await read()).state).toBe('captured')

  const refund = refundBody(
    { paymentId: made.id, amount: kroner(29), reference: 'R-1', description: null },
    crypto.randomUUID(),
  )
  const answer = await (await shop.post('/v1/refunds', refund)).json()
  const issued = z.parse(madeRefundAnswer('DKK'), answer)
  expect(issued).toMatchObject({
    paymentId: made.id,
    amount: kroner(29),
    remaining: kroner(19_971),
    reference: 'R-1',
    description: null,
  })
  const { remaining: _, ...listed } = issued
  const refunds = await shop.read('shop', `/v1/refunds?paymentId=${made.id}`)
  expect(z.parse(appRefundsPage('DKK'), refunds)).toEqual({ items: [listed], nextPage: null })

  const points = z.parse(appPaymentPointsPage, await shop.read('shop', '/v1/paymentpoints'))
  expect(points.items).toContainEqual({ id: shop.point.id, name: shop.point.name, isActive: true })
})

// The examples of the OpenAPI document spell members as its schemas do not.
const spelled = {
  PaymentId: '186d2b31-ff25-4414-9fd1-bfe9807fa8b7',
  Amount: 1250,
  Description: '',
  PaymentPointId: '7347ba06-95c5-4181-82e5-7c7a23609a0e',
  Reference: 'My-Payment-1',
  RedirectUri: 'myapp://redirect',
  State: 'initiated',
  InitiatedOn: '2022-05-26T13:13:49.700746+03:00',
  LastUpdatedOn: '2022-05-26T13:13:49.7007470+03:00',
  MerchantId: '655ad36f-70b0-4add-a123-b943daca50e8',
  IsoCurrencyCode: 'EUR',
  PaymentPointName: 'MyPaymentPoint',
}

test('a payment is read in either spelling, and an empty text is none', () => {
  const page = z.parse(appPaymentsPage, { PageSize: 1, NextPageNumber: null, Payments: [spelled] })
  expect(page).toEqual({
    nextPage: null,
    items: [
      {
        id: spelled.PaymentId,
        amount: { minor: 1250, currency: 'EUR' },
        state: 'initiated',
        reference: 'My-Payment-1',
        description: null,
        pointId: spelled.PaymentPointId,
        pointName: 'MyPaymentPoint',
        initiatedAt: Date.parse('2022-05-26T10:13:49.700Z'),
        updatedAt: Date.parse('2022-05-26T10:13:49.700Z'),
      },
    ],
  })
})

test.each([
  ['CaptureStarted', 'captureStarted'],
  ['cancelledByUser', 'cancelledByUser'],
  ['pendingReview', null],
])('the state “%s” is %s', (State, state) => {
  expect(z.parse(appPaymentAnswer, { ...spelled, State }).state).toBe(state)
})

test.each([12.5, '12.50', null, Number.MAX_SAFE_INTEGER + 1])(
  'the amount %s is none: it is whole øre or cents, or the answer is not read',
  (Amount) => {
    expect(z.safeParse(appPaymentAnswer, { ...spelled, Amount }).success).toBe(false)
  },
)

test('an amount in digits is as good as a number', () => {
  const { amount } = z.parse(appPaymentAnswer, { ...spelled, Amount: '1250' })
  expect(amount.minor).toBe(1250)
})
