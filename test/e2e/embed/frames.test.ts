import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'

import { type LaunchedBrowser, launchBrowser } from '../../support/chromium.ts'
import { startSite } from '../../web/embed/site.ts'
import { finish } from '../framed-page.ts'
import {
  connectedIn,
  consolesIn,
  elements,
  openPage,
  type Portals,
  startIn,
  startPortals,
} from './portals.ts'

let portals: Portals
let chromium: LaunchedBrowser

beforeAll(async () => {
  portals = await startPortals({
    pair: {
      host: '127.0.0.1',
      content: elements('client-key="pair" vat="DK12345678"', 'client-key="pair" vat="DK87654321"'),
    },
    near: { host: '127.0.0.1', content: elements('client-key="near" vat="DK12345678"') },
    beside: { host: '127.0.0.1', content: elements('client-key="beside" vat="DK12345678"') },
    far: { host: '127.0.0.2', content: elements('client-key="far" vat="DK87654321"') },
  })
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  chromium.context.setDefaultTimeout(8000)
})
beforeEach(async () => {
  await chromium.context.clearCookies()
  for (const vat of ['DK12345678', 'DK87654321']) portals.sandbox.control.revoke(vat)
})
afterAll(async () => {
  await chromium.close()
  await portals.close()
})

test('of two frames on a page each gets its own login’s answer; the page has one connection', async () => {
  const page = await openPage(chromium, portals.url('pair'))
  const [first, second] = await consolesIn(page, 2)
  if (first === undefined || second === undefined) throw new Error('no consoles')
  const ofFirst = await startIn(chromium, first)
  const ofSecond = await startIn(chromium, second)
  await finish(ofSecond)
  expect(await connectedIn(second)).toBe('DK87654321')
  await finish(ofFirst)
  expect(await connectedIn(first)).toBe('DK12345678')
  // One jar, one session: the other one sees that, and nothing of the merchant's.
  await second.getByText('pair is showing DK87654321, but DK12345678 is connected here.').waitFor()
  expect(await second.locator('.rows').count()).toBe(0)
})

test('two portals at once have a connection each, and leaving one keeps the other', async () => {
  const here = await openPage(chromium, portals.url('near'))
  const there = await openPage(chromium, portals.url('far'))
  const [near] = await consolesIn(here)
  const [far] = await consolesIn(there)
  if (near === undefined || far === undefined) throw new Error('no consoles')
  const [ofNear, ofFar] = [await startIn(chromium, near), await startIn(chromium, far)]
  await finish(ofFar)
  await finish(ofNear)
  expect(await connectedIn(near)).toBe('DK12345678')
  expect(await connectedIn(far)).toBe('DK87654321')
  await here.evaluate(`document.querySelector('mobilepay-connect').logout()`)
  await near.page().bringToFront()
  await near.getByText('Disconnected. Inside near').waitFor()
  await there.reload()
  const [still] = await consolesIn(there)
  expect(still && (await connectedIn(still))).toBe('DK87654321')
})

test('two client keys under one site share its jar: the later connection takes its place', async () => {
  const one = await openPage(chromium, portals.url('near'))
  const [near] = await consolesIn(one)
  if (near === undefined) throw new Error('no console')
  await finish(await startIn(chromium, near))
  expect(await connectedIn(near)).toBe('DK12345678')
  const other = await openPage(chromium, portals.url('beside'))
  const [beside] = await consolesIn(other)
  if (beside === undefined) throw new Error('no console')
  // The merchant of another integrator is not connected here.
  await beside.getByRole('heading', { level: 1, name: 'Connect MobilePay' }).waitFor()
  await finish(await startIn(chromium, beside))
  expect(await connectedIn(beside)).toBe('DK12345678')
  await one.reload()
  await one.bringToFront()
  const [again] = await consolesIn(one)
  await again?.getByRole('heading', { level: 1, name: 'Connect MobilePay' }).waitFor()
  expect(await again?.locator('.rows').count()).toBe(0)
})

test.each([
  ['a page that is not listed', (own: string) => `<iframe src="${own}"></iframe>`],
  [
    'a listed page inside one that is not',
    (_own: string, portal: string) => `<iframe src="${portal}"></iframe>`,
  ],
])('the browser shows no console in %s', async (_what, content) => {
  const own = `${portals.bff.url}/embed/near`
  const evil = await startSite('evil.test', (path) =>
    path === '/' ? { body: content(own, portals.url('near')) } : undefined,
  )
  onTestFinished(() => evil.close())
  const page = await chromium.newPage()
  onTestFinished(() => page.close())
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.goto(evil.origin)
  await expect
    .poll(() => said.join('\n'), { timeout: 8000 })
    .toContain(`"frame-ancestors ${portals.url('near')}"`)
  expect(page.frames().map((frame) => frame.url())).not.toContain(own)
})
