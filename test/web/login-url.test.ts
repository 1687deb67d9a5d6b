import { expect, test } from 'vitest'

import { products } from '#shared/scopes.ts'

import { loginUrl } from '../../web/api/login.ts'

const returnTo = '/transactions?from=2026-11-01&row=a'

test('a login names business, products and the page to come back to', () => {
  const url = new URL(
    loginUrl({ vat: 'DK12345678', scopes: ['invoice', 'webhooks'], returnTo }),
    'https://connect.example',
  )
  expect(url.pathname).toBe('/auth/login')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    merchant_vat: 'DK12345678',
    scope: 'invoice webhooks',
    return_to: returnTo,
  })
})

test('asking for everything leaves the products to the bff, which knows what it may ask for', () => {
  expect(loginUrl({ vat: 'DK12345678', scopes: products, returnTo })).not.toContain('scope=')
  expect(loginUrl({ vat: 'DK12345678', scopes: [], returnTo })).not.toContain('scope=')
})
