import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

async function follow(site: string, query: string) {
  const browser = stack.browser()
  const response = await browser.fetch(`/auth/login${query}`, {
    headers: { 'sec-fetch-site': site, 'sec-fetch-dest': 'document' },
  })
  return { browser, status: response.status, location: response.headers.get('location') }
}

test.each(['cross-site', 'same-site'])(
  'a link from a %s page starts nothing and leads to the form, filled in',
  async (site) => {
    const { browser, status, location } = await follow(
      site,
      '?merchant_vat=DK12345678&scope=webhooks+invoice&return_to=/payments',
    )
    expect(status).toBe(303)
    expect(location).toBe('/connect?merchant_vat=DK12345678&scope=webhooks+invoice')
    expect(browser.jar.names()).toEqual([])
    expect(stack.sandbox.control.requests()).toEqual([])
  },
)

test('also where the link is wrong, and whatever it says stays one value of the form', async () => {
  const { status, location } = await follow(
    'cross-site',
    '?merchant_vat=%0D%0ASet-Cookie:x%3D1%26scope%3Dall%23&evil=1',
  )
  expect(status).toBe(303)
  const url = new URL(location ?? '', stack.bff.url)
  expect(url.origin).toBe(stack.bff.url)
  expect([...url.searchParams]).toEqual([['merchant_vat', '\r\nSet-Cookie:x=1&scope=all#']])
})

test('values that are too long for the form are left out', async () => {
  const { location } = await follow('cross-site', `?merchant_vat=${'1'.repeat(201)}`)
  expect(location).toBe('/connect')
})
