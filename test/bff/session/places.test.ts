import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorCode } from '../../support/error-body.ts'
import { type Stack, startStack } from '../../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack({
    settings: {
      EMBED_CLIENTS: JSON.stringify({
        acme: { name: 'Acme', origins: ['https://portal.acme.example'] },
      }),
    },
  })
})

afterAll(() => stack.close())

const path = '/api/v1/webhooks'

test.each(['acme', 'unknown', '', 'ACME', '../acme', 'acme, acme'])(
  'a call that says it is framed by “%s” does not get the session of the tab',
  async (client) => {
    const browser = stack.browser()
    await browser.connect()
    stack.sandbox.control.clearRequests()
    const headers = { 'x-mpc-client': client }
    const session = await browser.call('/auth/session', { headers })
    expect(session.status).toBe(200)
    expect(await session.json()).toMatchObject({ connected: false })
    expect(await errorCode(await browser.call(path, { headers }))).toBe('not_connected')
    expect(stack.sandbox.control.requests()).toEqual([])
    expect((await browser.call(path)).status).toBe(200)
  },
)

test('the seal of a tab works neither as a framed cookie nor as a header', async () => {
  const browser = stack.browser()
  await browser.connect()
  const seal = browser.jar.get('__Host-Http-mpc') ?? ''
  const framed = stack.browser()
  framed.jar.set('__Host-Http-mpc-e', seal)
  const client = { 'x-mpc-client': 'acme' }
  for (const response of [
    await framed.call(path, { headers: client }),
    await stack.browser().call(path, { headers: { ...client, 'x-mpc-session': seal } }),
  ]) {
    expect(await errorCode(response)).toBe('session_expired')
  }
  // Without the header nobody looks there.
  expect(await errorCode(await framed.call(path))).toBe('not_connected')
})
