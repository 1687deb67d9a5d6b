import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

test('100 logins have 100 states, nonces and challenges, none of them short', async () => {
  const requests = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const response = await stack.browser().fetch('/auth/login?merchant_vat=DK12345678')
      return new URL(response.headers.get('location') ?? '').searchParams
    }),
  )
  const all = new Set<string>()
  for (const name of ['state', 'nonce', 'code_challenge']) {
    for (const asked of requests) {
      const value = asked.get(name) ?? ''
      // 256 bits as base64url.
      expect(value).toMatch(/^[\w-]{43}$/)
      all.add(value)
    }
  }
  expect(all.size).toBe(300)
})

test('100 logins at once ask for the metadata once', async () => {
  const discoveries = stack.sandbox.control
    .requests()
    .filter(({ path }) => path.endsWith('/openid-configuration'))
  expect(discoveries).toHaveLength(1)
})
