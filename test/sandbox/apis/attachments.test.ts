import { describe, expect, it } from 'vitest'

import { anyText } from './harness.ts'
import { openProvider } from './subscriber.ts'

const details = {
  document_title: "Company's Faktura",
  hide_payment_point_address: false,
  consumer_name: 'John Johnson',
  consumer_phone_number: '+4544667788',
  total_amount: 10,
  total_vat_amount: 2,
  total_amount_ex_vat: 8,
  issue_date: '2026-11-22',
  invoice_number: '58652',
  order_date: '2026-11-20',
  due_date: '2026-11-26T00:00:00Z',
  delivery_date: '2026-11-25',
  consumer_address_lines: ['Paradisæblevej 13', 'CC-1234 Andeby'],
  articles: [
    {
      article_number: '456',
      article_description: 'Grøntsager (blandet)',
      vat_rate: 25,
      total_vat_amount: 2,
      total_price_including_vat: 10,
      unit: 'pcs',
      quantity: 6.5,
      price_per_unit: 1.2345,
    },
  ],
  price_reduction: 1.2,
  price_discount: -2,
  bonus: 5,
  merchant_contact_name: 'Some Company',
  delivery_address_lines: ['Østerbrogade 120'],
  payment_reference: 'ABCD1234',
  merchant_order_number: 'M-1',
  buyer_order_number: 'B-1',
  comment: 'First line\nsecond line',
}

const open = async (profile: 'box' | 'finnish' = 'finnish') => {
  const shop = openProvider(profile)
  const agreement = await shop.signUp()
  const payment = await shop.charge(agreement)
  const path = `/payments/${payment}/attachment`
  return { ...shop, path, put: (body: unknown) => shop.send('PUT', path, body) }
}

describe('an attachment', async () => {
  const strict = await open()

  it('comes back under other names than it was sent with', async () => {
    const { put, read, base, path, provider } = await open()
    const response = await put({ generate_pdf: true, attachment_details: details })
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(await read('finnish', base + path)).toEqual({
      external_attachment_url: null,
      generate_pdf: true,
      attachment_details: {
        document_title: "Company's Faktura",
        hide_payment_point_address: false,
        consumer_name: 'John Johnson',
        consumer_address_lines: ['Paradisæblevej 13', 'CC-1234 Andeby'],
        alias: '+4544667788',
        payment_point_name: provider.point.name,
        payment_point_address_lines: ['Hämeentie 5', '00530 Helsinki'],
        merchant_cvr: '12345678',
        merchant_contact_name: 'Some Company',
        delivery_address_lines: ['Østerbrogade 120'],
        delivery_date: '2026-11-25T00:00:00Z',
        invoice_number: '58652',
        merchant_order_id: 'M-1',
        buyer_id: 'B-1',
        issue_date: '2026-11-22T00:00:00Z',
        due_date: '2026-11-26T00:00:00Z',
        order_date: '2026-11-20T00:00:00Z',
        payment_reference: 'ABCD1234',
        comment: 'First line\nsecond line',
        price_deduction: 1.2,
        discount: -2,
        bonus: 5,
        total_ex_vat: 8,
        total_vat_amount: 2,
        total_amount: 10,
        articles: [
          {
            article_number: '456',
            article_description: 'Grøntsager (blandet)',
            quantity: 6.5,
            unit: 'pcs',
            price_per_unit: 1.2345,
            vat_rate: 25,
            total_vat_amount: 2,
            total_article_amount: 10,
          },
        ],
        country_code: 2,
      },
    })
  })

  it('can be a link of the merchant, overwrites what was there, and can be taken away', async () => {
    const { put, send, read, base, path } = await open()
    await put({ generate_pdf: true, attachment_details: details })
    const url = 'https://shop.example/invoices/1.pdf'
    expect((await put({ external_attachment_url: url })).status).toBe(204)
    expect(await read('finnish', base + path)).toEqual({
      external_attachment_url: url,
      generate_pdf: false,
    })
    expect((await send('GET', `${path}/pdf`)).status).toBe(404)
    expect((await send('DELETE', path)).status).toBe(204)
    expect((await send('GET', path)).status).toBe(404)
    expect((await send('DELETE', path)).status).toBe(204)
  })

  it.each([
    ['nothing at all', {}],
    ['a PDF of nothing', { generate_pdf: true }],
    [
      'a PDF beside a link',
      {
        generate_pdf: true,
        external_attachment_url: 'https://x.example',
        attachment_details: details,
      },
    ],
    ['a link that is none', { external_attachment_url: 'x' }],
    ['no articles', { attachment_details: { ...details, articles: [] } }],
    ['an article without a description', { attachment_details: { ...details, articles: [{}] } }],
    ['no total', { attachment_details: { ...details, total_amount: undefined } }],
    ['a negative total', { attachment_details: { ...details, total_amount: -1 } }],
    ['a negative bonus', { attachment_details: { ...details, bonus: -1 } }],
    ['a negative reduction', { attachment_details: { ...details, price_reduction: -1 } }],
    [
      'a title of 61 characters',
      { attachment_details: { ...details, document_title: 'x'.repeat(61) } },
    ],
    [
      'a reference of 61 characters',
      { attachment_details: { ...details, payment_reference: 'x'.repeat(61) } },
    ],
    ['a date that is none', { attachment_details: { ...details, issue_date: '22/11/2026' } }],
    [
      'address lines that are no list',
      { attachment_details: { ...details, consumer_address_lines: 'x' } },
    ],
  ])('of %s is a bad request', async (_, body) => {
    const response = await strict.put(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: 'BadRequest',
      error_description: { message: anyText },
    })
  })

  it("of nobody's payment is not found, and of another provider's forbidden", async () => {
    const { put, app, world, base, path } = await open('box')
    await put({ external_attachment_url: 'https://shop.example' })
    const [, office] = [...world('box').providers.values()]
    const ask = async (bearer: string, url: string) =>
      (await app.request(url, { headers: { authorization: `Bearer ${bearer}` } })).status
    expect(await ask('box', `/subscriptions/api/providers/${office?.point.id}${path}`)).toBe(403)
    const [finnish] = [...world('finnish').providers.values()]
    expect(await ask('finnish', `/subscriptions/api/providers/${finnish?.point.id}${path}`)).toBe(
      403,
    )
    expect(await ask('finnish', base + path)).toBe(404)
    const unknown = '/payments/7347ba06-95c5-4181-82e5-7c7a23609a0e/attachment'
    expect(await ask('box', base + unknown)).toBe(404)
  })
})

describe('its PDF', () => {
  it('is a PDF with what the details say', async () => {
    const { put, send, path } = await open()
    await put({ generate_pdf: true, attachment_details: details })
    const response = await send('GET', `${path}/pdf`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1')
    expect(text).toContain("(Company's Faktura)")
    expect(text).toContain(String.raw`Gr` + 'ø' + String.raw`ntsager \(blandet\)`)
    expect(text).toMatch(/58652\) Tj/u)
  })
})
