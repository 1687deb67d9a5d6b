import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { playAsChecklist } from './checklist.ts'
import { type ConnectedMerchant, connectMerchant } from './merchant.ts'

const created = z.object({ id: z.string() })
const state = z.object({ status: z.string() })
const merchant = z.object({
  SubscriptionProviders: z.tuple([z.object({ SubscriptionProviderId: z.string() })], z.unknown()),
})
const pending = z.object({ pending_payments: z.tuple([z.object({ payment_id: z.string() })]) })

const minute = 60
const day = 24 * 60 * minute

// MobilePay docs: subscriptions/development-guide/verification.
describe('the Subscriptions checklist, through the proxy', () => {
  playAsChecklist('Subscriptions, before production: 14 steps')
  let shop: ConnectedMerchant
  let base: string
  let callbacks: string
  let agreement: string
  let payment: string
  let other: string
  let oneOff: string

  beforeAll(async () => {
    shop = await connectMerchant('DK87654321')
    callbacks = shop.receiver.url
    const me = await shop.json(200, 'GET', '/subscriptions/api/merchants/me')
    const [{ SubscriptionProviderId: provider }] = merchant.parse(me).SubscriptionProviders
    base = `/subscriptions/api/providers/${provider}`
    const url = { op: 'replace', path: '/payment_status_callback_url', value: `${callbacks}/paid` }
    await shop.json(204, 'PATCH', base, [url])
    await shop.json(204, 'PUT', `${base}/auth/basic`, { user_name: 'shop', password: 'secret' })
  })
  afterAll(() => shop.close())

  const read = async (path: string) => state.parse(await shop.json(200, 'GET', base + path)).status
  const signUp = async (externalId: string) => {
    const links = ['user-redirect', 'success-callback', 'cancel-callback']
    const answer = await shop.json(201, 'POST', `${base}/agreements`, {
      plan: 'Basic',
      currency: 'DKK',
      country_code: 'DK',
      expiration_timeout_minutes: 5,
      external_id: externalId,
      amount: 100,
      frequency: 12,
      links: links.map((rel) => ({ rel, href: `${callbacks}/${rel}` })),
    })
    return created.parse(answer).id
  }
  const accept = async (id: string) => {
    const path = `/recurringpayments-restapi/api/agreements/v1/${id}`
    expect(await shop.simulate('PATCH', path, { status: 'Accepted' })).toBe(204)
  }
  const charge = async (externalId: string) => {
    const item = {
      agreement_id: agreement,
      amount: 19.5,
      due_date: shop.dayAfter(2),
      external_id: externalId,
      description: 'One box',
    }
    const answer = await shop.json(202, 'POST', `${base}/paymentrequests`, [item])
    return pending.parse(answer).pending_payments[0].payment_id
  }
  const request = async (externalId: string) => {
    const answer = await shop.json(202, 'POST', `${base}/agreements/${other}/oneoffpayments`, {
      amount: 80,
      external_id: externalId,
      description: 'Extra eggs',
      links: [{ rel: 'user-redirect', href: `${callbacks}/back` }],
    })
    return created.parse(answer).id
  }
  const swipe = async (id: string) => {
    const me = `/recurringpayments-restapi/api/users/v1/me/agreements/${other}`
    const approval = [{ op: 'replace', path: '/status', value: 'Accepted' }]
    expect(await shop.simulate('PATCH', `${me}/oneoffpayments/${id}`, approval)).toBe(200)
  }
  /** Waits for the next batch of callbacks, and expects this among them. */
  const expectTold = async (path: string, news: Record<string, unknown>) => {
    await shop.pass(2 * minute)
    expect(shop.told(path)).toContainEqual(expect.objectContaining(news))
  }

  test('1 create an agreement', async () => {
    agreement = await signUp('CompanynameAgreement')
    expect(await read(`/agreements/${agreement}`)).toBe('Pending')
  })

  test('2 the customer accepts it', async () => {
    await accept(agreement)
    expect(await read(`/agreements/${agreement}`)).toBe('Accepted')
    await expectTold('/success-callback', { agreement_id: agreement, status_code: 0 })
  })

  test('3 request a payment', async () => {
    payment = await charge('CompanynamePayment1')
    await shop.pass(5)
    expect(await read(`/agreements/${agreement}/paymentrequests/${payment}`)).toBe('Created')
  })

  test('4 decline the pending payment', async () => {
    await shop.json(204, 'DELETE', `${base}/agreements/${agreement}/paymentrequests/${payment}`)
    await expectTold('/paid', { payment_id: payment, status: 'Declined', status_code: 50_002 })
  })

  test('5 request another one, and wait until its due date', async () => {
    payment = await charge('CompanynamePayment2')
    // Step 14 belongs before the money moves.
    await shop.json(204, 'PUT', `${base}/payments/${payment}/attachment`, {
      generate_pdf: true,
      attachment_details: {
        document_title: 'Faktura',
        total_amount: 19.5,
        articles: [{ article_description: 'One box', total_price_including_vat: 19.5 }],
      },
    })
    await shop.pass(2 * day)
    expect(await read(`/agreements/${agreement}/paymentrequests/${payment}`)).toBe('Executed')
    await expectTold('/paid', { payment_id: payment, status: 'Executed', amount: '19.50' })
  })

  test('6 cancel the agreement', async () => {
    await shop.json(204, 'DELETE', `${base}/agreements/${agreement}`)
    expect(await read(`/agreements/${agreement}`)).toBe('Canceled')
    await expectTold('/cancel-callback', { agreement_id: agreement, status_code: 40_003 })
  })

  test('7 refund the payment', async () => {
    const path = `${base}/agreements/${agreement}/payments/${payment}/refunds`
    const answer = await shop.json(202, 'POST', path, {
      status_callback_url: `${callbacks}/refunded`,
    })
    const { id } = created.parse(answer)
    await expectTold('/refunded', { refund_id: id, status: 'Issued', amount: '19.50' })
  })

  test('8 request a one-off payment', async () => {
    other = await signUp('CompanynameAgreement2')
    await accept(other)
    oneOff = await request('CompanynameOneOff1')
    expect(await read(`/agreements/${other}/oneoffpayments/${oneOff}`)).toBe('Requested')
  })

  test('9 cancel it', async () => {
    await shop.json(204, 'DELETE', `${base}/agreements/${other}/oneoffpayments/${oneOff}`)
    expect(await read(`/agreements/${other}/oneoffpayments/${oneOff}`)).toBe('Canceled')
  })

  test('10 request a new one', async () => {
    oneOff = await request('CompanynameOneOff2')
    expect(await read(`/agreements/${other}/oneoffpayments/${oneOff}`)).toBe('Requested')
  })

  test('11 the customer accepts it', async () => {
    await swipe(oneOff)
    expect(await read(`/agreements/${other}/oneoffpayments/${oneOff}`)).toBe('Reserved')
    await expectTold('/paid', { payment_id: oneOff, status: 'Reserved', payment_type: 'OneOff' })
  })

  test('12 capture it', async () => {
    await shop.json(204, 'POST', `${base}/agreements/${other}/oneoffpayments/${oneOff}/capture`)
    expect(await read(`/agreements/${other}/oneoffpayments/${oneOff}`)).toBe('Captured')
  })

  test('13 cancel a reserved order together with its agreement', async () => {
    const reserved = await request('CompanynameOneOff3')
    await swipe(reserved)
    await shop.json(204, 'DELETE', `${base}/agreements/${other}`)
    expect(await read(`/agreements/${other}/oneoffpayments/${reserved}`)).toBe('Canceled')
  })

  test('14 invoice details of a payment, and their PDF', async () => {
    const path = `${base}/payments/${payment}/attachment`
    expect(await shop.json(200, 'GET', path)).toMatchObject({
      attachment_details: { total_amount: 19.5 },
    })
    const pdf = await shop.send('GET', `${path}/pdf`)
    expect([pdf.status, (await pdf.text()).slice(0, 5)]).toEqual([200, '%PDF-'])
  })
})
