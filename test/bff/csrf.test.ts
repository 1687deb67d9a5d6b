import { afterAll, beforeAll, expect, test } from 'vitest'

import { operations } from '#shared/operations.ts'

import type { Browser } from '../support/browser.ts'
import { errorCode } from '../support/error-body.ts'
import { readSession } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack
let browser: Browser

beforeAll(async () => {
  stack = await startStack()
  browser = stack.browser()
  await browser.connect()
  stack.sandbox.control.clearRequests()
})

afterAll(() => stack.close())

const samples = {
  guid: '0b8f4f4e-4a3c-4c57-9f0a-6d1f5f0a1c01',
  digits: '12345678',
  opaque: 'abc-123',
} as const

/** Every operation of the proxy, with path parts of the right shape. */
const calls = operations.map(({ method, path, parts }) => ({
  method,
  path: `/api${path.replaceAll(/\{(\w+)\}/g, (_part, name: string) => samples[parts[name] ?? 'guid'])}`,
}))

const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) =>
  ['/auth/session', '/auth/logout', '/auth/unknown', '/api/', '/api/v9/unknown'].map((path) => ({
    method,
    path,
  })),
)

/** Which of these calls were not refused, or set a cookie. */
async function answered(
  asked: readonly { readonly method: string; readonly path: string }[],
  headers: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const { method, path } of asked) {
    const response = await browser.fetch(path, { method, headers })
    await response.body?.cancel()
    const refused = response.status === 403 && response.headers.get('x-mpc-error') === 'csrf'
    if (!refused || response.headers.has('set-cookie')) wrong.push(`${method} ${path}`)
  }
  return wrong
}

test('no operation of the list is called without the header, reads included', async () => {
  expect(calls.length).toBeGreaterThan(60)
  expect(await answered(calls, {})).toEqual([])
  expect(stack.sandbox.control.requests()).toEqual([])
})

test('nor by a page of another site that managed to send it', async () => {
  const headers = { 'x-csrf': '1', 'sec-fetch-site': 'cross-site' }
  expect(await answered(calls, headers)).toEqual([])
  expect(stack.sandbox.control.requests()).toEqual([])
})

test.each<Readonly<Record<string, string>>>([
  {},
  { 'x-csrf': '' },
  { 'x-csrf': '0' },
  { 'x-csrf': 'true' },
  { 'x-csrf': '1, 1' },
  { 'x-csrf': '11' },
  { 'x-csrf': '1', 'sec-fetch-site': 'cross-site' },
  { 'x-csrf': '1', 'sec-fetch-site': 'same-site' },
  { 'x-csrf': '1', 'sec-fetch-site': 'none' },
  { 'x-csrf': '1', 'sec-fetch-site': '' },
])('with %j nothing is answered, whatever the path and the method', async (headers) => {
  expect(await answered([...others, ...calls.slice(0, 5)], headers)).toEqual([])
  expect(stack.sandbox.control.requests()).toEqual([])
})

test('nor does a form of another site, with every content type that needs no preflight', async () => {
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
    const response = await browser.fetch('/api/v1/webhooks', {
      method: 'POST',
      headers: { 'content-type': type, origin: 'https://evil.example' },
      body: 'x=1',
    })
    expect(await errorCode(response)).toBe('csrf')
  }
  expect(stack.sandbox.control.requests()).toEqual([])
})

test('nobody was logged out meanwhile, and the page’s own calls work', async () => {
  expect((await readSession(browser)).connected).toBe(true)
  for (const headers of [{}, { 'sec-fetch-site': 'same-origin' }]) {
    expect((await browser.call('/api/v1/webhooks', { headers })).status).toBe(200)
  }
})
