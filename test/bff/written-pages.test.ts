import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const posted = { method: 'POST', body: new URLSearchParams({ state: 'x' }) }

const pages: readonly (readonly [what: string, path: string, init: RequestInit])[] = [
  ['the callback page', '/auth/callback', posted],
  ['the landing page of fragments', '/auth/callback', {}],
  ['a refused callback', '/auth/callback?code=x', {}],
  ['a refused login', '/auth/login', {}],
  ['a refused completion', '/auth/complete', posted],
]

const policyOf = (response: Response) =>
  new Map(
    (response.headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')] as const
    }),
  )

test.each(pages)('%s allows nothing but its own style and script', async (_what, path, init) => {
  const response = await fetch(stack.bff.url + path, init)
  const policy = policyOf(response)
  const html = await response.text()
  const nonce = /'nonce-([\w-]{22})'/.exec(policy.get('script-src') ?? '')?.[1]
  expect(nonce).toBeDefined()
  expect(Object.fromEntries(policy)).toEqual({
    'default-src': "'none'",
    'script-src': `'nonce-${nonce}'`,
    'style-src': `'nonce-${nonce}'`,
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
  })
  for (const [, attributes] of html.matchAll(/<(?:script|style)\b([^>]*)>/g)) {
    expect(attributes).toBe(` nonce="${nonce}"`)
  }
  // Nothing is fetched from anywhere, and no script hides in an attribute.
  expect(html).not.toMatch(/<(link|img|iframe|object|embed|base)\b/)
  expect(html).not.toMatch(/\s(src|on\w+|style)=/)
  for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^\/[a-z]/)

  const again = await fetch(stack.bff.url + path, init)
  expect(policyOf(again).get('script-src')).not.toBe(policy.get('script-src'))
})

test.each(pages)('%s has the headers that the flow depends on', async (_what, path, init) => {
  const { headers } = await fetch(stack.bff.url + path, init)
  // With `no-referrer` the form’s own Origin would be `null`.
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-opener-policy')).toBeNull()
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('content-type')).toBe('text/html; charset=UTF-8')
})

test.each([
  ['da-DK,da;q=0.9,en;q=0.8', 'da', 'Det CVR-nummer kan ikke forbindes'],
  ['fi', 'fi', 'Tätä Y-tunnusta ei voi yhdistää'],
  ['en-GB', 'en', 'That VAT number cannot be connected'],
  ['sv-SE, fi;q=0.5, da;q=0.7', 'da', 'Det CVR-nummer kan ikke forbindes'],
  ['da;q=0, en', 'en', 'That VAT number cannot be connected'],
  ['de', 'en', 'That VAT number cannot be connected'],
  ['*', 'en', 'That VAT number cannot be connected'],
  [';;q=x,,', 'en', 'That VAT number cannot be connected'],
])('with Accept-Language “%s” a page is written in %s', async (accepted, language, title) => {
  const response = await fetch(`${stack.bff.url}/auth/login`, {
    headers: { 'accept-language': accepted },
  })
  const html = await response.text()
  expect(html).toContain(`<html lang="${language}">`)
  expect(html).toContain(`<h1>${title}</h1>`)
})
