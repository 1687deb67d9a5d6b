import { Agent } from 'node:http'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../../support/stack.ts'
import { call, until } from '../upstream/support.ts'

const agent = new Agent({ keepAlive: true })
let stack: Stack
let headers: Readonly<Record<string, string>>

beforeAll(async () => {
  stack = await startStack()
  const browser = stack.browser()
  await browser.connect()
  headers = { cookie: browser.jar.header() ?? '', 'x-csrf': '1' }
  stack.sandbox.control.faults.next('api', { kind: 'delay', milliseconds: 60_000 }, 2000)
})

afterAll(async () => {
  agent.destroy()
  await stack.close()
})

test('when MobilePay hangs, calls beyond 512 are refused at once, and all are well afterwards', async () => {
  const { upstream } = stack.bff.deps
  const first = Array.from({ length: 512 }, () =>
    call(stack.bff.url, '/api/v1/webhooks', { headers, agent }),
  )
  await until(() => upstream.connections().active === 512)
  const beyond = await Promise.all(
    Array.from({ length: 50 }, () => call(stack.bff.url, '/api/v1/webhooks', { headers })),
  )
  for (const { status, headers: received } of beyond) {
    expect([status, received['x-mpc-error'], received['retry-after']]).toEqual([
      502,
      'upstream_unavailable',
      '1',
    ])
  }
  expect(upstream.connections().active).toBe(512)
  agent.destroy()
  await Promise.allSettled(first)
  await until(() => upstream.connections().active === 0)
  stack.sandbox.control.faults.clear()
  const after = await call(stack.bff.url, '/api/v1/webhooks', { headers })
  expect(after.status).toBe(200)
})
