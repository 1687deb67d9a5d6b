import { createServer } from 'node:http'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { askUntil, type BffProcess, freePort, spawnBff } from '../support/bff-process.ts'
import { randomKey } from '../support/bff.ts'
import { type Browser, createBrowser } from '../support/browser.ts'
import { findLeaks } from '../support/canaries.ts'
import { listen } from '../support/listen.ts'
import { apiRequests } from '../support/requests.ts'

/** A collector that keeps what it gets. In protobuf texts stand as they are, ids as bytes. */
const received: { readonly path: string; readonly body: Buffer }[] = []
const collector = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    received.push({ path: incoming.url ?? '', body: Buffer.concat(chunks) })
    outgoing.end()
  })
})

const traceId = '0af7651916cd43dd8448eb211c80319c'
const parent = `00-${traceId}-b7ad6b7169203331-01`
const query = 'a-value-of-a-query'

let sandbox: Sandbox
let bff: BffProcess
let browser: Browser
let exported = ''

beforeAll(async () => {
  const endpoint = `http://127.0.0.1:${await listen(collector)}`
  const port = await freePort('localhost')
  const publicUrl = `http://localhost:${port}`
  sandbox = await startSandbox({ client: { redirectUris: [`${publicUrl}/auth/callback`] } })
  bff = spawnBff({
    ...sandbox.settings,
    PUBLIC_URL: publicUrl,
    HOST: 'localhost',
    PORT: String(port),
    SESSION_KEYS: `1:${randomKey()}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging',
  })
  await askUntil(`${publicUrl}/readyz`, ({ ok }) => ok)
  browser = createBrowser(publicUrl, 'mette@example.dk')
  await browser.connect({ returnTo: `/payments?q=${query}` })
  sandbox.control.clearRequests()
  await browser.call('/api/v1/webhooks', { headers: { traceparent: parent } })
  await browser.call(
    `/api/v3/reporting/transactions?pagesize=5&pagenumber=1&lasttransactionid=${query}`,
  )
  await browser.call(`/api/unknown/${query}`)
  sandbox.control.rejectAccessTokens()
  await browser.call('/api/v1/webhooks')
  await browser.fetch(`/some/page/${query}?q=${query}`)
  // What is not sent yet is sent on the way out.
  bff.signal('SIGTERM')
  await bff.ended
  exported = received.map(({ body }) => body.toString('latin1')).join('')
}, 30_000)

afterAll(async () => {
  await bff.kill()
  collector.close()
  await sandbox.close()
})

test('requests, calls, renewals and requests to the provider each have a span', () => {
  expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/v1/traces']))
  for (const name of [
    'mobilepay-connect',
    'staging',
    'GET /auth/login',
    'POST /auth/complete',
    'GET webhooks.list',
    'renew session',
    'POST /merchant-authentication-openidconnect/connect/token',
    'GET /api/*',
    'GET /*',
  ]) {
    expect(exported).toContain(name)
  }
})

test('a call of MobilePay’s APIs has one span, by its operation and not by its address', () => {
  expect(apiRequests(sandbox)[0]?.path).toMatch(/^\/v1\/webhooks/)
  expect(exported).not.toContain('GET /v1/webhooks')
})

function bytesOf(hex: string | undefined): string {
  return Buffer.from(hex ?? '', 'hex').toString('latin1')
}

test('a trace goes on through the bff to MobilePay, each with its own span', () => {
  const [call] = apiRequests(sandbox)
  const [, trace, span] = String(call?.headers['traceparent']).split('-')
  expect(trace).toMatch(/^[\da-f]{32}$/)
  expect(exported.split(bytesOf(trace)).length - 1).toBeGreaterThanOrEqual(2)
  expect(exported).toContain(bytesOf(span))
})

test('the caller’s trace is linked and not gone on with: its id would decide what is kept', () => {
  const [call] = apiRequests(sandbox)
  expect(call?.headers['traceparent']).not.toContain(traceId)
  // A field of its own in the request's span (opentelemetry-proto, Span.links), and nowhere else.
  const link = `\n\u0010${bytesOf(traceId)}\u0012\b${bytesOf('b7ad6b7169203331')}`
  const [before = '', after] = exported.split(link)
  expect(after).toBeDefined()
  expect(before.at(-2)).toBe('j')
  expect(exported.split(bytesOf(traceId))).toHaveLength(2)
})

test('no token, cookie, code, secret or value of a query stands in any span', () => {
  const { MOBILEPAY_CLIENT_SECRET: clientSecret } = sandbox.settings
  const cookies = browser.jar.names().map((name) => browser.jar.get(name) ?? '')
  const secrets = [...sandbox.control.secrets(), clientSecret, ...cookies, query]
  expect(secrets.length).toBeGreaterThan(10)
  expect(findLeaks(exported, secrets)).toEqual([])
  expect(exported).not.toContain('DK12345678')
})

/** Says on standard error which packages a process imports. */
const watchImports = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  registerHooks({
    resolve(specifier, context, next) {
      if (!specifier.startsWith('.')) process.stderr.write('imports ' + specifier + '\\n')
      return next(specifier, context)
    },
  })
`)}`

test('where nobody asks for traces their packages are not even loaded', async () => {
  const port = await freePort('localhost')
  const quiet = spawnBff({
    ...sandbox.settings,
    PUBLIC_URL: `http://localhost:${port}`,
    HOST: 'localhost',
    PORT: String(port),
    SESSION_KEYS: `1:${randomKey()}`,
    NODE_OPTIONS: `--import=${watchImports}`,
  })
  await askUntil(`${quiet.url}/healthz`, ({ ok }) => ok)
  await quiet.kill()
  expect(quiet.output()).toContain('imports hono')
  expect(quiet.output()).not.toContain('imports @opentelemetry/sdk-trace')
})
