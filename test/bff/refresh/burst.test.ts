import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Browser } from '../../support/browser.ts'
import { tokenRequests } from '../../support/requests.ts'
import { readConnected } from '../../support/session-state.ts'
import { setCookieOf } from '../../support/set-cookies.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'

const path = '/api/v1/webhooks'
const name = '__Host-Http-mpc'

/** Fifty calls that all carry this cookie, as a page sends them that has just been opened. */
async function callFiftyTimes(stack: Stack, cookie: string) {
  const responses = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const response = await fetch(stack.bff.url + path, {
        headers: { 'x-csrf': '1', cookie: `${name}=${cookie}` },
      })
      expect(await response.json()).toHaveProperty('webhooks')
      return response
    }),
  )
  return {
    statuses: new Set(responses.map(({ status }) => status)),
    cookies: new Set(responses.map((response) => setCookieOf(response, name)?.value)),
  }
}

describe.each(['OneTime', 'ReUse'] as const)(
  'with refresh tokens of the kind %s',
  (refreshTokens) => {
    let stack: Stack
    let browser: Browser
    let old: string
    let renewed: string

    beforeAll(async () => {
      stack = await startStack({ sandbox: { refreshTokens } })
      browser = stack.browser()
      await browser.connect()
      old = browser.jar.get(name) ?? ''
      advance(stack, accessTokenLifetime)
      stack.sandbox.control.clearRequests()
    })

    afterAll(() => stack.close())

    test('50 parallel calls with an expired access token make one token request', async () => {
      const before = await readConnected(browser)
      const { statuses, cookies } = await callFiftyTimes(stack, old)
      expect(statuses).toEqual(new Set([200]))
      expect(tokenRequests(stack.sandbox)).toHaveLength(1)
      expect(cookies.size).toBe(1)
      renewed = [...cookies][0] ?? ''
      expect(renewed).not.toBe('')
      expect(renewed).not.toBe(old)

      browser.jar.set(name, renewed)
      const after = await readConnected(browser)
      expect(after).toEqual({
        ...before,
        accessTokenExpiresAt: after.accessTokenExpiresAt,
        sessionExpiresAt: after.sessionExpiresAt,
      })
      expect(after.accessTokenExpiresAt > before.accessTokenExpiresAt).toBe(true)
    })

    test('50 late calls with the old cookie are as good, and ask for nothing', async () => {
      const { statuses, cookies } = await callFiftyTimes(stack, old)
      expect(statuses).toEqual(new Set([200]))
      expect(tokenRequests(stack.sandbox)).toHaveLength(1)
      expect(cookies).toEqual(new Set([renewed]))
    })

    test('calls with the new cookie go straight through, and set none', async () => {
      const { statuses, cookies } = await callFiftyTimes(stack, renewed)
      expect(statuses).toEqual(new Set([200]))
      expect(tokenRequests(stack.sandbox)).toHaveLength(1)
      expect(cookies).toEqual(new Set([undefined]))
    })

    test('a mixture of old and new cookies after another lifetime makes one more', async () => {
      advance(stack, accessTokenLifetime)
      stack.sandbox.control.clearRequests()
      const answers = await Promise.all([
        callFiftyTimes(stack, old),
        callFiftyTimes(stack, renewed),
      ])
      const cookies = new Set<string | undefined>()
      for (const answer of answers) {
        expect(answer.statuses).toEqual(new Set([200]))
        for (const cookie of answer.cookies) cookies.add(cookie)
      }
      expect(tokenRequests(stack.sandbox)).toHaveLength(1)
      expect(cookies.size).toBe(1)
      expect(cookies).not.toContain(renewed)
    })
  },
)
