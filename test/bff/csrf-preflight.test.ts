import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const corsHeaders = (headers: Headers) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'))

test.each([
  '/api/v1/webhooks',
  '/api/v9/unknown',
  '/auth/session',
  '/auth/logout',
  '/auth/login',
  '/auth/callback',
  '/auth/complete',
  '/healthz',
  '/',
])('no preflight allows another origin anything at %s', async (path) => {
  for (const origin of ['https://evil.example', 'null', stack.sandbox.portalUrl]) {
    const response = await fetch(stack.bff.url + path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-csrf,content-type',
      },
    })
    expect(corsHeaders(response.headers)).toEqual([])
    expect(response.ok).toBe(false)
  }
})

test('nor does an answer itself', async () => {
  const browser = stack.browser()
  await browser.connect()
  for (const path of ['/api/v1/webhooks', '/auth/session']) {
    const response = await browser.call(path, { headers: { origin: 'https://evil.example' } })
    expect(response.status).toBe(200)
    expect(corsHeaders(response.headers)).toEqual([])
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  }
})
