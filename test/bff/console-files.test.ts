import { readdirSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Bff, startBff } from '../support/bff.ts'

let bff: Bff

beforeAll(async () => {
  bff = await startBff(async () => ({
    MOBILEPAY_ENVIRONMENT: 'sandbox-dk',
    MOBILEPAY_CLIENT_ID: 'client',
    MOBILEPAY_CLIENT_SECRET: 'secret',
  }))
})

afterAll(() => bff.close())

test.each(['/', '/index.html', '/connect', '/transactions?from=2026-11-01', '/no/such/page'])(
  'the document at %s goes out with its policy, and is asked for again each time',
  async (path) => {
    const response = await fetch(bff.url + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
      ]),
    )
    expect(policy).not.toMatch(/unsafe|nonce|\*|https?:/)
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  },
)

test('files with their hash in the name are kept for good', async () => {
  const [script] = readdirSync('dist/assets').filter((name) => name.endsWith('.js'))
  const response = await fetch(`${bff.url}/assets/${script}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/javascript/)
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('other files are asked for again', async () => {
  const response = await fetch(`${bff.url}/theme.js`)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache'])
})

test('a file that is not there is a 404, never the document, and is not kept', async () => {
  const response = await fetch(`${bff.url}/assets/gone-12345678.js`)
  expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store'])
  expect(await response.text()).not.toMatch(/<html/)
})

test.each(['/../package.json', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/index.html'])(
  'nothing outside the built files is served: %s',
  async (path) => {
    const response = await fetch(bff.url + path)
    expect(await response.text()).not.toMatch(/"dependencies"/)
  },
)
