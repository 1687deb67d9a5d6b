import { afterAll, beforeAll, expect, test } from 'vitest'

import { type RawAnswer, rawRequest } from '../../support/raw-request.ts'
import { type Stack, startStack } from '../../support/stack.ts'

const host = 'connect.example.com'
let stack: Stack

beforeAll(async () => {
  stack = await startStack({
    settings: {
      PUBLIC_URL: `https://${host}`,
      AUTH_RATE_PER_MINUTE: '3',
      TRUST_PROXY: '127.0.0.0/8 ::1 10.0.0.0/8 2001:db8:ff::/48',
    },
  })
})
afterAll(() => stack.close())

function login(forwardedFor: string, more: Readonly<Record<string, string>> = {}) {
  const headers = { host, 'x-forwarded-for': forwardedFor, ...more }
  return rawRequest(stack.bff.url, '/auth/login?merchant_vat=DK12345678', { headers })
}

async function useUp(forwardedFor: string): Promise<void> {
  for (let count = 0; count < 3; count += 1) expect((await login(forwardedFor)).status).toBe(303)
}

/** Each pair is one client, however the proxies between write its address. */
test.each([
  ['192.0.2.1', '192.0.2.1:51234'],
  ['192.0.2.2:1', '192.0.2.2:65535'],
  ['192.0.2.3', '::ffff:192.0.2.3'],
  ['192.0.2.6', '::FFFF:192.0.2.6'],
  ['192.0.2.7', '0:0:0:0:0:ffff:c000:0207'],
  ['::ffff:c000:208', '192.0.2.8'],
  ['[::ffff:c000:209]:443', '192.0.2.9, ::FFFF:0a01:203'],
  ['192.0.2.4', '192.0.2.4, 10.1.2.3:443'],
  ['192.0.2.5', 'anything, 192.0.2.5 , 10.1.2.3,10.9.9.9'],
  ['2001:db8:1:1::1', '[2001:db8:1:1::2]:443'],
  ['[2001:db8:1:2::1]', '2001:DB8:1:2:0:0:0:9, [2001:db8:ff::1]:80'],
])('%s and %s are one client', async (one, other) => {
  await useUp(one)
  expect((await login(other)).status).toBe(429)
})

test('IPv4 addresses in the clothes of IPv6 are clients of their own', async () => {
  await useUp('::ffff:c000:264')
  expect((await login('::ffff:c000:265')).status).toBe(303)
})

test('what stands before the client’s own address is the client’s invention', async () => {
  await useUp('198.51.100.1, 203.0.113.9')
  expect((await login('198.51.100.2, 203.0.113.9')).status).toBe(429)
  expect((await login('198.51.100.1')).status).toBe(303)
})

test('a header that is no address leaves the nearest hop that is known', async () => {
  const broken = ['unknown', '_hidden', '192.0.2.300', '192.0.2.1:port', '[]', '[::1', ',,,', '']
  let last: RawAnswer | undefined
  for (const entry of broken) last = await login(entry)
  // All of them together are one client: the proxy itself.
  expect(last?.status).toBe(429)
})

test('a proxy’s word changes neither our name nor our scheme', async () => {
  const spoofed = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-forwarded-port': '1',
    forwarded: 'for=192.0.2.9;host=evil.example;proto=http',
    'x-original-url': '/api/v1/webhooks',
    'x-rewrite-url': '/api/v1/webhooks',
    'x-http-method-override': 'POST',
  }
  const answer = await login('192.0.2.77', spoofed)
  expect(answer.status).toBe(303)
  const location = answer.headers.location ?? ''
  expect(location).toContain(encodeURIComponent(`https://${host}/auth/callback`))
  expect(JSON.stringify(answer.headers)).not.toContain('evil')
  expect(answer.headers['strict-transport-security']).toBeDefined()
})
