import { createServer, request as httpRequest } from 'node:http'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { listen } from '../../support/listen.ts'
import { runs } from '../../support/property-runs.ts'
import { apiRequests } from '../../support/requests.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import { exchange } from '../hardening/server.ts'
import { isListed, target } from './targets.ts'

let stack: Stack
let cookie: string
const strangers: string[] = []
// Whoever could make the bff call here would be given a token.
const stranger = createServer((incoming, outgoing) => {
  strangers.push(`${incoming.method} ${incoming.url} ${incoming.headers.authorization}`)
  outgoing.end()
})
let strangerHost: string

beforeAll(async () => {
  strangerHost = `127.0.0.1:${await listen(stranger)}`
  stack = await startStack()
  const browser = stack.browser()
  await browser.connect()
  cookie = browser.jar.header() ?? ''
  stack.sandbox.control.clearRequests()
})
afterAll(async () => {
  stranger.close()
  await stack.close()
})

function head(line: string, host: string): string {
  return [
    line,
    `Host: ${host}`,
    `Cookie: ${cookie}`,
    'X-CSRF: 1',
    'Connection: close',
    '',
    '',
  ].join('\r\n')
}

test('whatever is asked for, the token goes to listed operations of the gateway only', async () => {
  const { host, port } = new URL(stack.bff.url)
  await fc.assert(
    fc.asyncProperty(target, async ({ method, raw }) => {
      const address = raw.replaceAll('evil.example', strangerHost)
      const line = `${method} ${Buffer.from(address).toString('latin1')} HTTP/1.1`
      // Reads only: what is written stays.
      if (!/^(?:GET|HEAD|get) /.test(line)) return
      const answer = await exchange({ port: Number(port) }, head(line, host), 2000)
      expect(answer).not.toMatch(/^HTTP\/1\.1 50[0-9]/)
    }),
    runs(600, 10),
  )
  const requests = apiRequests(stack.sandbox)
  expect(requests.length).toBeGreaterThan(0)
  for (const { path, headers } of requests) {
    expect({ path, listed: isListed(path) }).toEqual({ path, listed: true })
    expect(headers.authorization).toMatch(/^Bearer /)
    expect(headers.cookie).toBeUndefined()
  }
  expect(strangers).toEqual([])
}, 280_000)

test('nor does any header send it elsewhere', async () => {
  stack.sandbox.control.clearRequests()
  const names = [
    'Host',
    'X-Forwarded-Host',
    'X-Forwarded-Server',
    'Forwarded',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Host',
    'Proxy',
    'Location',
    'Referer',
    'Origin',
    'X-MPC-Client',
    'X-MPC-Session',
    'Connection',
    'CorrelationId',
    'traceparent',
    'Accept',
    'X-HTTP-Method-Override',
    'Upgrade',
    'TE',
    'Expect',
  ]
  const value = fc.oneof(
    fc.constantFrom('evil.example', 'http://evil.example/', 'host=evil.example', 'authorization'),
    fc
      .string({ unit: 'binary-ascii', maxLength: 40 })
      .map((text) => text.replaceAll(/[^ -~]/g, '')),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), value, async (name, text) => {
      const sent = text.replaceAll('evil.example', strangerHost)
      const status = await new Promise<number>((resolve, reject) => {
        const request = httpRequest(`${stack.bff.url}/api/v1/webhooks`, {
          headers: { cookie, 'x-csrf': '1', [name]: sent },
          agent: false,
        })
        request.on('response', (response) => {
          response.resume().on('close', () => resolve(response.statusCode ?? 0))
        })
        request.on('upgrade', () => reject(new Error('upgraded')))
        request.on('error', () => resolve(0))
        request.end()
      })
      expect(status).toBeLessThan(500)
    }),
    runs(150, 10),
  )
  for (const { path, headers } of apiRequests(stack.sandbox)) {
    expect(path).toBe('/v1/webhooks')
    expect(headers.host).toBe(new URL(stack.sandbox.gatewayUrl).host)
    expect(headers.authorization).toMatch(/^Bearer /)
  }
  expect(strangers).toEqual([])
}, 280_000)
