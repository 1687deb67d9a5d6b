import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

import { encodeForm } from '../../support/encode-form.ts'
import { tokenRequests } from '../../support/requests.ts'
import { check } from './check.ts'
import { startLogin } from './login.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject

beforeAll(async () => {
  subject = await startSubject()
})

beforeEach(() => subject.sandbox.control.clearRequests())

afterAll(() => subject.close())

check(
  ['29', 'attack 1'],
  'an answer in a browser that did not ask for it is not used',
  async () => {
    const attacker = subject.browser()
    const { parameters } = await attacker.authorize()
    const victim = subject.browser()
    expect((await victim.complete(parameters)).status).toBe(400)
    expect(tokenRequests(subject.sandbox)).toEqual([])
    expect(victim.jar.names()).toEqual([])
  },
)

check(['29', 'attack 1'], 'nor where that browser has a login of its own under way', async () => {
  const attacker = subject.browser()
  const { parameters } = await attacker.authorize()
  const victim = subject.browser()
  await startLogin(subject, victim)
  expect((await victim.complete(parameters)).status).toBe(400)
  const own = [...victim.jar.names()]
  expect(own).toHaveLength(1)
  expect(tokenRequests(subject.sandbox)).toEqual([])
})

check(['29', 'attack 1'], 'nor where somebody is connected there, who stays so', async () => {
  const attacker = subject.browser()
  const { parameters } = await attacker.authorize()
  const victim = subject.browser()
  await victim.connect()
  subject.sandbox.control.clearRequests()
  const session = await (await victim.call(subject.routes.session)).text()
  await victim.complete(parameters)
  expect(tokenRequests(subject.sandbox)).toEqual([])
  expect(await (await victim.call(subject.routes.session)).text()).toBe(session)
})

check(
  ['31'],
  'two browsers that exchange their transaction cookies complete neither login',
  async () => {
    const [one, other] = [subject.browser(), subject.browser()]
    const [forOne, forOther] = [await one.authorize(), await other.authorize()]
    const [mine, theirs] = [one.jar.header() ?? '', other.jar.header() ?? '']
    // The name says which login a cookie is for, so it goes with the other's value too.
    const crossed = `${mine.split('=', 1)[0]}=${theirs.slice(theirs.indexOf('=') + 1)}`
    for (const [parameters, cookie] of [
      [forOne.parameters, theirs],
      [forOther.parameters, mine],
      [forOne.parameters, crossed],
    ] as const) {
      expect((await subject.browser().complete(parameters, { cookie })).status).toBe(400)
    }
    expect(tokenRequests(subject.sandbox)).toEqual([])
  },
)

check(['29'], 'an answer from a page of another origin is not used', async () => {
  const browser = subject.browser()
  const { parameters } = await browser.authorize()
  for (const origin of [
    'null',
    'https://evil.example',
    subject.sandbox.portalUrl,
    `${subject.url}0`,
  ]) {
    expect((await browser.complete(parameters, { origin })).status).toBe(403)
  }
  expect(tokenRequests(subject.sandbox)).toEqual([])
  expect((await browser.complete(parameters)).status).toBe(303)
})

check(['attack 3'], 'two logins of one browser both work, in either order', async () => {
  const browser = subject.browser()
  const first = await browser.authorize({ returnTo: '/payments' })
  const second = await browser.authorize({ returnTo: '/payouts' })
  expect((await browser.land(second)).headers.get('location')).toBe('/payouts')
  expect((await browser.land(first)).headers.get('location')).toBe('/payments')
  expect(await subject.isConnected(browser)).toBe(true)
})

check(['attack 3', '31'], 'the halves of two logins do not make a third', async () => {
  const browser = subject.browser()
  const first = await browser.authorize()
  const second = await browser.authorize()
  const of = (answer: typeof first, name: string) =>
    [name, answer.parameters.find((pair) => pair[0] === name)?.[1] ?? ''] as const
  const mixtures = [
    [of(first, 'code'), of(second, 'id_token'), of(first, 'state')],
    [of(second, 'code'), of(second, 'id_token'), of(first, 'state')],
  ]
  for (const parameters of mixtures) {
    expect((await browser.complete(parameters)).status).toBe(400)
  }
  expect(tokenRequests(subject.sandbox)).toEqual([])
})

check(['attack 4'], 'an answer after a logout, or after ten minutes, is not used', async () => {
  const browser = subject.browser()
  const { parameters } = await browser.authorize()
  await browser.call(subject.routes.logout, { method: 'POST' })
  expect((await browser.complete(parameters)).status).toBe(400)
  const { response } = await startLogin(subject)
  const lifetimes = response.headers
    .getSetCookie()
    .map((cookie) => Number(/max-age=(\d+)/i.exec(cookie)?.[1]))
  for (const seconds of lifetimes) expect(seconds).toBeLessThanOrEqual(600)
  expect(tokenRequests(subject.sandbox)).toEqual([])
})

check(['attack 5', 'RP 6'], 'an authorization response in a query is not used', async () => {
  const browser = subject.browser()
  const { parameters } = await browser.authorize()
  const query = encodeForm(parameters).toString()
  for (const path of [subject.routes.callback, subject.routes.complete]) {
    const response = await browser.fetch(`${path}?${query}`)
    expect([400, 403, 404, 405]).toContain(response.status)
    expect(await response.text()).not.toContain(query.slice(5, 40))
  }
  const half = await browser.fetch(`${subject.routes.complete}?${query}`, {
    method: 'POST',
    headers: { origin: subject.url },
    body: encodeForm([]),
  })
  expect(half.status).toBe(400)
  expect(tokenRequests(subject.sandbox)).toEqual([])
})

check(['attack 5'], 'an answer in another wrapping is not used, and breaks nothing', async () => {
  const browser = subject.browser()
  const { parameters } = await browser.authorize()
  const form = encodeForm(parameters)
  const data = new FormData()
  for (const [name, value] of parameters) data.append(name, value)
  const bodies: readonly (readonly [
    type: string | undefined,
    body: NonNullable<RequestInit['body']>,
  ])[] = [
    ['application/json', JSON.stringify(Object.fromEntries(parameters))],
    ['text/plain', form.toString()],
    [undefined, data],
    ['application/x-www-form-urlencoded', `${form.toString()}&x=${'x'.repeat(1_000_000)}`],
    ['application/x-www-form-urlencoded', Buffer.from([0xff, 0xfe, 0x3d, 0xc0, 0x80])],
    ['application/x-www-form-urlencoded', ''],
  ]
  for (const [type, body] of bodies) {
    const headers = { origin: subject.url, ...(type === undefined ? {} : { 'content-type': type }) }
    try {
      const sent = { method: 'POST', headers, body }
      const response = await browser.fetch(subject.routes.callback, sent)
      const page = await response.text()
      expect(response.status < 500 && !page.includes('name="id_token"')).toBe(true)
    } catch (error) {
      // What is too long may be cut off as well.
      if (!(error instanceof TypeError)) throw error
    }
  }
  expect(tokenRequests(subject.sandbox)).toEqual([])
})
