import { afterAll, beforeAll, expect, test } from 'vitest'

import { rawRequest } from '../support/raw-request.ts'
import { type Stack, startStack } from '../support/stack.ts'

const host = 'connect.example.com'
const stacks: Stack[] = []

beforeAll(async () => {
  for (const TRUST_PROXY of ['', '127.0.0.0/8 ::1']) {
    stacks.push(
      await startStack({
        settings: { PUBLIC_URL: `https://${host}`, AUTH_RATE_PER_MINUTE: '5', TRUST_PROXY },
      }),
    )
  }
})

afterAll(async () => {
  for (const stack of stacks) await stack.close()
})

async function ask(stack: Stack | undefined, path: string, forwardedFor?: string) {
  const forwarded = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }
  return rawRequest(stack?.bff.url ?? '', path, { headers: { host, 'x-csrf': '1', ...forwarded } })
}

const login = '/auth/login?merchant_vat=DK12345678'

test('the sixth login in a minute is refused on a page that says when to come back', async () => {
  const [stack] = stacks
  for (let count = 0; count < 5; count += 1) expect((await ask(stack, login)).status).toBe(303)
  // What a client claims about itself does not make it another one.
  const answer = await ask(stack, login, '203.0.113.7')
  expect(answer.status).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(answer.headers['content-type']).toMatch(/^text\/html/)
  expect(answer.body).toContain('href="/connect"')
})

test('what another page makes a browser send uses up nothing', async () => {
  const stack = stacks[1]
  const from = '198.51.100.9'
  for (const more of [
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' },
  ]) {
    const headers = { host, 'x-forwarded-for': from, ...more }
    for (let count = 0; count < 6; count += 1) {
      const { status } = await rawRequest(stack?.bff.url ?? '', login, { headers })
      expect([303, 400]).toContain(status)
    }
  }
  expect((await ask(stack, login, from)).status).toBe(303)
})

test('who has logged in too often can still use what is connected', async () => {
  const [stack] = stacks
  expect((await ask(stack, '/auth/session')).status).toBe(200)
  expect((await ask(stack, '/auth/callback')).status).toBe(200)
})

test('a network of /48 starts and completes twenty times as many, from whichever part of it', async () => {
  const stack = stacks[1]
  const complete = (address: string) =>
    rawRequest(stack?.bff.url ?? '', '/auth/complete', {
      method: 'POST',
      headers: { host, origin: `https://${host}`, 'x-forwarded-for': address },
      body: 'state=x',
    })
  for (let index = 0; index < 50; index += 1) {
    expect((await ask(stack, login, `2001:db8:48:${index}::1`)).status).toBe(303)
    expect((await complete(`2001:db8:48:${index}::2`)).status).toBe(400)
  }
  expect((await ask(stack, login, '2001:db8:48:ffff::1')).status).toBe(429)
  expect((await complete('2001:db8:48:fffe::1')).status).toBe(429)
  expect((await ask(stack, login, '2001:db8:49::1')).status).toBe(303)
})

test('behind a proxy that is named each client is counted by itself', async () => {
  const stack = stacks[1]
  const statuses = async (forwardedFor: string) => {
    const all: number[] = []
    for (let count = 0; count < 6; count += 1) {
      all.push((await ask(stack, login, forwardedFor)).status)
    }
    return all
  }
  expect(await statuses('203.0.113.7')).toEqual([303, 303, 303, 303, 303, 429])
  expect(await statuses('203.0.113.8')).toEqual([303, 303, 303, 303, 303, 429])
  // Only the hop that the proxy itself saw counts, and one IPv6 network is one household.
  expect((await ask(stack, login, '198.51.100.1, 203.0.113.8')).status).toBe(429)
  expect(await statuses('2001:db8:1:2::1')).toEqual([303, 303, 303, 303, 303, 429])
  expect((await ask(stack, login, '2001:db8:1:2:ffff::9')).status).toBe(429)
  expect((await ask(stack, login, '2001:db8:1:3::1')).status).toBe(303)
})
