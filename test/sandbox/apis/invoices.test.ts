import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

import { createInvoiceCheck } from '../data/invoice-problems.ts'
import { createInvoiceBook } from '../data/invoices.ts'
import { openBiller } from './biller.ts'
import { anyText } from './harness.ts'

const unknown = '7347ba06-95c5-4181-82e5-7c7a23609a0e'
const biller = openBiller()
const { own, invoice, article, send, people, dayAfter } = biller

/** Answers to a direct invoice and to a link. */
const both = async (members: Record<string, unknown>) =>
  Promise.all(
    ['/invoices', '/invoices/link'].map((path) => send('POST', own + path, invoice(members))),
  )

describe('an invoice', () => {
  it.each([
    ['without an issuer', { invoiceIssuer: undefined }],
    ['with an issuer that is no GUID', { invoiceIssuer: '7' }],
    ['without an amount', { totalAmount: undefined }],
    ['of an amount of three decimals', { totalAmount: 1.005 }],
    ['with VAT of three decimals', { totalVATAmount: 1.005 }],
    ['without a due date', { dueDate: undefined }],
    ['due on 31 November', { dueDate: '2026-11-31' }],
    ['without number and reference', { invoiceNumber: undefined }],
    ['with a reference of 61 characters', { paymentReference: 'x'.repeat(61) }],
    ['with an article without a description', { invoiceArticles: [{ quantity: 1 }] }],
    ['with articles that are no list', { invoiceArticles: article }],
    ['with a URL that is none', { invoiceUrl: 'here' }],
    ['for an e-mail address', { consumerAlias: { alias: 'a@b.example', aliasType: 'Email' } }],
    ['for a name', { consumerAlias: { alias: 'Karen', aliasType: 'Phone' } }],
  ])('%s is a bad request in the Invoice shape', async (_, members) => {
    for (const response of await both(members)) {
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({
        correlationId: anyText,
        error: 'InputError',
        errorCode: null,
        errorDescription: anyText,
        errorContext: 'Invoices',
      })
    }
  })

  it.each([
    ['10008', 'of nothing', { totalAmount: 0 }],
    ['10008', 'of less than nothing', { totalAmount: -1 }],
    ['10201', 'of more than 300,000 kroner', { totalAmount: 300_000.01 }],
    ['10303', 'of an unknown issuer', { invoiceIssuer: unknown }],
    ['10311', 'due yesterday', { dueDate: dayAfter(-1) }],
    ['10310', 'due in 401 days', { dueDate: dayAfter(401) }],
    ['10312', 'issued tomorrow', { issueDate: dayAfter(1) }],
  ])('conflicts with %s when it is one %s', async (code, _, members) => {
    for (const response of await both(members)) {
      expect(response.status).toBe(409)
      expect(await response.json()).toEqual({
        correlationId: anyText,
        error: 'DomainError',
        errorCode: code,
        errorDescription: anyText,
        errorContext: 'Invoices',
      })
    }
  })

  it.each([
    ['10101', '+4501234567', 'nobody'],
    ['10106', '+358121161343', 'somebody in the other country'],
  ])('conflicts with %s when it is sent to %s: %s', async (errorCode, alias) => {
    const body = invoice({ consumerAlias: { alias, aliasType: 'Phone' } })
    const direct = await send('POST', `${own}/invoices`, body)
    expect(direct.status).toBe(409)
    expect(await direct.json()).toMatchObject({ errorCode })
    expect((await send('POST', `${own}/invoices/link`, body)).status).toBe(200)
  })

  it('of an issuer that MobilePay has closed conflicts with 10203', async () => {
    const closed = openBiller()
    closed.world('utility').invoiceBook.disabledIssuers.add(closed.issuer.id)
    const response = await closed.send('POST', `${closed.own}/invoices`, closed.invoice())
    expect(await response.json()).toMatchObject({ errorCode: '10203' })
    expect(await closed.send('GET', `${closed.own}/invoiceissuers`).then((r) => r.json())).toEqual({
      invoiceIssuers: [expect.objectContaining({ status: 'disabled' })],
    })
  })

  it.each([
    ['of 300,000 kroner', { totalAmount: 300_000 }],
    ['of one øre', { totalAmount: 0.01 }],
    ['due today', { dueDate: dayAfter(0) }],
    ['due in 400 days', { dueDate: dayAfter(400) }],
    ['with a reference only', { invoiceNumber: undefined, paymentReference: 'FIK 71' }],
    ['without articles', { invoiceArticles: undefined }],
    [
      'with many decimals where they may be',
      { invoiceArticles: [{ ...article, quantity: 0.0012345678, pricePerUnit: 1.2345 }] },
    ],
    [
      'to a number with spaces and two zeros',
      { consumerAlias: { alias: '0045 57 37 32 59', aliasType: 'phone' } },
    ],
    [
      'to a number without its country',
      { consumerAlias: { alias: '57373259', aliasType: 'Phone' } },
    ],
    ['in a currency, which nobody looks at', { currencyCode: 'SEK', countryCode: 'SE' }],
  ])('%s is good', async (what, members) => {
    for (const response of await both({ comment: what, ...members })) {
      expect(response.status).toBe(200)
    }
  })

  it('can be written in PascalCase', async () => {
    const body = {
      InvoiceIssuer: biller.issuer.id,
      ConsumerAlias: { Alias: people.sofie.phoneNumber, AliasType: 'Phone' },
      TotalAmount: 12.5,
      TotalVatAmount: 2.5,
      InvoiceNumber: 'P-1',
      DueDate: dayAfter(3),
      InvoiceArticles: [{ ArticleDescription: 'Heat', VATRate: 25, TotalVATAmount: 2.5 }],
    }
    const response = await send('POST', `${own}/invoices`, body)
    expect(response.status).toBe(200)
    const { invoiceId } = z.object({ invoiceId: z.string() }).parse(await response.json())
    expect(await biller.invoiceOf(invoiceId)).toMatchObject({
      totalAmount: 12.5,
      totalVatAmount: 2.5,
      totalAmountExcludingVat: 10,
      invoiceVatTotals: [{ vatRate: 25, totalVatAmount: 2.5 }],
    })
  })
})

describe('what is read', () => {
  it('is what was sent, and the issuer', async () => {
    const { create, invoiceOf, issuer } = openBiller()
    const id = await create('direct', {
      comment: 'Thank you',
      paymentReference: 'REF',
      invoiceUrl: 'https://biller.example/1.pdf',
    })
    expect(await invoiceOf(id)).toEqual({
      invoiceId: id,
      invoiceNumber: '301',
      issueDate: '2026-11-24T00:00:00Z',
      dueDate: '2026-12-08T00:00:00Z',
      paymentDate: null,
      comment: 'Thank you',
      invoiceArticles: [
        {
          articleNumber: null,
          articleDescription: 'Heat',
          totalPriceIncludingVat: 360,
          quantity: 1.5,
          pricePerUnit: null,
        },
      ],
      currencyCode: 'DKK',
      totalAmount: 360,
      invoiceVatTotals: [],
      totalVatAmount: 72,
      totalAmountExcludingVat: 288,
      merchantId: anyText,
      invoiceIssuerId: issuer.id,
      invoiceIssuerName: issuer.name,
      invoiceIssuerAddress: anyText,
      invoiceIssuerZipcode: anyText,
      invoiceIssuerCity: anyText,
      merchantIsoCountryCode: 'DK',
      logoUrl: null,
      status: 'created',
      invoiceUrl: 'https://biller.example/1.pdf',
      urlType: 0,
      paymentTransactionId: null,
      paymentReference: 'REF',
    })
  })

  it('a link comes with an address to pay at', async () => {
    const { send: post, own: mine, invoice: one } = openBiller()
    const response = await post('POST', `${mine}/invoices/link`, one({ consumerAlias: undefined }))
    const { invoiceId, links } = z
      .strictObject({
        invoiceId: z.uuid(),
        links: z.tuple([z.strictObject({ rel: z.literal('user-redirect'), href: z.url() })]),
      })
      .parse(await response.json())
    expect(links[0].href).toContain(invoiceId)
  })
})

describe('limits', () => {
  it('the same invoice twice is refused: 10104, as a link 10301; any difference will do', async () => {
    const { send: post, own: mine, invoice: one } = openBiller()
    for (const [path, errorCode] of [
      ['/invoices', '10104'],
      ['/invoices/link', '10301'],
    ] as const) {
      expect((await post('POST', mine + path, one())).status).toBe(200)
      const again = await post('POST', mine + path, one())
      expect(again.status).toBe(409)
      expect(await again.json()).toMatchObject({ errorCode })
      expect((await post('POST', mine + path, one({ comment: 'Reminder' }))).status).toBe(200)
    }
  })

  it('ten a day for each consumer: the eleventh is 10314, tomorrow is another day', async () => {
    const { send: post, own: mine, invoice: one, moveClock, people: them } = openBiller()
    const sendOne = (number: number, { phoneNumber } = them.karen) =>
      post(
        'POST',
        `${mine}/invoices`,
        one({
          invoiceNumber: `${number}`,
          consumerAlias: { alias: phoneNumber, aliasType: 'Phone' },
        }),
      )
    for (let number = 1; number <= 10; number += 1) {
      expect((await sendOne(number)).status).toBe(200)
    }
    const eleventh = await sendOne(11)
    expect(eleventh.status).toBe(409)
    expect(await eleventh.json()).toMatchObject({ errorCode: '10314' })
    expect((await sendOne(11, them.sofie)).status).toBe(200)
    moveClock(86_400_000)
    expect((await sendOne(11)).status).toBe(200)
  })

  it('a merchant in euro has its own largest amount', () => {
    const world = biller.world('finnish')
    const [point] = world.points
    const [known] = biller.world('utility').invoiceBook.invoices.values()
    if (point === undefined || known === undefined) throw new Error('nothing to try it with')
    const { problemOf } = createInvoiceCheck(world, createInvoiceBook())
    const codeOf = (totalMinor: number) => {
      const phoneNumber = people.oili.phoneNumber
      return problemOf({ ...known, point, phoneNumber, dueDay: dayAfter(3), totalMinor })?.code
    }
    expect(codeOf(200_000)).toBeUndefined()
    expect(codeOf(200_001)).toBe(10_201)
  })
})

it('foreign merchants cannot bill, cancel or listen', async () => {
  const { app, base } = biller
  const foreign = `${base}/merchants/0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01`
  for (const [method, path] of [
    ['POST', '/invoices'],
    ['POST', '/invoices/batch'],
    ['POST', '/invoices/link'],
    ['POST', '/invoices/link/batch'],
    ['PUT', `/invoices/${unknown}/cancel`],
    ['PUT', '/auth/basic'],
    ['PUT', '/auth/apikey'],
  ] as const) {
    const headers = { authorization: 'Bearer utility' }
    const response = await app.request(foreign + path, { method, headers, body: '{}' })
    expect([path, response.status]).toEqual([path, 403])
  }
})
