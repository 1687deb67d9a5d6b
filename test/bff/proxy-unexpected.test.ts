import { afterAll, beforeAll, expect, test } from 'vitest'

import { alterSession } from '../support/altered-session.ts'
import { readError } from '../support/error-body.ts'
import { apiRequests } from '../support/requests.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

/** No header can hold it, so that sending it is an error that nobody expects. */
const accessToken = 'half of a token\nand the other half'

test('an error that nobody expected is a 500 of the contract, with all its headers', async () => {
  const browser = stack.browser()
  await browser.connect()
  await alterSession(stack, browser, (session) => ({
    ...session,
    tokens: { ...session.tokens, accessToken },
  }))
  stack.sandbox.control.clearRequests()
  const response = await browser.call('/api/v1/webhooks')
  expect(response.status).toBe(500)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'x-mpc-error': 'internal',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-type': 'application/json',
  })
  const requestId = response.headers.get('x-request-id')
  expect(await readError(response)).toMatchObject({ code: 'internal', requestId })
  expect(apiRequests(stack.sandbox)).toEqual([])

  const lines = stack.bff.logLines.filter((line) => line.includes(String(requestId)))
  expect(lines.map((line) => /"msg":"([^"]+)"/.exec(line)?.[1])).toEqual([
    'unexpected error',
    'request',
  ])
  expect(lines.join('')).not.toContain('the other half')
  expect((await browser.call('/auth/session')).status).toBe(200)
})
