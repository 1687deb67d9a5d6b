import { afterAll, beforeAll, expect, test } from 'vitest'

import { rawRequest } from '../support/raw-request.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const foreign = ['evil.example', 'localhost', 'localhost:1', '127.0.0.1', 'localhost.evil.example']
const paths = [
  ['GET', '/'],
  ['GET', '/auth/login?merchant_vat=DK12345678'],
  ['GET', '/auth/callback'],
  ['POST', '/auth/complete'],
  ['GET', '/auth/session'],
  ['POST', '/auth/logout'],
  ['GET', '/api/v1/webhooks'],
  ['GET', '/healthz/../auth/session'],
  ['GET', '//healthz'],
] as const

test.each(paths)('%s %s under another name is not answered', async (method, path) => {
  const browser = stack.browser()
  await browser.connect()
  stack.sandbox.control.clearRequests()
  for (const host of foreign) {
    const headers = { host, cookie: browser.jar.header() ?? '', 'x-csrf': '1' }
    const answer = await rawRequest(stack.bff.url, path, { method, headers })
    expect(answer.status).toBe(421)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['location']).toBeUndefined()
  }
  expect(stack.sandbox.control.requests()).toEqual([])
})

test.each(['/healthz', '/readyz'])('%s answers under any name', async (path) => {
  for (const host of foreign) {
    expect((await rawRequest(stack.bff.url, path, { headers: { host } })).status).toBe(200)
  }
})

test('headers of a proxy that nobody named change nothing', async () => {
  const { host } = new URL(stack.bff.url)
  const headers = {
    host,
    forwarded: 'host=evil.example;proto=https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-original-url': '/healthz',
    'x-rewrite-url': '/healthz',
  }
  const answer = await rawRequest(stack.bff.url, '/auth/login?merchant_vat=DK12345678', { headers })
  expect(answer.status).toBe(303)
  expect(answer.headers['location']).not.toContain('evil')
  const asked = new URL(answer.headers['location'] ?? '').searchParams
  expect(asked.get('redirect_uri')).toBe(`${stack.bff.url}/auth/callback`)
})
