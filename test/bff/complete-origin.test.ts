import { afterAll, beforeAll, expect, test } from 'vitest'

import { encodeForm } from '../support/encode-form.ts'
import { readFailurePage } from '../support/failure-page.ts'
import { tokenRequests } from '../support/requests.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

test.each(['', 'null', 'https://evil.example', 'http://localhost', 'http://127.0.0.1:1'])(
  'a response that comes from the origin “%s” is not looked at',
  async (origin) => {
    const browser = stack.browser()
    const { parameters } = await browser.authorize()
    stack.sandbox.control.clearRequests()
    const response = await browser.fetch('/auth/complete', {
      method: 'POST',
      headers: origin === '' ? {} : { origin },
      body: encodeForm(parameters),
    })
    const { wayOn } = await readFailurePage(response, 403)
    expect(wayOn).toBe('/connect')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(tokenRequests(stack.sandbox)).toEqual([])

    // Nothing is used up: the login still ends well.
    expect((await browser.complete(parameters)).status).toBe(303)
    expect(tokenRequests(stack.sandbox)).toHaveLength(1)
  },
)

test('our origin is more than a part of theirs', async () => {
  const browser = stack.browser()
  const { parameters } = await browser.authorize()
  for (const origin of [
    `${stack.bff.url}.evil.example`,
    `${stack.bff.url}/`,
    stack.bff.url.slice(0, -1),
  ]) {
    const page = await readFailurePage(await browser.complete(parameters, { origin }), 403)
    expect(page.wayOn).toBe('/connect')
  }
})

test('a form without a state, or with too many members, is no authorization response', async () => {
  const browser = stack.browser()
  const { parameters } = await browser.authorize()
  const stateless = parameters.filter(([name]) => name !== 'state')
  await readFailurePage(await browser.complete(stateless), 400)
  const many = Array.from({ length: 33 }, (_, index) => [`p${index}`, ''] as const)
  await readFailurePage(await browser.complete([...parameters, ...many]), 400)
  const long = [...parameters, ['x', 'x'.repeat(128 * 1024)] as const]
  await readFailurePage(await browser.complete(long), 400)
  expect((await browser.complete(parameters)).status).toBe(303)
})
