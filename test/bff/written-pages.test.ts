import { afterAll, beforeAll, expect, test } from 'vitest'

import { readFailurePage } from '../support/failure-page.ts'
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
  ['an address opened by hand', '/auth/complete', { headers: { accept: 'text/html' } }],
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

const typed = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', accept: 'text/html' }

test.each([
  ['/auth/complete', 403, 'csrf', typed],
  ['/auth/complete', 403, 'csrf', { accept: 'text/html,*/*;q=0.8' }],
  ['/auth/session', 403, 'csrf', typed],
  ['/auth/nothing', 403, 'csrf', typed],
])('who opens %s by hand reads a page (%i %s)', async (path, status, code, headers) => {
  const response = await fetch(stack.bff.url + path, { headers })
  expect(response.headers.get('x-mpc-error')).toBe(code)
  const { title, wayOn } = await readFailurePage(response, status)
  expect([title, wayOn]).toEqual(['There is no page here', '/connect'])
})

test.each([{ accept: '*/*' }, { 'sec-fetch-dest': 'empty', accept: 'text/html' }])(
  'code that asks for what only code can use gets JSON (%j)',
  async (headers) => {
    const response = await fetch(`${stack.bff.url}/auth/complete`, { headers })
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toMatchObject({ code: response.headers.get('x-mpc-error') })
  },
)

test('a login opened by hand leads to where logins start', async () => {
  const response = await fetch(`${stack.bff.url}/auth/login`, { headers: typed })
  expect((await readFailurePage(response, 400)).wayOn).toBe('/connect')
})

test('an unknown key of a portal is answered with what to do about it, and not repeated', async () => {
  for (const destination of ['iframe', 'document']) {
    const response = await fetch(`${stack.bff.url}/embed/no-such-portal`, {
      headers: { ...typed, 'sec-fetch-dest': destination },
    })
    const { html, title, text, wayOn } = await readFailurePage(response, 404)
    expect([title, wayOn]).toEqual(['This portal is not set up here', '/connect'])
    expect(text).toContain('EMBED_CLIENTS')
    expect(html).not.toContain('no-such-portal')
  }
})
