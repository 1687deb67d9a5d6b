import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { type Receiver, openReceiver } from '../delivery/receiver.ts'
import { day, minute, openProvider, second } from './subscriber.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

// MobilePay docs: subscriptions/development-guide/verification. One merchant goes through all fourteen steps.
it('the 14 steps of the Subscriptions verification', async () => {
  const shop = openProvider('box', { callbacks: receiver.url })
  const { send, simulate, moveClock, settle } = shop
  await shop.callBackTo(`${receiver.url}/payments`)
  await send('PUT', '/auth/basic', { user_name: 'shop', password: 'secret' })
  /** Whether a callback has come that says all this. */
  const isTold = async (path: string, news: Record<string, unknown>) => {
    moveClock(2 * minute)
    await settle()
    const items = receiver.received
      .filter((one) => one.path === path && one.headers.authorization?.startsWith('Basic '))
      .flatMap(({ json }) => json)
    expect(items).toContainEqual(expect.objectContaining(news))
  }

  // 1 Create a new agreement
  const { id: agreement } = await shop.create({ external_id: 'CompanynameAgreement' })
  // 2 Accept the agreement
  expect(await shop.answer(agreement, 'Accepted')).toBe(204)
  await isTold('/success-callback', { agreement_id: agreement, status: 'Accepted', status_code: 0 })

  // 3 Request a payment
  const first = await shop.charge(agreement, { external_id: 'CompanynamePayment1' })
  moveClock(5 * second)
  expect(await shop.chargeStatus(agreement, first)).toBe('Created')
  // 4 Decline the pending payment
  const declined = await send('DELETE', `/agreements/${agreement}/paymentrequests/${first}`)
  expect(declined.status).toBe(204)
  await isTold('/payments', { payment_id: first, status: 'Declined', status_code: 50_002 })

  // 5 Request a new payment and wait until its due date
  const payment = await shop.charge(agreement, { external_id: 'CompanynamePayment2' })
  // 14 Add invoice details to the payment
  const attachment = await send('PUT', `/payments/${payment}/attachment`, {
    generate_pdf: true,
    attachment_details: {
      document_title: 'Faktura',
      total_amount: 19.5,
      articles: [{ article_description: 'One box', total_price_including_vat: 19.5 }],
    },
  })
  expect(attachment.status).toBe(204)
  expect((await send('GET', `/payments/${payment}/attachment/pdf`)).status).toBe(200)
  moveClock(1.6 * day)
  expect(await shop.chargeStatus(agreement, payment)).toBe('Executed')
  await isTold('/payments', { payment_id: payment, status: 'Executed', amount: '19.50' })

  // 6 Cancel the agreement once the payment has been executed
  expect((await send('DELETE', `/agreements/${agreement}`)).status).toBe(204)
  expect(await shop.statusOf(agreement)).toBe('Canceled')
  await isTold('/cancel-callback', { agreement_id: agreement, status_code: 40_003 })
  // 7 Refund the payment
  const refund = await send('POST', `/agreements/${agreement}/payments/${payment}/refunds`, {
    status_callback_url: `${receiver.url}/refunds`,
  })
  expect(refund.status).toBe(202)
  const { id: refundId } = z.object({ id: z.uuid() }).parse(await refund.json())
  await isTold('/refunds', { refund_id: refundId, status: 'Issued', amount: '19.50' })

  // 8 Request a one-off payment
  const other = await shop.signUp({ external_id: 'CompanynameAgreement2' })
  const unwanted = await shop.requestOneOff(other, { external_id: 'CompanynameOneOff1' })
  // 9 Cancel it
  const path = `/agreements/${other}/oneoffpayments`
  expect((await send('DELETE', `${path}/${unwanted}`)).status).toBe(204)
  expect(await shop.oneOffStatus(other, unwanted)).toBe('Canceled')
  // 10 Request a new one
  const wanted = await shop.requestOneOff(other, { external_id: 'CompanynameOneOff2' })
  // 11 Accept it
  const accepted = await simulate('PATCH', `/users/v1/me${path}/${wanted}`, [
    { op: 'replace', path: '/status', value: 'Accepted' },
  ])
  expect(accepted.status).toBe(200)
  await isTold('/payments', { payment_id: wanted, status: 'Reserved', payment_type: 'OneOff' })
  // 12 Capture it
  expect((await send('POST', `${path}/${wanted}/capture`)).status).toBe(204)
  expect(await shop.oneOffStatus(other, wanted)).toBe('Captured')

  // 13 Cancel an order that was reserved, and the agreement it belongs to
  const reserved = await shop.requestOneOff(other, { external_id: 'CompanynameOneOff3' })
  await simulate('PATCH', `/users/v1/me${path}/${reserved}`, [
    { op: 'replace', path: '/status', value: 'Accepted' },
  ])
  expect((await send('DELETE', `/agreements/${other}`)).status).toBe(204)
  expect(await shop.oneOffStatus(other, reserved)).toBe('Canceled')
})
