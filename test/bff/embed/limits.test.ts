import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'

import { handleSchema } from '#shared/api.ts'

import { rawRequest } from '../../support/raw-request.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

const host = 'connect.example.com'
const rate = 4
let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack({
    settings: {
      PUBLIC_URL: `https://${host}`,
      AUTH_RATE_PER_MINUTE: `${rate}`,
      TRUST_PROXY: '127.0.0.0/8 ::1',
    },
  })
})

afterEach(() => vi.useRealTimers())

afterAll(() => stack.close())

function post(path: string, from: string, body: string, headers: Record<string, string>) {
  const all = { host, 'x-forwarded-for': from, ...headers }
  return rawRequest(stack.bff.url, path, { method: 'POST', headers: all, body })
}

function askHandle(from: string) {
  const json = { 'content-type': 'application/json', 'x-csrf': '1', 'x-mpc-client': 'acme' }
  return post('/auth/handle', from, '{"vat":"DK12345678","scopes":["webhooks"]}', json)
}

const form = { origin: `https://${host}`, 'content-type': 'application/x-www-form-urlencoded' }

/** Starts a login from there; the handle is asked for from where nobody counts along. */
let others = 0
async function start(from: string): Promise<number> {
  others += 1
  const { body } = await askHandle(`198.18.${others >> 8}.${others & 255}`)
  const { h } = handleSchema.parse(JSON.parse(body))
  const answer = await post('/auth/login', from, new URLSearchParams({ h }).toString(), form)
  return answer.status
}

async function startMany(count: number, from: (index: number) => string) {
  const statuses: number[] = []
  for (let index = 0; index < count; index += 1) statuses.push(await start(from(index)))
  return statuses
}

/** A minute goes by for whoever counts in minutes; nothing else is moved. */
function passMinute(): void {
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + 61_000 })
}

test('a client that asks for handle after handle is told when to come back', async () => {
  for (let count = 0; count < rate; count += 1) {
    expect((await askHandle('203.0.113.1')).status).toBe(200)
  }
  const refused = await askHandle('203.0.113.1')
  expect(refused.status).toBe(429)
  expect(refused.headers['x-mpc-error']).toBe('rate_limited')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.headers['set-cookie']).toBeUndefined()
  expect((await askHandle('203.0.113.2')).status).toBe(200)
})

test('one client has so many embedded logins under way and no more, however slowly it starts them', async () => {
  for (let minute = 0; minute < 5; minute += 1) {
    const statuses = await startMany(rate, () => '203.0.113.3')
    expect(statuses).toEqual(Array.from({ length: rate }, () => 200))
    passMinute()
  }
  expect(await start('203.0.113.3')).toBe(429)
  expect(await start('203.0.113.4')).toBe(200)
})

test('what another page posts is refused and takes nothing from what its visitor may start', async () => {
  const foreign = { ...form, origin: 'https://evil.example' }
  for (let count = 0; count < 6 * rate; count += 1) {
    expect((await post('/auth/login', '203.0.113.5', 'h=x', foreign)).status).toBe(403)
  }
  expect(await start('203.0.113.5')).toBe(200)
})

test('nor has one IPv6 network of /48, from whichever part of it they come', async () => {
  const statuses = await startMany(20 * rate, (index) => `2001:db8:1:${index.toString(16)}::1`)
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await start('2001:db8:1:ffff::1')).toBe(429)
  expect(await start('2001:db8:2::1')).toBe(200)
})
