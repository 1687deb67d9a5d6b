import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../support/stack.ts'
import { advance } from '../support/time.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const down = { kind: 'respond', status: 503, contentType: 'text/plain', body: '' } as const

async function ready() {
  const response = await fetch(`${stack.bff.url}/readyz`)
  const body: unknown = await response.json()
  return { status: response.status, body }
}

test('the process is alive whatever MobilePay does, and nobody has to prove anything', async () => {
  const response = await fetch(`${stack.bff.url}/healthz`, {
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('ok')
  expect(stack.sandbox.control.requests()).toEqual([])
})

test('it is ready once it knows where MobilePay’s login is, and asking is what finds out', async () => {
  stack.sandbox.control.faults.next('discovery', down)
  expect(await ready()).toEqual({ status: 503, body: { provider: 'unknown', store: 'ok' } })
  // Nobody waits for another time-out in the next two seconds.
  expect((await ready()).status).toBe(503)
  expect(stack.sandbox.control.requests()).toHaveLength(1)
  stack.bff.advance(2)
  expect(await ready()).toEqual({ status: 200, body: { provider: 'ok', store: 'ok' } })
})

test('it stays ready while what it knows cannot be renewed, and says so', async () => {
  advance(stack, 3600)
  stack.sandbox.control.faults.next('discovery', down)
  await ready()
  await expect.poll(ready).toEqual({ status: 200, body: { provider: 'degraded', store: 'ok' } })
  expect((await stack.browser().connect()).status).toBe(303)
  stack.bff.advance(2)
  await ready()
  await expect.poll(ready).toEqual({ status: 200, body: { provider: 'ok', store: 'ok' } })
})

test('a discovery document that names another issuer is not believed', async () => {
  const other = await startStack({
    settings: { MOBILEPAY_ISSUER: 'http://127.0.0.1:1/merchant' },
  })
  try {
    expect((await fetch(`${other.bff.url}/readyz`)).status).toBe(503)
    const login = await other.browser().fetch('/auth/login?merchant_vat=DK12345678')
    expect(login.status).toBe(503)
  } finally {
    await other.close()
  }
})
