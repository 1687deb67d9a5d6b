import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

import type { Browser } from '../../support/browser.ts'
import { apiRequests } from '../../support/requests.ts'
import { check } from './check.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject
let browser: Browser

beforeAll(async () => {
  subject = await startSubject()
  browser = subject.browser()
  await browser.connect()
})

beforeEach(() => subject.sandbox.control.clearRequests())

afterAll(() => subject.close())

/** Those of these calls that were not refused. */
async function answered(
  calls: readonly { readonly method: string; readonly path: string }[],
  headers: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const { method, path } of calls) {
    const response = await browser.fetch(path, { method, headers })
    await response.arrayBuffer()
    const isRefused = response.status >= 400 && response.status < 500
    if (!isRefused || response.headers.has('set-cookie')) wrong.push(`${method} ${path}`)
  }
  return wrong
}

const wrongHeaders: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'x-csrf': '' },
  { 'x-csrf': '0' },
  { 'x-csrf': '1, 1' },
  { 'x-csrf': '1', 'sec-fetch-site': 'cross-site' },
  { 'x-csrf': '1', 'sec-fetch-site': 'same-site' },
]

for (const headers of wrongHeaders) {
  check(
    ['10', '11', '12'],
    `no guarded route answers with ${JSON.stringify(headers)}`,
    async () => {
      expect(subject.routes.guarded.length).toBeGreaterThan(60)
      expect(await answered(subject.routes.guarded, headers)).toEqual([])
      const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
      const { read, session, logout } = subject.routes
      const others = methods.flatMap((method) =>
        [read, session, logout].map((path) => ({ method, path })),
      )
      expect(await answered(others, headers)).toEqual([])
      expect(apiRequests(subject.sandbox)).toEqual([])
      expect(await subject.isConnected(browser)).toBe(true)
    },
  )
}

check(['10', '12'], 'a preflight of another origin is allowed nothing', async () => {
  for (const { path } of subject.routes.guarded.slice(0, 10)) {
    const response = await browser.fetch(path, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-csrf',
      },
    })
    for (const [name] of response.headers) expect(name).not.toMatch(/^access-control-allow/)
  }
})

check(
  ['10'],
  'a form of another site calls nothing, with any type that needs no preflight',
  async () => {
    const { method, path, body } = subject.routes.write
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      const headers = { 'content-type': type, origin: 'https://evil.example' }
      const response = await browser.fetch(path, { method, headers, body })
      expect(response.status).toBe(403)
    }
    expect(apiRequests(subject.sandbox)).toEqual([])
  },
)
