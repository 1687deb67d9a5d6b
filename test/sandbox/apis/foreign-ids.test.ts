import { describe, expect, it } from 'vitest'

import { anyText, merchantOf, openApis } from './harness.ts'

const sandbox = openApis()
const unknownId = '7347ba06-95c5-4181-82e5-7c7a23609a0e'

const status = async (bearer: string, path: string) => {
  const response = await sandbox.send(bearer, 'GET', path)
  if (response.status >= 400) expect(await response.text()).toBe('')
  return response.status
}

const first = <Item>(items: Iterable<Item>): Item => {
  for (const item of items) return item
  throw new Error('there is none')
}

describe('Subscriptions', () => {
  const { providers } = sandbox.world('box')
  const [main, office] = [...providers.values()]
  const agreement = first(main?.agreements.values() ?? [])
  const other = [...(main?.agreements.values() ?? [])].find(
    ({ id, charges }) => id !== agreement.id && charges.length > 0,
  )
  const base = '/subscriptions/api/providers'

  it.each([
    ['an unknown provider', 'box', `${base}/${unknownId}`],
    ['a foreign provider', 'finnish', `${base}/${main?.point.id}`],
    [
      "a foreign provider's agreements",
      'finnish',
      `${base}/${main?.point.id}/agreements?pageNumber=1`,
    ],
    [
      'an agreement under a foreign provider',
      'finnish',
      `${base}/${main?.point.id}/agreements/${agreement.id}`,
    ],
    [
      "an agreement under the merchant's other provider",
      'box',
      `${base}/${office?.point.id}/agreements/${agreement.id}`,
    ],
    ['an unknown agreement', 'box', `${base}/${main?.point.id}/agreements/${unknownId}`],
    [
      "an unknown agreement's charges",
      'box',
      `${base}/${main?.point.id}/agreements/${unknownId}/paymentrequests`,
    ],
    [
      "an unknown agreement's one-offs",
      'box',
      `${base}/${main?.point.id}/agreements/${unknownId}/oneoffpayments`,
    ],
    [
      'an unknown charge',
      'box',
      `${base}/${main?.point.id}/agreements/${agreement.id}/paymentrequests/${unknownId}`,
    ],
    [
      "another agreement's charge",
      'box',
      `${base}/${main?.point.id}/agreements/${agreement.id}/paymentrequests/${other?.charges[0]?.id}`,
    ],
    [
      "an unknown payment's refunds",
      'box',
      `${base}/${main?.point.id}/agreements/${agreement.id}/payments/${unknownId}/refunds`,
    ],
    ['a provider id that is no GUID', 'box', `${base}/mine`],
  ])('%s is not found', async (_, bearer, path) => {
    expect(await status(bearer, path)).toBe(404)
  })

  it.each(['', '?pageSize=10', '?pageNumber=0', '?pageNumber=x', '?pageNumber=1&status=Alive'])(
    'agreements with the query "%s" are a bad request in Subscriptions\' own shape',
    async (query) => {
      const response = await sandbox.send(
        'box',
        'GET',
        `${base}/${main?.point.id}/agreements${query}`,
      )
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({
        error: 'BadRequest',
        error_description: {
          message: anyText,
          error_type: 'InputError',
          correlation_id: expect.stringMatching(/^[\da-f-]{36}$/u) as unknown,
        },
      })
    },
  )

  it('agreements can be listed by status', async () => {
    for (const wanted of ['Pending', 'accepted', 'Canceled', 'Expired', 'Rejected']) {
      const path = `${base}/${main?.point.id}/agreements?pageNumber=1&pageSize=5000&status=${wanted}`
      const text = JSON.stringify(await sandbox.read('box', path))
      const statuses = new Set([...text.matchAll(/"status":"(\w+)"/gu)].map(([, word]) => word))
      expect([...statuses].map((word) => word?.toLowerCase())).toEqual([wanted.toLowerCase()])
    }
  })

  it("the provider's callback password is shown in clear", async () => {
    const { credentials } = main ?? {}
    if (credentials?.scheme !== 'Basic') throw new Error('not Basic')
    expect(credentials.password).toMatch(/^[\da-f]{32}$/u)
    expect(await sandbox.read('box', `${base}/${main?.point.id}`)).toMatchObject({
      credentials: { password: credentials.password },
    })
  })
})

describe('Invoice', () => {
  const own = merchantOf('utility').id
  const foreign = merchantOf('shop').id
  const base = '/invoice-restapi/api/v1'
  const { invoiceBook } = sandbox.world('utility')
  const invoice = first(invoiceBook.invoices.keys())
  const consent = first(invoiceBook.consents.keys())

  it.each([
    ["another merchant's issuers", 403, 'utility', `${base}/merchants/${foreign}/invoiceissuers`],
    ["another merchant's invoice", 403, 'shop', `${base}/merchants/${own}/invoices/${invoice}`],
    [
      "a foreign invoice under one's own id",
      404,
      'shop',
      `${base}/merchants/${foreign}/invoices/${invoice}`,
    ],
    [
      "a foreign invoice's status",
      404,
      'shop',
      `${base}/merchants/${foreign}/invoices/${invoice}/status`,
    ],
    ['an unknown invoice', 404, 'utility', `${base}/merchants/${own}/invoices/${unknownId}`],
    ['a foreign consent', 404, 'shop', `${base}/directinvoiceconsents/${consent}`],
    ['an unknown consent', 404, 'utility', `${base}/directinvoiceconsents/${unknownId}`],
  ])('%s answers %i', async (_, expected, bearer, path) => {
    expect(await status(bearer, path)).toBe(expected)
  })

  it.each(['state=pending', 'invoiceIssuerId=7', 'pagingState=two'])(
    'consents with %s are a bad request in the Invoice shape',
    async (query) => {
      const response = await sandbox.send(
        'utility',
        'GET',
        `${base}/directinvoiceconsents?${query}`,
      )
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({
        error: 'InputError',
        errorContext: 'Invoices',
        errorDescription: anyText,
      })
    },
  )
})

describe('App Payments and Webhooks', () => {
  const { payments } = sandbox.world('shop')
  const webhook = first(sandbox.world('shop').webhooks.all.keys())

  it.each([
    ['a foreign payment', 404, 'finnish', `/v1/payments/${first(payments.all.keys())}`],
    ['an unknown payment', 404, 'shop', `/v1/payments/${unknownId}`],
    ['a foreign refund', 404, 'finnish', `/v1/refunds/${first(payments.refunds.keys())}`],
    ['an unknown refund', 404, 'shop', `/v1/refunds/${unknownId}`],
    ['a foreign webhook', 403, 'finnish', `/v1/webhooks/${webhook}`],
    ['an unknown webhook', 404, 'shop', `/v1/webhooks/${unknownId}`],
  ])('%s answers %i', async (_, expected, bearer, path) => {
    expect(await status(bearer, path)).toBe(expected)
  })
})
