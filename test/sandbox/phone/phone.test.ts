import { randomUUID } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { startConnected, type Merchant } from '../connected.ts'
import { customers } from '../data/customers.ts'
import type { Sandbox } from '../sandbox.ts'
import { createPhoneUser } from './phone-user.ts'

let sandbox: Sandbox
let merchant: Merchant
let user: ReturnType<typeof createPhoneUser>

const [karen, bo, sofie, oili] = customers
const phoneOf = (customer = karen) => `/phone/${customer?.id}`

afterEach(() => sandbox.close())

const open = async (profile: 'shop' | 'box' | 'utility') => {
  ;({ sandbox, merchant } = await startConnected(profile))
  user = createPhoneUser(sandbox.portalUrl)
}

const initiate = async (members: Readonly<Record<string, unknown>> = {}) => {
  const points = await merchant.json('GET', '/v1/paymentpoints')
  const { paymentPoints } = z
    .object({ paymentPoints: z.array(z.object({ paymentPointId: z.string() })) })
    .parse(points)
  const answer = await merchant.json('POST', '/v1/payments', {
    amount: 12_345,
    idempotencyKey: randomUUID(),
    paymentPointId: paymentPoints[0]?.paymentPointId,
    redirectUri: 'https://shop.example/done?order=7',
    reference: 'Order-7',
    description: 'Two pounds of <b>coffee</b>',
    ...members,
  })
  return z.object({ paymentId: z.string(), mobilePayAppRedirectUri: z.string() }).parse(answer)
}
const stateOf = async (id: string) =>
  z.object({ state: z.string() }).parse(await merchant.json('GET', `/v1/payments/${id}`)).state

describe('a payment', () => {
  beforeEach(() => open('shop'))

  test('is opened by its link, approved, and leads back to the shop', async () => {
    const { paymentId, mobilePayAppRedirectUri } = await initiate()
    const link = new URL(mobilePayAppRedirectUri)
    expect(link.origin).toBe(sandbox.portalUrl)
    const choice = await user.open(mobilePayAppRedirectUri)
    expect(choice.text).toContain('Who opens this link?')
    const phone = await user.open(`${phoneOf()}?item=${paymentId}`)
    expect(phone.text).toContain('DKK 123.45')
    expect(phone.text).toContain('nordlyskaffe.dk')
    expect(phone.text).toContain('Two pounds of <b>coffee</b>')
    const done = await user.press('approve', { hidden: paymentId })
    expect(done.text).toContain('Done.')
    expect(done.html).toContain('href="https://shop.example/done?order=7&amp;status=successful"')
    expect(await stateOf(paymentId)).toBe('reserved')
  })

  test('is cancelled', async () => {
    const { paymentId } = await initiate({ redirectUri: 'myapp://back' })
    await user.open(phoneOf())
    const done = await user.press('cancel', { hidden: paymentId })
    expect(done.html).toContain('href="myapp://back?status=rejected"')
    expect(await stateOf(paymentId)).toBe('cancelledByUser')
    expect((await user.open(phoneOf())).text).not.toContain('Order-7')
  })

  test('for a number opens on that phone at once, and is on no other', async () => {
    const { paymentId } = await initiate({ customerPhoneNumber: sofie?.phoneNumber })
    const phone = await user.open(`/phone/open?flow=payment&id=${paymentId}&mobile=4522509895`)
    expect(phone.text).toContain('Sofie Bech’s phone')
    expect(phone.text).toContain('Order-7')
    expect((await user.open(phoneOf(karen))).text).not.toContain('Order-7')
    expect((await user.open(`${phoneOf(karen)}?item=${paymentId}`)).text).toContain('is over')
  })

  test('is not approved with an expired card, and not in another country', async () => {
    const { paymentId } = await initiate()
    await user.open(phoneOf(bo))
    const failed = await user.press('approve', { hidden: paymentId })
    expect(failed.text).toContain('did not work (card expired)')
    expect(failed.html).toContain('status=failed')
    expect(await stateOf(paymentId)).toBe('initiated')
    expect((await user.open(phoneOf(oili))).text).not.toContain('Order-7')
  })

  test('that is over when the button is pressed says so, and nothing happens', async () => {
    const { paymentId } = await initiate()
    await user.open(phoneOf())
    await merchant.send('POST', `/v1/payments/${paymentId}/cancel`)
    expect((await user.press('approve', { hidden: paymentId })).text).toContain('any more')
    expect(await stateOf(paymentId)).toBe('cancelledByMerchant')
  })

  test('whose redirectUri is a script gets no link', async () => {
    const { paymentId } = await initiate({ redirectUri: 'javascript:alert(1)' })
    await user.open(phoneOf())
    const { html } = await user.press('approve', { hidden: paymentId })
    expect(html).not.toContain('javascript:')
  })
})

describe('subscriptions', () => {
  beforeEach(() => open('box'))

  test('an agreement is accepted from its link, its one-off approved, its charge rejected', async () => {
    const me = z
      .object({ SubscriptionProviders: z.array(z.object({ SubscriptionProviderId: z.string() })) })
      .parse(await merchant.json('GET', '/subscriptions/api/merchants/me'))
    const base = `/subscriptions/api/providers/${me.SubscriptionProviders[0]?.SubscriptionProviderId}`
    const created = await merchant.json('POST', `${base}/agreements`, {
      plan: 'Basic',
      description: 'For two',
      currency: 'DKK',
      country_code: 'DK',
      amount: 50,
      frequency: 12,
      expiration_timeout_minutes: 60,
      mobile_phone_number: '4557373259',
      external_id: 'A-1',
      links: [
        { rel: 'user-redirect', href: 'https://box.example/welcome' },
        { rel: 'success-callback', href: 'https://box.example/yes' },
        { rel: 'cancel-callback', href: 'https://box.example/no' },
      ],
    })
    const { id, links } = z
      .object({ id: z.string(), links: z.array(z.object({ href: z.string() })) })
      .parse(created)
    const phone = await user.open(links[0]?.href ?? '')
    expect(phone.text).toContain('Karen Dam’s phone')
    expect(phone.text).toContain('12 times a year')
    const accepted = await user.press('accept', { hidden: id })
    expect(accepted.html).toContain('href="https://box.example/welcome"')
    expect(await merchant.json('GET', `${base}/agreements/${id}`)).toMatchObject({
      status: 'Accepted',
    })

    const oneOff = z.object({ id: z.string() }).parse(
      await merchant.json('POST', `${base}/agreements/${id}/oneoffpayments`, {
        amount: 25,
        external_id: 'O-1',
        description: 'Extra eggs',
        links: [{ rel: 'user-redirect', href: 'https://box.example/thanks' }],
      }),
    ).id
    expect((await user.open(phoneOf())).text).toContain('Extra eggs')
    await user.press('accept', { hidden: oneOff })
    const reserved = await merchant.json('GET', `${base}/agreements/${id}/oneoffpayments/${oneOff}`)
    expect(reserved).toMatchObject({ status: 'Reserved' })

    const dueDay = new Date(sandbox.control.clock.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    const batch = await merchant.json('POST', `${base}/paymentrequests`, [
      { agreement_id: id, amount: 50, due_date: dueDay, external_id: 'C-1', description: 'Box' },
    ])
    const [charge] = z
      .object({ pending_payments: z.array(z.object({ payment_id: z.string() })) })
      .parse(batch).pending_payments
    await sandbox.control.pass(30)
    await user.open(phoneOf())
    await user.press('reject', { hidden: charge?.payment_id ?? '' })
    expect(
      await merchant.json('GET', `${base}/agreements/${id}/paymentrequests/${charge?.payment_id}`),
    ).toMatchObject({ status: 'Rejected' })
  })
})

describe('invoices', () => {
  beforeEach(() => open('utility'))

  test('an invoice is promised for a later day, another rejected', async () => {
    const base = '/invoice-restapi/api/v1/merchants'
    const { merchantId } = z
      .object({ merchantId: z.string() })
      .parse(await merchant.json('GET', `${base}/me`))
    const { invoiceIssuers } = z
      .object({ invoiceIssuers: z.array(z.object({ id: z.string() })) })
      .parse(await merchant.json('GET', `${base}/${merchantId}/invoiceissuers`))
    const dayAfter = (days: number) =>
      new Date(sandbox.control.clock.now() + days * 86_400_000).toISOString().slice(0, 10)
    const send = async (number: string) =>
      z.object({ invoiceId: z.string() }).parse(
        await merchant.json('POST', `${base}/${merchantId}/invoices`, {
          invoiceIssuer: invoiceIssuers[0]?.id,
          consumerAlias: { alias: karen?.phoneNumber, aliasType: 'Phone' },
          totalAmount: 360,
          totalVATAmount: 72,
          dueDate: dayAfter(10),
          invoiceNumber: number,
          invoiceArticles: [{ articleDescription: 'Heat' }],
        }),
      ).invoiceId
    const statusOf = async (id: string) =>
      z
        .object({ status: z.string() })
        .parse(await merchant.json('GET', `${base}/${merchantId}/invoices/${id}/status`)).status
    const later = await send('F-1')
    const never = await send('F-2')
    await sandbox.control.pass(30)
    expect((await user.open(phoneOf())).text).toContain('F-1')
    await user.press('pay', { hidden: later, fields: { payment_day: dayAfter(5) } })
    await user.press('reject', { hidden: never })
    expect([await statusOf(later), await statusOf(never)]).toEqual(['accepted', 'rejected'])
  })
})

test('who is not a test user has no phone', async () => {
  await open('shop')
  expect((await user.open(`/phone/${randomUUID()}`)).status).toBe(404)
  const all = await user.open('/phone')
  for (const { name } of customers) expect(all.text).toContain(name)
})
