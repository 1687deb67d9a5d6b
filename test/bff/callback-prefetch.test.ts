import { afterAll, beforeAll, expect, test } from 'vitest'

import { encodeForm } from '../support/encode-form.ts'
import { readSession } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

test.each([
  ['GET', 'sec-purpose', 'prefetch'],
  ['GET', 'sec-purpose', 'prefetch;prerender'],
  ['GET', 'purpose', 'prefetch'],
  ['POST', 'sec-purpose', 'prefetch'],
])('a %s whose %s is %s gets nothing, and spoils nothing', async (method, header, value) => {
  const browser = stack.browser()
  const response = await browser.authorize()
  const prefetched = await browser.fetch('/auth/callback', {
    method,
    headers: { [header]: value },
    ...(method === 'POST' && {
      body: encodeForm(response.parameters),
    }),
  })
  expect(prefetched.status).toBe(204)
  expect(await prefetched.text()).toBe('')
  expect(prefetched.headers.getSetCookie()).toEqual([])

  expect((await browser.land(response)).status).toBe(303)
  expect(await readSession(browser)).toMatchObject({ connected: true })
})
