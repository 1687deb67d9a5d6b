import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { createCookieJar } from '../../support/cookie-jar.ts'
import { encodeForm } from '../../support/encode-form.ts'
import { runs } from '../../support/property-runs.ts'
import { apiRequests } from '../../support/requests.ts'
import { type Stack, startStack } from '../../support/stack.ts'

let stack: Stack
/** Every kind of cookie that the bff sets, each with a value that works. */
let cookies: readonly (readonly [name: string, value: string])[]
let state: string

beforeAll(async () => {
  stack = await startStack()
  const browser = stack.browser()
  await browser.connect()
  const started = await browser.fetch('/auth/login?merchant_vat=DK12345678')
  state = new URL(started.headers.get('location') ?? '').searchParams.get('state') ?? ''
  cookies = browser.jar.names().map((name) => [name, browser.jar.get(name) ?? ''] as const)
  stack.sandbox.control.clearRequests()
})
afterAll(() => stack.close())

const octets = "!#$%&'()*+-./0123456789:<=>?@ABCXYZ[]^_`abcxyz{|}~".split('')

interface Change {
  readonly kind: 'flip' | 'drop' | 'insert' | 'cut' | 'double' | 'swap'
  /** Where, as a share of the value. */
  readonly at: number
  readonly octet: string
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('flip', 'drop', 'insert', 'cut', 'double', 'swap'),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  octet: fc.constantFrom(...octets),
})

function apply(value: string, { kind, at, octet }: Change): string {
  const index = Math.floor(at * value.length)
  const before = value.slice(0, index)
  const after = value.slice(index + 1)
  if (kind === 'flip') return before + octet + after
  if (kind === 'drop') return before + after
  if (kind === 'insert') return before + octet + value.slice(index)
  if (kind === 'cut') return before
  if (kind === 'swap') return value.slice(index) + before
  return value + value
}

/** Asks everything that reads cookies; gives what is wrong with the answers. */
async function ask(cookie: string): Promise<readonly string[]> {
  const base = stack.bff.url
  const call = { headers: { cookie, 'x-csrf': '1' } }
  const form = { origin: base, cookie }
  const answers = await Promise.all([
    fetch(`${base}/auth/session`, call),
    fetch(`${base}/api/v1/webhooks`, call),
    fetch(`${base}/auth/logout`, { method: 'POST', ...call }),
    fetch(`${base}/auth/login?merchant_vat=DK12345678`, {
      headers: { cookie },
      redirect: 'manual',
    }),
    fetch(`${base}/auth/complete`, {
      method: 'POST',
      headers: form,
      redirect: 'manual',
      body: encodeForm([
        ['state', state],
        ['code', 'x'],
        ['id_token', 'x.y.z'],
      ]),
    }),
  ])
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  return [
    ...answers.filter(({ status }) => status >= 500).map(({ url, status }) => `${url}: ${status}`),
    ...(texts[0] === '{"connected":false}' ? [] : [`a session: ${texts[0]}`]),
    ...(answers[4]?.headers.getSetCookie() ?? []).filter((set) =>
      set.startsWith('__Host-Http-mpc=F'),
    ),
  ]
}

test('cookies that were changed in any place connect nobody, log nobody in and fail nowhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(2),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async (which, changes) => {
        const jar = createCookieJar(new Map(cookies))
        const [name = '', value = ''] = cookies[which] ?? []
        const changed = changes.reduce(apply, value)
        // A seal that is still the same, or whose last character only lost bits that mean nothing.
        fc.pre(changed.slice(0, -1) !== value.slice(0, -1))
        // The session is the one that would be taken for somebody.
        for (const [other] of cookies) if (other === '__Host-Http-mpc') jar.set(other, '')
        jar.set(name, changed)
        expect(await ask(jar.header() ?? '')).toEqual([])
      },
    ),
    runs(60, 20),
  )
  expect(apiRequests(stack.sandbox)).toEqual([])
}, 280_000)

test('nor does a Cookie header of any other content', async () => {
  const pair = fc
    .tuple(
      fc.oneof(fc.constantFrom(...cookies.map(([name]) => name)), fc.string({ maxLength: 12 })),
      fc.oneof(fc.constantFrom('Fe26.2', 'Fe26.2*1', '"', '='), fc.string({ maxLength: 40 })),
      fc.constantFrom('=', '', ' = ', '=='),
      fc.constantFrom(';', '; ', ',', ' ', ';;'),
    )
    .map(([name, value, equals, end]) => name + equals + value + end)
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 6 }), async (pairs) => {
      const header = pairs.join('').replaceAll(/[^\t -~\u0080-\u00ff]/g, '')
      expect(await ask(header)).toEqual([])
    }),
    runs(60, 20),
  )
}, 280_000)

test.runIf(process.env['FULL'])(
  'no byte of a session’s seal can be another',
  async () => {
    const [, value = ''] = cookies.find(([name]) => name === '__Host-Http-mpc') ?? []
    for (let at = 0; at < value.length - 1; at += 1) {
      const other = value[at] === 'A' ? 'B' : 'A'
      const changed = value.slice(0, at) + other + value.slice(at + 1)
      const answer = await fetch(`${stack.bff.url}/auth/session`, {
        headers: { cookie: `__Host-Http-mpc=${changed}`, 'x-csrf': '1' },
      })
      expect([at, await answer.text()]).toEqual([at, '{"connected":false}'])
    }
  },
  280_000,
)
