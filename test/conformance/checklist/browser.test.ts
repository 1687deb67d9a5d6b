import { createServer } from 'node:http'

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { listen } from '../../support/listen.ts'
import { apiRequests } from '../../support/requests.ts'
import { check } from './check.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject
let chromium: LaunchedBrowser
let page: Page
let evilPort = 0

/** Somebody's server, under many names. On a subdomain it tries to plant a cookie of the bff's. */
const evil = createServer((request, response) => {
  // Cookies ignore ports, so on the very host of the bff everybody is at home.
  const isNeighbour = request.headers.host?.startsWith('sub.') === true
  const planted = [
    '__Host-Http-mpc=planted; Domain=localhost; Path=/; Secure; HttpOnly',
    '__Host-Http-mpc=planted; Path=/; Secure; HttpOnly',
  ]
  response.writeHead(200, {
    'content-type': 'text/html',
    ...(isNeighbour ? { 'set-cookie': planted } : {}),
  })
  response.end('<!doctype html><title>Evil</title><body></body>')
})

beforeAll(async () => {
  subject = await startSubject()
  evilPort = await listen(evil)
  chromium = await launchBrowser({ thirdPartyCookies: 'allowed' })
  page = await chromium.newPage()
  await page.goto(subject.url + subject.routes.login())
  await page.getByLabel('E-mail').fill('mette@example.dk')
  await page.getByLabel('Password').fill('test-password')
  await page.getByLabel('Password').press('Enter')
  await page.getByRole('button', { name: /^Yes/ }).click()
  await page.waitForURL(({ origin }) => origin === subject.url)
})

afterAll(async () => {
  await chromium.close()
  evil.close()
  await subject.close()
})

/** Whether the tab's own page is served. */
async function isServed(): Promise<boolean> {
  const own = await chromium.newPage()
  await own.goto(`${subject.url}/connect`)
  const path = JSON.stringify(subject.routes.read)
  const status = await own.evaluate(
    `fetch(${path}, { headers: { 'x-csrf': '1' } }).then((r) => r.status)`,
  )
  await own.close()
  return status === 200
}

async function cookieNames(): Promise<readonly string[]> {
  return (await chromium.context.cookies(subject.url)).map(({ name }) => name).toSorted()
}

check(
  ['attack 10', '17', 'oidcc-client-test'],
  'a login works whose provider is another site, which the browser tells no cookie of ours',
  async () => {
    expect(new URL(subject.sandbox.portalUrl).hostname).not.toBe(new URL(subject.url).hostname)
    expect(await isServed()).toBe(true)
    const seen = subject.sandbox.control.requests().map(({ headers }) => headers.cookie ?? '')
    expect(seen.join()).not.toContain('mpc')
  },
)

check(
  ['34', 'attack 10'],
  'no page of the login stays in the history with its answer',
  async () => {
    const addresses: string[] = []
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
    await page.goto(subject.url + subject.routes.login())
    await page.waitForURL(({ origin }) => origin === subject.url)
    expect(addresses.join('\n')).not.toMatch(/id_token=|[?&#]code=|access_token/)
  },
)

check(['4', '8'], 'scripts of the page neither read nor write the cookies', async () => {
  const before = await chromium.context.cookies(subject.url)
  expect(before.length).toBeGreaterThan(0)
  expect(await page.evaluate('document.cookie')).toBe('')
  for (const { name } of before) {
    await page.evaluate(`document.cookie = '${name}=evil; Path=/; Secure'`)
    await page.evaluate(`document.cookie = '${name}=; Max-Age=0; Path=/; Secure'`)
    await page.evaluate(
      `'cookieStore' in window && cookieStore.set({ name: '${name}', value: 'evil', path: '/' }).catch(() => 0)`,
    )
  }
  expect(await chromium.context.cookies(subject.url)).toEqual(before)
  expect(await isServed()).toBe(true)
})

check(['8', '7'], 'a neighbour on a subdomain cannot plant a cookie', async () => {
  const before = await cookieNames()
  const neighbour = await chromium.newPage()
  await neighbour.goto(`http://sub.localhost:${evilPort}/`)
  await neighbour.evaluate(`document.cookie = '__Host-Http-mpc=planted; Domain=localhost; Path=/'`)
  await neighbour.close()
  expect(await cookieNames()).toEqual(before)
  expect(await isServed()).toBe(true)
})

/** Everything that a page can do to another origin without asking it first. */
const attack = (
  origin: string,
  { method, path, body }: Subject['routes']['write'],
  paths: object,
) => `
(async () => {
  const paths = ${JSON.stringify(paths)}
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']
  const tries = []
  for (const path of [${JSON.stringify(path)}, ...Object.values(paths)]) {
    const url = ${JSON.stringify(origin)} + path
    for (const credentials of ['include', 'omit']) {
      tries.push(fetch(url, { mode: 'no-cors', credentials }))
      tries.push(fetch(url, { mode: 'no-cors', credentials, method: 'POST', body: ${JSON.stringify(body)} }))
      tries.push(fetch(url, { credentials, method: ${JSON.stringify(method)}, headers: { 'x-csrf': '1' } }))
    }
    navigator.sendBeacon(url, 'x=1')
    new Image().src = url
    for (const enctype of types) {
      const frame = document.createElement('iframe')
      frame.name = 'f' + Math.random()
      const form = document.createElement('form')
      Object.assign(form, { method: 'post', action: url, enctype, target: frame.name })
      document.body.append(frame, form)
      form.submit()
    }
    const frame = document.createElement('iframe')
    frame.src = url
    document.body.append(frame)
    const link = document.createElement('link')
    Object.assign(link, { rel: 'prefetch', href: url })
    document.head.append(link)
    tries.push(import(url))
  }
  const settled = await Promise.allSettled(tries)
  await new Promise((resolve) => setTimeout(resolve, 500))
  return settled.length
})()`

for (const [site, host] of [
  ['another site', 'evil.test'],
  ['another port of the same site', 'localhost'],
]) {
  check(
    ['10', '12', '28'],
    `whatever a page of ${site} sends calls nothing and changes nothing`,
    async () => {
      const { login, logout, complete, session, read } = subject.routes
      const before = await chromium.context.cookies(subject.url)
      const { control } = subject.sandbox
      control.clearRequests()
      const stranger = await chromium.newPage()
      await stranger.goto(`http://${host}:${evilPort}/`)
      const paths = { read, logout, complete, session, login: login({ vat: 'DK87654321' }) }
      const tries = await stranger.evaluate(attack(subject.url, subject.routes.write, paths))
      expect(tries).toBeGreaterThan(30)
      expect(apiRequests(subject.sandbox)).toEqual([])
      const after = await chromium.context.cookies(subject.url)
      for (const cookie of before) expect(after).toContainEqual(cookie)
      expect(after.length).toBe(before.length)
      await stranger.close()
      expect(await isServed()).toBe(true)
    },
  )
}

check(['42'], 'a page of another site does not get the app into a frame', async () => {
  const stranger = await chromium.newPage()
  await stranger.goto(`http://evil.test:${evilPort}/`)
  await stranger.evaluate(`{
    const frame = document.createElement('iframe')
    frame.src = ${JSON.stringify(`${subject.url}/connect`)}
    document.body.append(frame)
  }`)
  await stranger.waitForTimeout(500)
  const framed = stranger.frames().map((frame) => frame.url())
  expect(framed).not.toContain(`${subject.url}/connect`)
  await stranger.close()
})
