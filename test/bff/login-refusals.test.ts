import { afterAll, beforeAll, expect, test } from 'vitest'

import { readFailurePage } from '../support/failure-page.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ settings: { MOBILEPAY_SCOPES: 'subscriptions webhooks' } })
})

afterAll(() => stack.close())

const vat = 'merchant_vat=DK12345678'

/** Asks for a login that must be refused on a page, with nothing started. */
async function refuse(query: string) {
  const browser = stack.browser()
  const response = await browser.fetch(`/auth/login?${query}`)
  const page = await readFailurePage(response, 400)
  expect(page.wayOn).toMatch(/^\/connect(\?|$)/)
  // Nothing was started.
  expect(browser.jar.names()).toEqual([])
  expect(response.headers.getSetCookie()).toEqual([])
  expect(response.headers.get('location')).toBeNull()
  return page
}

test.each([
  '',
  'merchant_vat=',
  'merchant_vat=12345678',
  'merchant_vat=dk12345678',
  'merchant_vat=DK1234567',
  'merchant_vat=DK123456789',
  'merchant_vat=DK1234-5678',
  'merchant_vat=FI1234567-8',
  'merchant_vat=SE12345678',
  'merchant_vat=DK12345678%0A',
  'merchant_vat=%20DK12345678',
  'merchant_vat=DK%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6%D9%A7%D9%A8',
])('“%s” is no VAT number', async (query) => {
  const { title } = await refuse(query)
  expect(title).toBe('That VAT number cannot be connected')
})

test.each(['payments', 'openid', 'subscriptions,webhooks', 'invoice', 'subscriptions+invoice', ''])(
  'the products “%s” are not to be had here',
  async (scope) => {
    const { title } = await refuse(`${vat}&scope=${scope}`)
    expect(title).toBe('That product cannot be connected')
  },
)

test.each([
  'https://evil.example',
  '//evil.example',
  '/auth/logout',
  'payments',
  '/%5Cevil.example',
])('the login does not return to %s', async (returnTo) => {
  const { title } = await refuse(`${vat}&return_to=${returnTo}`)
  expect(title).toBe('The link is not valid')
})

test.each([
  `${vat}&${vat}`,
  `${vat}&merchant_vat=DK87654321`,
  `${vat}&scope=webhooks&scope=subscriptions`,
  `${vat}&return_to=/a&return_to=/b`,
  `${vat}&prompt=none`,
  `${vat}&h=start-token`,
  `${vat}&redirect_uri=https://evil.example`,
  `${vat}&Merchant_vat=DK87654321`,
])('the link “%s” has parameters that no link of ours has', async (query) => {
  const { title } = await refuse(query)
  expect(title).toBe('The link is not valid')
})

test('what the link said is never on the page as it was written', async () => {
  const hostile = encodeURIComponent('"><script>alert(1)</script>')
  const { html } = await refuse(`merchant_vat=${hostile}`)
  expect(html).not.toContain('<script>alert')
  const { wayOn } = await refuse(`${vat}&scope=${hostile}`)
  expect(new URL(wayOn, 'http://x').searchParams.get('merchant_vat')).toBe('DK12345678')
})

test.each(['iframe', 'frame', 'embed', 'object', 'empty', 'image', 'script'])(
  'a login that is to be shown as %s is refused',
  async (destination) => {
    const browser = stack.browser()
    const response = await browser.fetch(`/auth/login?${vat}`, {
      headers: { 'sec-fetch-dest': destination, 'sec-fetch-site': 'same-origin' },
    })
    await readFailurePage(response, 400)
    expect(browser.jar.names()).toEqual([])
  },
)

test('none of these reached MobilePay', () => {
  expect(stack.sandbox.control.requests()).toEqual([])
})
