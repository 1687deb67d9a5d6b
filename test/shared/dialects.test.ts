import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import {
  chargesAnswer,
  chargesBody,
  chargesReceipt,
  createdOneOffAnswer,
  oneOffsAnswer,
  refundsAnswer,
} from '#shared/mobilepay/charges.ts'
import { homes } from '#shared/mobilepay/common.ts'
import { invoiceBody, type InvoiceRequest } from '#shared/mobilepay/invoice-request.ts'
import {
  consentAnswer,
  consentsAnswer,
  createdInvoiceAnswer,
  invoiceAnswer,
  invoiceMerchantAnswer,
  invoicesReceipt,
  invoiceStatusAnswer,
  issuersAnswer,
} from '#shared/mobilepay/invoices.ts'
import {
  agreementAnswer,
  agreementsAnswer,
  callbackSettingsAnswer,
  createdAgreementAnswer,
  providersAnswer,
} from '#shared/mobilepay/subscriptions.ts'
import { webhookAnswer, webhookBody, webhooksAnswer } from '#shared/mobilepay/webhooks.ts'

import { documentationDialect, openapiDialect } from '../sandbox/apis/dialect.ts'
import { anyText, openApis } from '../sandbox/apis/harness.ts'
import { customers } from '../sandbox/data/customers.ts'

const dialects = { 'the OpenAPI documents': openapiDialect, 'the guides': documentationDialect }
const [karen] = customers
const day = (text: string) => {
  const parsed = z.parse(chargesAnswer(homes.DK), [
    {
      id: '7347ba06-95c5-4181-82e5-7c7a23609a0e',
      agreementId: '7347ba06-95c5-4181-82e5-7c7a23609a0e',
      amount: 1,
      dueDate: text,
    },
  ])[0]?.dueDay
  if (parsed === undefined) throw new Error(`${text} is no day`)
  return parsed
}

describe.each(Object.entries(dialects))('as in %s', (_, dialect) => {
  const sandbox = openApis({ dialect })
  const subscriptions = '/subscriptions/api'

  async function send(profile: 'box' | 'utility' | 'shop', path: string, body: unknown) {
    const response = await sandbox.send(profile, 'POST', path, body)
    expect([response.status, await response.clone().text()]).toEqual([
      expect.toBeOneOf([200, 201, 202]),
      expect.any(String),
    ])
    return response.json()
  }

  async function boxProvider() {
    const me = await sandbox.read('box', `${subscriptions}/merchants/me`)
    const [first] = z.parse(providersAnswer, me)
    if (!first) throw new Error('the box has no provider')
    return first
  }

  test('providers and their callbacks are read', async () => {
    const first = await boxProvider()
    expect(first).toMatchObject({ name: anyText, status: 'Enabled' })
    const settings = await sandbox.read('box', `${subscriptions}/providers/${first.id}`)
    expect(z.parse(callbackSettingsAnswer, settings)).toMatchObject({
      callbackUrl: anyText,
      scheme: anyText,
    })
    // What the bff makes of it.
    const masked = { payment_status_callback_url: null, credentials: '********' }
    expect(z.parse(callbackSettingsAnswer, masked)).toEqual({
      callbackUrl: null,
      scheme: null,
      key: '********',
      secret: null,
    })
  })

  test('agreements, charges, one-offs and refunds are read with exact amounts', async () => {
    const provider = await boxProvider()
    const base = `${subscriptions}/providers/${provider.id}/agreements`
    const list = z.parse(
      agreementsAnswer,
      await sandbox.read('box', `${base}?pageNumber=1&pageSize=500`),
    )
    expect(list).toHaveLength(500)
    expect(list.every(({ status }) => status !== null)).toBe(true)
    const seeded = sandbox.world('box').providers.get(provider.id)
    if (!seeded) throw new Error('the provider has no data')
    const agreements = [...seeded.agreements.values()]
    const first = agreements.find(({ charges }) => charges.length > 0)
    const refunded = agreements.find(({ refunds }) => refunds.length > 0)
    const extra = agreements.find(({ oneOffs }) => oneOffs.length > 0)
    if (!first || !refunded || !extra) throw new Error('the box lacks something to read')

    const one = z.parse(agreementAnswer, await sandbox.read('box', `${base}/${first.id}`))
    expect(one).toMatchObject({
      id: first.id,
      createdAt: Math.trunc(first.createdAt / 1000) * 1000,
    })
    expect(one.amount?.minor).toBe(first.amountMinor)
    const charges = z.parse(
      chargesAnswer(homes.DK),
      await sandbox.read('box', `${base}/${first.id}/paymentrequests`),
    )
    expect(charges.map(({ amount, dueDay, status }) => [amount.minor, dueDay, status])).toEqual(
      first.charges.map(({ amountMinor, dueDay, status }) => [amountMinor, dueDay, status]),
    )
    const oneOffs = z.parse(
      oneOffsAnswer,
      await sandbox.read('box', `${base}/${extra.id}/oneoffpayments`),
    )
    expect(oneOffs.map(({ amount }) => amount.minor)).toEqual(
      extra.oneOffs.map(({ amountMinor }) => amountMinor),
    )
    const paymentId = refunded.refunds[0]?.payment.id ?? ''
    const refunds = z.parse(
      refundsAnswer,
      await sandbox.read('box', `${base}/${refunded.id}/payments/${paymentId}/refunds`),
    )
    expect(refunds[0]).toMatchObject({ status: refunded.refunds[0]?.status })
  })

  test('what is written is accepted, and its answer is read', async () => {
    const provider = await boxProvider()
    const base = `${subscriptions}/providers/${provider.id}`
    const links = ['user-redirect', 'success-callback', 'cancel-callback'].map((rel) => ({
      rel,
      href: `https://shop.example/${rel}`,
    }))
    const created = z.parse(
      createdAgreementAnswer,
      await send('box', `${base}/agreements`, {
        plan: 'Box',
        currency: 'DKK',
        country_code: 'DK',
        amount: 199,
        expiration_timeout_minutes: 60,
        links,
      }),
    )
    expect(created).toMatchObject({ oneOffId: null, href: anyText })
    const active = [
      ...(sandbox.world('box').providers.get(provider.id)?.agreements.values() ?? []),
    ].find(({ status }) => status === 'Accepted')
    if (!active) throw new Error('nobody agreed')
    const charge = {
      agreementId: active.id,
      amount: { minor: 19_950, currency: 'DKK' },
      dueDay: day('2026-12-01'),
      externalId: 'EXT-1',
      description: 'December',
      graceDays: 2,
    } as const
    const receipt = z.parse(
      chargesReceipt,
      await send('box', `${base}/paymentrequests`, chargesBody([charge])),
    )
    expect(receipt).toMatchObject({ pending: [{ externalId: 'EXT-1' }], rejected: [] })
    const oneOff = await send('box', `${base}/agreements/${active.id}/oneoffpayments`, {
      amount: 10,
      external_id: 'ONE-1',
      description: 'Extra',
      links: [links[0]],
    })
    expect(z.parse(createdOneOffAnswer, oneOff)).toMatchObject({ id: anyText })
  })

  test('an invoice is written, and read to the øre', async () => {
    const api = '/invoice-restapi/api/v1'
    const merchant = z.parse(
      invoiceMerchantAnswer,
      await sandbox.read('utility', `${api}/merchants/me`),
    )
    const own = `${api}/merchants/${merchant}`
    const [issuer] = z.parse(issuersAnswer, await sandbox.read('utility', `${own}/invoiceissuers`))
    if (!issuer) throw new Error('the utility has no issuer')
    expect(issuer.status).toBe('enabled')
    const request: InvoiceRequest = {
      issuerId: issuer.id,
      phoneNumber: karen?.phoneNumber ?? null,
      total: { minor: 360_07, currency: 'DKK' },
      vat: { minor: 72_01, currency: 'DKK' },
      issueDay: null,
      dueDay: day('2026-12-24'),
      number: 'A-17',
      paymentReference: null,
      consumerName: 'Karen',
      comment: null,
      invoiceUrl: null,
      redirectUrl: null,
      articles: [
        {
          number: null,
          description: 'Heat',
          quantity: 1.125,
          unit: 'MWh',
          pricePerUnit: 320.0622,
          vatRate: 25,
          reduction: null,
          vat: { minor: 72_01, currency: 'DKK' },
          total: { minor: 360_07, currency: 'DKK' },
        },
      ],
    }
    const link = z.parse(
      createdInvoiceAnswer,
      await send('utility', `${own}/invoices/link`, invoiceBody(request)),
    )
    expect(link.href).toMatch(/^https?:/)
    const read = z.parse(invoiceAnswer, await sandbox.read('utility', `${own}/invoices/${link.id}`))
    expect(read).toMatchObject({
      number: 'A-17',
      status: 'created',
      total: request.total,
      vat: request.vat,
      dueDay: '2026-12-24',
      articles: [{ description: 'Heat', total: request.total, quantity: '1.125' }],
    })
    const status = await sandbox.read('utility', `${own}/invoices/${link.id}/status`)
    expect(z.parse(invoiceStatusAnswer, status)).toBe('created')
    const asked = z.parse(
      consentAnswer,
      await send('utility', `${api}/directinvoiceconsents`, { invoiceId: link.id }),
    )
    expect(asked).toMatchObject({ invoiceId: link.id, state: 'Pending', phoneNumber: null })
    const granted = await sandbox.read('utility', `${api}/directinvoiceconsents?state=granted`)
    const { items } = z.parse(consentsAnswer, granted)
    for (const { state } of items) expect(state).toBe('Granted')
    const batch = await send('utility', `${own}/invoices/batch`, [
      invoiceBody({ ...request, number: 'B-1' }),
      invoiceBody({ ...request, number: 'B-2', articles: [] }),
    ])
    // Only the guides want an invoice to have articles.
    const second = { number: 'B-2' }
    expect(z.parse(invoicesReceipt, batch)).toMatchObject(
      dialect.requiredMembers === 'documentation'
        ? { accepted: [{ number: 'B-1' }], rejected: [{ ...second, errors: [{ text: anyText }] }] }
        : { accepted: [{ number: 'B-1' }, second], rejected: [] },
    )
  })

  test('webhooks are written and read', async () => {
    const url = `https://shop.example/${dialect.merchantsMe}`
    const body = webhookBody({ url, events: ['transfer.succeeded'], paymentPointId: null })
    const created = z.parse(webhookAnswer, await send('shop', '/v1/webhooks', body))
    expect(created).toMatchObject({ url, events: ['transfer.succeeded'], paymentPointId: null })
    const all = z.parse(webhooksAnswer, await sandbox.read('shop', '/v1/webhooks'))
    expect(all).toContainEqual(created)
  })
})

test('a link that is no web address is left out, as it could not be followed safely', () => {
  const invoiceId = '7347ba06-95c5-4181-82e5-7c7a23609a0e'
  const links = ['javascript:alert(1)', 'data:text/html,x', '/here', 'https://pay.example/1'].map(
    (href) => ({ rel: 'user-redirect', href }),
  )
  expect(z.parse(createdInvoiceAnswer, { invoiceId, links }).href).toBe('https://pay.example/1')
})
