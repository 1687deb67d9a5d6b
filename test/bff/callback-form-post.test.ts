import { afterAll, beforeAll, expect, test } from 'vitest'

import { encodeForm } from '../support/encode-form.ts'
import { readFailurePage } from '../support/failure-page.ts'
import { readForms } from '../support/html-forms.ts'
import { readSession } from '../support/session-state.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

const form = 'application/x-www-form-urlencoded'

function post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${stack.bff.url}/auth/callback`, {
    method: 'POST',
    headers: { 'content-type': form, origin: stack.sandbox.portalUrl, ...headers },
    body,
  })
}

async function pairsOf(response: Response): Promise<readonly (readonly [string, string])[]> {
  expect(response.status).toBe(200)
  const [first, ...others] = readForms(await response.text(), `${stack.bff.url}/auth/callback`)
  expect(others).toEqual([])
  expect(first).toMatchObject({ method: 'POST', action: `${stack.bff.url}/auth/complete` })
  const inputs = first?.inputs.filter(({ tag }) => tag === 'input') ?? []
  for (const { type } of inputs) expect(type).toBe('hidden')
  return inputs.map(({ name, value }) => [name, value] as const)
}

const hostile: readonly (readonly [string, string])[] = [
  ['state', '"><script>alert(1)</script>'],
  ['code', '&quot; &amp; &#39; %22 + \u00E6\u{1F4B8}'],
  ['submit', "' onfocus=alert(1) x='"],
  ['', 'a name that is empty'],
  ['<b>', '</form></body>'],
  ['action', 'https://evil.example'],
  ['state', 'second'],
  ['state', '"><script>alert(1)</script>'],
  ['empty', ''],
]

test('every pair goes on as it came: in order, twice where it came twice, and escaped', async () => {
  const body = encodeForm(hostile)
  const response = await post(body.toString())
  const html = await response.clone().text()
  expect(html).not.toContain('<script>alert')
  expect(html.match(/<script\b/g)).toHaveLength(1)
  expect(html).not.toContain('onfocus=alert(1) x=\'"')
  expect(await pairsOf(response)).toEqual(hostile)
})

test.each(['null', 'https://evil.example', ''])(
  'a post from the origin “%s” is taken',
  async (origin) => {
    expect(await pairsOf(await post('state=x', { origin }))).toEqual([['state', 'x']])
  },
)

/** The page without what differs each time. */
const scrub = (html: string) =>
  html.replaceAll(/nonce(="|-)[\w-]+/g, '').replaceAll(/[\da-f-]{36}/g, '')

test('it reads and sets no cookie, and nothing is consumed', async () => {
  const browser = stack.browser()
  await browser.connect()
  const { parameters } = await browser.authorize()
  const cookies = browser.jar.header() ?? ''
  const body = encodeForm(parameters).toString()
  const without = await post(body)
  const withCookies = await post(body, { cookie: cookies })
  expect(withCookies.headers.getSetCookie()).toEqual([])
  expect(scrub(await withCookies.text())).toBe(scrub(await without.text()))
  // The same response still works.
  expect((await browser.complete(parameters)).status).toBe(303)
  expect(await readSession(browser)).toMatchObject({ connected: true })
})

test.each([
  ['no pairs', '', {}],
  ['33 pairs', Array.from({ length: 33 }, (_, index) => `p${index}=x`).join('&'), {}],
  ['JSON', '{"state":"x"}', { 'content-type': 'application/json' }],
  ['text', 'state=x', { 'content-type': 'text/plain' }],
  ['a multipart form', 'state=x', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['more than 128 kB', `state=x&code=${'x'.repeat(128 * 1024)}`, {}],
])('%s ends on a page with a way on', async (_what, body, headers) => {
  const { wayOn } = await readFailurePage(await post(body, headers), 400)
  expect(wayOn).toBe('/connect')
})

test('more than 128 kB is also noticed where the length was not announced', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`state=x&code=${'x'.repeat(129 * 1024)}`))
      controller.close()
    },
  })
  const response = await fetch(`${stack.bff.url}/auth/callback`, {
    method: 'POST',
    headers: { 'content-type': form },
    body,
    duplex: 'half',
  })
  expect((await readFailurePage(response, 400)).wayOn).toBe('/connect')
})

test('32 pairs of almost 128 kB in all are passed on', async () => {
  const pairs = Array.from({ length: 32 }, (_, index) => [`p${index}`, 'x'.repeat(4000)] as const)
  const body = encodeForm(pairs).toString()
  expect(await pairsOf(await post(body, { 'content-type': `${form}; charset=UTF-8` }))).toEqual(
    pairs,
  )
})
