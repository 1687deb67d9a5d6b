import { afterAll, beforeAll, expect } from 'vitest'

import { forgeries, withClaims } from '../../sandbox/faults/forgeries.ts'
import {
  authorizeIn,
  connectFrame,
  createFrame,
  createTab,
  readHandOver,
} from '../../support/frame.ts'
import { apiRequests, tokenRequests } from '../../support/requests.ts'
import { readSetCookies } from '../../support/set-cookies.ts'
import { check } from './check.ts'
import { withParameters } from './login.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

const portal = 'https://portal.example'
let subject: Subject

beforeAll(async () => {
  subject = await startSubject({ framedBy: portal })
})

afterAll(() => subject.close())

const frame = () => createFrame({ url: subject.url })
const tab = () => createTab(subject.url, 'mette@example.dk')

const ancestors = (policy: string) => /frame-ancestors ([^;]*)/.exec(policy)?.[1]

async function policyOf(path: string): Promise<string> {
  const response = await fetch(subject.url + path)
  await response.arrayBuffer()
  return response.headers.get('content-security-policy') ?? ''
}

check(
  ['42', '41'],
  'only the integrator’s exact origin frames its document, and nobody the others',
  async () => {
    expect(ancestors(await policyOf(subject.routes.framed))).toBe(portal)
    for (const path of [...subject.routes.documents, subject.routes.callback]) {
      expect(ancestors(await policyOf(path))).toBe("'none'")
    }
  },
)

check(
  ['24', '42'],
  'every document has a policy without inline scripts and foreign sources',
  async () => {
    for (const path of [...subject.routes.documents, subject.routes.framed]) {
      const policy = await policyOf(path)
      expect(policy).toMatch(/default-src '(?:self|none)'/)
      expect(policy).toMatch(/base-uri '(?:none|self)'/)
      expect(policy).toMatch(/form-action '(?:none|self)'/)
      expect(policy).not.toMatch(
        /script-src[^;]*'unsafe-|\*|data:[^;]*script|https?:\/\/(?!portal\.example)/,
      )
    }
  },
)

check(['5', '4', '8'], 'the frame’s cookies are partitioned ones of their own names', async () => {
  const own = frame()
  await connectFrame(own, tab())
  const response = await own.post('/auth/handle', { vat: 'DK12345678', scopes: ['webhooks'] })
  const cookies = readSetCookies(response)
  expect(cookies.length).toBeGreaterThan(0)
  for (const { name, attributes } of cookies) {
    expect(name).toMatch(/^__Host-Http-/)
    expect(attributes).toEqual(['httponly', 'partitioned', 'path=/', 'samesite=none', 'secure'])
  }
  const inTab = subject.browser()
  await inTab.connect()
  expect(inTab.jar.names().filter((name) => own.jar.names().includes(name))).toEqual([])
})

check(
  ['25', '41'],
  'what the login’s window hands over goes to the bff’s own origin only',
  async () => {
    const own = frame()
    const { h } = await own.handle()
    const inTab = tab()
    const { page } = await readHandOver(await inTab.land(await authorizeIn(inTab, h)))
    const posts = [...page.matchAll(/postMessage\(.*?,\s*([^,)]*)\)\n/gs)].map(
      ([, target]) => target,
    )
    expect(posts).toEqual(['location.origin'])
    expect(page).toMatch(/event\.origin !== location\.origin/)
  },
)

check(['43', '32', '33'], 'an embedded login checks what a login in a tab checks', async () => {
  const { faults } = subject.sandbox.control
  for (const bend of [
    () => faults.next('front ID token', withClaims({ nonce: 'another' })),
    () => faults.next('front ID token', forgeries['with a broken signature']),
    () => faults.next('front ID token', withClaims({ c_hash: undefined })),
    () => faults.next('authorization response', withParameters({ access_token: 'token' })),
    () => faults.next('exchange ID token', withClaims({ nonce: 'another' })),
    () => faults.next('exchange ID token', withClaims({ sub: 'another' })),
  ]) {
    const own = frame()
    bend()
    await expect(connectFrame(own, tab())).rejects.toThrow(/answered|no hand-over page|expected/)
    faults.clear()
    subject.sandbox.control.clearRequests()
    const call = await own.call(subject.routes.read)
    expect(call.status).toBe(401)
    expect(apiRequests(subject.sandbox)).toEqual([])
  }
})

check(['31', '29'], 'a ticket is of use to the frame that asked for it, once', async () => {
  const [own, other] = [frame(), frame()]
  const { hid, h } = await own.handle()
  const inTab = tab()
  const { ticket } = await readHandOver(await inTab.land(await authorizeIn(inTab, h)))
  subject.sandbox.control.clearRequests()
  await other.redeem(hid, ticket)
  expect((await other.call(subject.routes.read)).status).toBe(401)
  expect(tokenRequests(subject.sandbox)).toEqual([])
  await own.redeem(hid, ticket)
  expect((await own.call(subject.routes.read)).status).toBe(200)
  await own.redeem(hid, ticket)
  expect(tokenRequests(subject.sandbox)).toHaveLength(1)
})
