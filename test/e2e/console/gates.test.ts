import { createServer } from 'node:http'

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { launchBrowser, type LaunchedBrowser } from '../../support/chromium.ts'
import { listen } from '../../support/listen.ts'
import { findOverflow } from './overflow.ts'
import { countRounds } from './rounds.ts'
import { findViolations } from './violations.ts'

/** Pages with one fault each, for what looks for such faults in the console. */
const content: Readonly<Record<string, string>> = {
  '/good': '<main><h1>Good</h1><p>All of it can be read.</p></main>',
  '/nameless': '<main><h1>Page</h1><button></button></main>',
  '/pale': '<main><h1>Page</h1><p style="color: #ccc">Pale</p></main>',
  '/wide': '<main><h1>Page</h1><div style="width: 2000px">Wide</div></main>',
  '/cut':
    '<main><h1 style="width: 40px; overflow: hidden; white-space: nowrap">A heading</h1></main>',
  '/narrow':
    '<main><h1>P</h1><button style="width: 20px; white-space: nowrap">Refund</button></main>',
  '/chain':
    '<main><h1>Page</h1></main><script>fetch("/api/first").then(() => fetch("/api/second"))</script>',
  '/abreast':
    '<main><h1>Page</h1></main><script>fetch("/api/first"); fetch("/api/second")</script>',
}

const server = createServer((request, response) => {
  const body = content[request.url ?? '']
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(`<!doctype html><html lang="en"><title>Page</title><body>${body ?? ''}`)
})
let chromium: LaunchedBrowser
let page: Page
let url: string

beforeAll(async () => {
  url = `http://localhost:${await listen(server, 'localhost')}`
  chromium = await launchBrowser({ thirdPartyCookies: 'blocked' })
  page = await (await chromium.browser.newContext()).newPage()
})
afterAll(async () => {
  await chromium.close()
  server.closeAllConnections()
  server.close()
})

test('a good page has no faults', async () => {
  await page.goto(`${url}/good`)
  expect(await findViolations(page)).toEqual([])
  expect(await findOverflow(page)).toEqual([])
})

test.each([
  ['/nameless', 'button-name'],
  ['/pale', 'color-contrast'],
])('what not everyone can use on %s is found', async (path, rule) => {
  await page.goto(url + path)
  expect((await findViolations(page)).join()).toContain(rule)
})

test.each([
  ['/wide', 'scrolls sideways'],
  ['/cut', 'is cut off'],
  ['/narrow', 'sticks out of BUTTON'],
])('what cannot be read on %s is found', async (path, what) => {
  await page.goto(url + path)
  expect((await findOverflow(page)).join()).toContain(what)
})

test('calls that wait for each other count as rounds, others do not', async () => {
  const chain = await countRounds(page, `${url}/chain`)
  expect(chain.api).toEqual(['/api/first', '/api/second'])
  const abreast = await countRounds(page, `${url}/abreast`)
  expect(abreast.api).toEqual(['/api/first /api/second'])
})
