import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { customers } from '../data/customers.ts'
import { type Receiver, openReceiver } from '../delivery/receiver.ts'
import { waitingFor } from './customer-acts.ts'
import { anyText, openApis } from './harness.ts'
import { day, dayAfter, minute, openProvider, people, second } from './subscriber.ts'
import { openWebShop } from './web-shop.ts'

const rules = { platform: 'facade' } as const

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

describe('Subscriptions on the facade', () => {
  let shop: ReturnType<typeof openProvider>
  beforeEach(async () => {
    shop = openProvider('finnish', { rules, callbacks: receiver.url })
    await shop.callBackTo(`${receiver.url}/paid`)
  })
  const told = async (id: string) => {
    shop.moveClock(2 * minute)
    await shop.settle()
    return receiver.received
      .flatMap(({ json }) => json)
      .filter((news) => z.object({ payment_id: z.literal(id) }).safeParse(news).success)
      .at(-1)
  }
  const cancelled = { status: 'Cancelled', status_code: 70_003 }

  it('a pending agreement expires after ten minutes, whatever was asked for', async () => {
    const { id } = await shop.create({ expiration_timeout_minutes: 20_000 })
    shop.moveClock(10 * minute - second)
    expect(await shop.statusOf(id)).toBe('Pending')
    shop.moveClock(second)
    expect(await shop.statusOf(id)).toBe('Expired')
  })

  it('a one-off needs a new agreement or no swipe, and waits ten minutes or one', async () => {
    const agreement = await shop.signUp()
    const oneOffs = `/agreements/${agreement}/oneoffpayments`
    const wish = { amount: 5, external_id: 'OOP-1', description: 'Eggs', links: [] }
    const refused = await shop.send('POST', oneOffs, wish)
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({
      error_description: { error_code: null, localized_message: anyText },
    })
    const reserved = await shop.requestOneOff(agreement, { auto_reserve: true })
    shop.moveClock(2 * second)
    expect(await shop.oneOffStatus(agreement, reserved)).toBe('Reserved')

    const late = await shop.create({
      one_off_payment: { ...wish, links: undefined, expiration_timeout_minutes: 600 },
    })
    shop.moveClock(10 * minute)
    expect(await shop.oneOffStatus(late.id, late.one_off_payment_id ?? '')).toBe('Expired')

    const poor = await shop.signUp({ mobile_phone_number: undefined })
    Object.assign(shop.provider.agreements.get(poor) ?? {}, { customer: people.bo })
    const failing = await shop.requestOneOff(poor, { auto_reserve: true })
    shop.moveClock(minute)
    expect(await shop.oneOffStatus(poor, failing)).toBe('Expired')
    expect(await told(failing)).toMatchObject(cancelled)
  })

  it('what comes to nothing before money moves is Cancelled, 70003', async () => {
    const agreement = await shop.signUp()
    const declined = await shop.charge(agreement)
    const rejected = await shop.charge(agreement, { external_id: 'PMT-2' })
    shop.moveClock(5 * second)
    await shop.send('DELETE', `/agreements/${agreement}/paymentrequests/${declined}`)
    await shop.simulate('DELETE', `/users/me/payments/${rejected}`)
    expect(await told(declined)).toMatchObject(cancelled)
    expect(await told(rejected)).toMatchObject(cancelled)
    // Others keep their codes.
    const twice = await shop.charge(agreement, { external_id: 'PMT-3', amount: 5000 })
    expect(await told(twice)).toMatchObject({ status: 'Declined', status_code: 70_001 })
  })

  it('the retention period is ignored', async () => {
    const agreement = await shop.signUp({ retention_period_hours: 24 })
    const leave = { status: 'Canceled' }
    const path = `/users/v1/me/agreements/${agreement}`
    expect((await shop.simulate('PATCH', path, leave)).status).toBe(204)
  })

  it('a requested amount cannot be changed, and attachments are forgotten', async () => {
    const agreement = await shop.signUp()
    const charge = await shop.charge(agreement)
    const patch = [{ op: 'replace', path: '/amount', value: '10.00' }]
    const path = `/agreements/${agreement}/paymentrequests/${charge}`
    expect((await shop.send('PATCH', path, patch)).status).toBe(404)
    const details = { total_amount: 1, articles: [{ article_description: 'Eggs' }] }
    const attachment = `/payments/${charge}/attachment`
    const wish = { generate_pdf: true, attachment_details: details }
    expect((await shop.send('PUT', attachment, wish)).status).toBe(204)
    expect((await shop.send('GET', attachment)).status).toBe(404)
    expect((await shop.send('GET', `${attachment}/pdf`)).status).toBe(404)
  })

  it('refunds are decided at once, without a callback, for a year, instant transfers too', async () => {
    shop.provider.transfers = 'instant'
    shop.world('finnish').rules.refundFunds = 'unlimited'
    const agreement = await shop.signUp()
    const charge = await shop.charge(agreement, { amount: 50 })
    shop.moveClock(2 * day)
    await shop.settle()
    const refund = (amount: number) =>
      shop.send('POST', `/agreements/${agreement}/payments/${charge}/refunds`, {
        amount,
        status_callback_url: `${receiver.url}/refunded`,
      })
    const issued = await refund(10)
    expect([issued.status, await issued.json()]).toEqual([
      200,
      expect.objectContaining({ id: anyText, amount: 10 }),
    ])
    const tooMuch = await refund(45)
    expect([tooMuch.status, await tooMuch.json()]).toEqual([
      400,
      { StatusCode: 100, StatusText: anyText },
    ])
    shop.moveClock(360 * day)
    expect((await refund(1)).status).toBe(200)
    shop.moveClock(6 * day)
    expect((await refund(1)).status).toBe(400)
    await shop.settle()
    expect(receiver.received.filter(({ path }) => path === '/refunded')).toEqual([])
  })

  it('customers see charges 35 days ahead', async () => {
    const agreement = await shop.signUp()
    await shop.charge(agreement, { due_date: dayAfter(35) })
    await shop.charge(agreement, { due_date: dayAfter(36), external_id: 'PMT-2' })
    shop.moveClock(5 * second)
    shop.world('finnish')
    const [, , , oili] = customers
    if (!oili) throw new Error('test users are missing')
    const days = waitingFor(shop.worlds, oili).flatMap((waiting) =>
      waiting.kind === 'charge' ? [waiting.item.dueDay] : [],
    )
    expect(days).toEqual([dayAfter(35)])
  })
})

it('App Payments cuts texts at 100 characters, and drops those of refunds', async () => {
  const shop = openWebShop(rules)
  const long = 'x'.repeat(150)
  const id = await shop.reserve({ description: long, redirectUri: `https://shop.example/${long}` })
  const payment = z.object({ description: z.string(), redirectUri: z.string() })
  const one = payment.parse(await shop.read('shop', `/v1/payments/${id}`))
  expect([one.description.length, one.redirectUri.length]).toEqual([100, 171])
  const page = z.object({ payments: z.array(payment) })
  const [listed] = page.parse(await shop.read('shop', '/v1/payments')).payments
  expect(listed?.redirectUri).toHaveLength(100)
  await shop.capture(id)
  const wish = { paymentId: id, amount: 1, idempotencyKey: randomUUID(), reference: 'R' }
  const refund = await shop.post('/v1/refunds', { ...wish, description: 'Sorry' })
  const { refundId } = z.object({ refundId: z.string() }).parse(await refund.clone().json())
  expect(await refund.json()).toMatchObject({ description: null })
  expect(await shop.read('shop', `/v1/refunds/${refundId}`)).toMatchObject({ description: null })
})

it('Invoice, Reporting and Webhooks are no more; the switch counts at once, both ways', async () => {
  const { send, world } = openApis({ rules })
  const paths = [
    '/invoice-restapi/api/v1/merchants/me',
    '/v3/reporting/paymentpoints',
    '/v1/webhooks',
    '/v1/paymentpoints',
    '/subscriptions/api/merchants/me',
  ]
  const statuses = () =>
    Promise.all(paths.map(async (path) => (await send('finnish', 'GET', path)).status))
  expect(await statuses()).toEqual([404, 404, 404, 200, 200])
  world('finnish').rules.platform = 'original'
  expect(await statuses()).toEqual([200, 200, 200, 200, 200])
})
