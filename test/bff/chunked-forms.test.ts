import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

/** Sends a form without saying how long it is, as a proxy may that passes on what it reads. */
async function postChunked(path: string, form: string, headers: Readonly<Record<string, string>>) {
  return fetch(stack.bff.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: ReadableStream.from([Buffer.from(form)]),
    duplex: 'half',
  })
}

test('a login is completed by a form of unknown length too', async () => {
  const browser = stack.browser()
  const { parameters } = await browser.authorize()
  const form = new URLSearchParams(
    parameters.map(([name, value]): [string, string] => [name, value]),
  )
  const landed = await postChunked('/auth/callback', form.toString(), {})
  expect(landed.status).toBe(200)
  const response = await postChunked('/auth/complete', form.toString(), {
    origin: stack.bff.url,
    cookie: browser.jar.header() ?? '',
  })
  expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
})

test.each(['/auth/callback', '/auth/complete', '/auth/login'])(
  'a form of unknown length that does not end is refused in words: %s',
  async (path) => {
    const response = await postChunked(path, `state=${'x'.repeat(200_000)}`, {
      origin: stack.bff.url,
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('<h1>')
  },
)
