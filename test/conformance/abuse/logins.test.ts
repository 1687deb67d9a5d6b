import { afterAll, beforeAll, expect, test } from 'vitest'

import { rawRequest } from '../../support/raw-request.ts'
import { tokenRequests } from '../../support/requests.ts'
import { type Stack, startStack } from '../../support/stack.ts'

const host = 'connect.example.com'
const rate = 20
let stack: Stack

beforeAll(async () => {
  const settings = {
    PUBLIC_URL: `https://${host}`,
    AUTH_RATE_PER_MINUTE: `${rate}`,
    TRUST_PROXY: '127.0.0.1 ::1',
  }
  stack = await startStack({ settings })
})
afterAll(() => stack.close())

function ask(address: string, path: string, body?: string) {
  const headers = {
    host,
    'x-forwarded-for': address,
    ...(body === undefined
      ? {}
      : { origin: `https://${host}`, 'content-length': `${body.length}` }),
  }
  const method = body === undefined ? 'GET' : 'POST'
  return rawRequest(stack.bff.url, path, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
}

function tally(answers: readonly { readonly status: number }[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

test('500 logins that one client starts at once are twenty, and everybody else’s go on', async () => {
  const starts = Array.from({ length: 500 }, () =>
    ask('192.0.2.1', '/auth/login?merchant_vat=DK12345678'),
  )
  const others = Array.from({ length: 10 }, (_, index) =>
    ask(`198.51.100.${index}`, '/auth/login?merchant_vat=DK12345678'),
  )
  const answers = await Promise.all(starts)
  expect(tally(answers)).toEqual({ 303: rate, 429: 500 - rate })
  for (const { status, headers } of answers) {
    expect(headers['retry-after'] === undefined).toBe(status === 303)
  }
  expect(tally(await Promise.all(others))).toEqual({ 303: 10 })
})

test('completions count too, and none of these spends a request of ours at MobilePay', async () => {
  const body = 'state=x&code=y&id_token=z'
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => ask('192.0.2.2', '/auth/complete', body)),
  )
  expect(tally(answers)).toEqual({ 400: rate, 429: 100 - rate })
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('a network of IPv6 is one client, whichever of its addresses it uses', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      ask(`2001:db8:5:5::${index.toString(16)}`, '/auth/login?merchant_vat=DK12345678'),
    ),
  )
  expect(tally(answers)).toEqual({ 303: rate, 429: 60 - rate })
})

test('who used up his logins can use what is connected, and read the pages', async () => {
  for (const path of ['/healthz', '/connect', '/auth/callback']) {
    expect((await ask('192.0.2.1', path)).status).toBe(200)
  }
})
