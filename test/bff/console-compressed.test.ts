import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

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

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** As sent: `fetch` would unpack the body and add headers of its own. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(bff.url + path, { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const { statusCode: status = 0 } = response
        resolve({ status, headers: response.headers, body: Buffer.concat(chunks) })
      })
    })
    sent.on('error', reject).end()
  })
}

const names = readdirSync('dist/assets')
const scriptName = names.find((name) => /^vendor-.*\.js$/.test(name)) ?? ''
const script = `/assets/${scriptName}`
const source = readFileSync(`dist${script}`)

test.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['br;q=0.1, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip', 'gzip', gunzipSync],
  ['deflate, identity', undefined, (bytes: Buffer) => bytes],
  ['', undefined, (bytes: Buffer) => bytes],
])('to a browser that takes "%s" a script goes as %s', async (accepted, coding, decode) => {
  const { status, headers, body } = await get(script, { 'accept-encoding': accepted })
  expect([status, headers['content-encoding'], headers['vary']]).toEqual([
    200,
    coding,
    'Accept-Encoding',
  ])
  expect(headers['content-length']).toBe(String(body.length))
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(decode(body).equals(source)).toBe(true)
})

test('each coding has a validator of its own, and answers 304 to that one only', async () => {
  const codings = ['br', 'gzip', 'identity']
  const answers = await Promise.all(codings.map((one) => get(script, { 'accept-encoding': one })))
  const tags = answers.map(({ headers }) => String(headers['etag']))
  expect(new Set(tags).size).toBe(3)
  for (const [index, coding] of codings.entries()) {
    for (const tag of tags) {
      const known = { 'accept-encoding': coding, 'if-none-match': `W/"x", ${tag}` }
      const { status, headers, body } = await get(script, known)
      expect([status, body.length > 0]).toEqual(tag === tags[index] ? [304, false] : [200, true])
      expect(headers).toMatchObject({
        vary: 'Accept-Encoding',
        'cache-control': 'public, max-age=31536000, immutable',
      })
    }
  }
})

test('HEAD tells what GET would bring, without it', async () => {
  const { headers } = await get(script, { 'accept-encoding': 'br' })
  const head = await get(script, { 'accept-encoding': 'br' }, 'HEAD')
  expect(head.body).toHaveLength(0)
  for (const name of ['content-length', 'content-encoding', 'etag', 'vary', 'content-type']) {
    expect(head.headers[name]).toBe(headers[name])
  }
})

test('what is compressed already goes as it is, whatever is asked for', async () => {
  const font = names.find((name) => name.endsWith('.woff2'))
  const { headers } = await get(`/assets/${font}`, { 'accept-encoding': 'gzip, br' })
  expect(headers['content-encoding']).toBeUndefined()
  expect(headers['vary']).toBeUndefined()
  expect(headers['content-type']).toBe('font/woff2')
})

test('the document is asked for again each time, and sent again only where it changed', async () => {
  const first = await get('/transactions', { 'accept-encoding': 'br' })
  expect(first.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-encoding': 'br' })
  expect(brotliDecompressSync(first.body).equals(readFileSync('dist/index.html'))).toBe(true)
  const again = await get('/connection', {
    'accept-encoding': 'br',
    'if-none-match': String(first.headers['etag']),
  })
  expect(again.status).toBe(304)
  // A cache updates what it kept by these (RFC 9111 section 4.3.4): the policy is among them.
  expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy'])
})

test('the integrator’s script is compressed too, and stays one that any page may load', async () => {
  const { headers } = await get('/embed.js', { 'accept-encoding': 'br' })
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'access-control-allow-origin': '*',
    vary: 'Accept-Encoding',
    'content-type': 'text/javascript; charset=utf-8',
  })
})

test('a compressed form has no address of its own', async () => {
  const { status } = await get(`${script}.br`)
  expect(status).toBe(404)
})

test('the document of a page names what that page needs, and nothing that the document names', async () => {
  const document = await get('/transactions')
  const link = String(document.headers['link'])
  const named = [...link.matchAll(/<\/(assets\/[^>]+)>; rel=(modulepreload|preload; as=style)/g)]
  expect(named.length).toBeGreaterThan(1)
  expect(named.map(([part]) => part).join(', ')).toBe(link)
  for (const [, file = ''] of named) {
    expect(names).toContain(file.replace('assets/', ''))
    expect(document.body.toString()).not.toContain(file)
  }
  const scripts = named.map(([, file]) => readFileSync(`dist/${file}`, 'utf8'))
  expect(scripts.some((text) => text.includes('TransactionsPage'))).toBe(true)
  expect((await get('/connect')).headers['link']).not.toBe(link)
  for (const path of ['/', '/no/such/page', '/constructor']) {
    expect((await get(path)).headers['link']).toBeUndefined()
  }
})
