import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'

import { afterAll, afterEach, beforeAll, expect } from 'vitest'

import type { WireFault } from '../../sandbox/faults.ts'
import type { Reply } from '../../sandbox/faults/reply.ts'
import type { Browser } from '../../support/browser.ts'
import { apiRequests, tokenRequests } from '../../support/requests.ts'
import { check } from './check.ts'
import { startSubject } from './start-subject.ts'
import type { Subject } from './subject.ts'

let subject: Subject
let browser: Browser

beforeAll(async () => {
  subject = await startSubject({ patienceSeconds: 2 })
  browser = subject.browser()
  await browser.connect()
})

afterEach(() => subject.sandbox.control.faults.clear())

afterAll(() => subject.close())

const reply = (answer: Reply): WireFault => ({ kind: 'reply', reply: answer })

/** Whether an answer arrived whole, was cut off, or did not come. */
async function call(path: string): Promise<{ status: number; whole: boolean; text: string }> {
  const response = await browser.call(path, { signal: AbortSignal.timeout(20_000) })
  try {
    return { status: response.status, whole: true, text: await response.text() }
  } catch (error) {
    // The connection broke inside the body.
    if (!(error instanceof TypeError)) throw error
    return { status: response.status, whole: false, text: '' }
  }
}

/** After whatever happened: the process lives, the session lives, and the next call works. */
async function expectAlive(): Promise<void> {
  subject.sandbox.control.faults.clear()
  expect(await subject.isConnected(browser)).toBe(true)
  expect((await browser.call(subject.routes.read)).status).toBe(200)
}

const json = '[{"id":"1"}]'

const useless: readonly (readonly [name: string, fault: WireFault])[] = [
  ['breaks off', { kind: 'reset' }],
  ['loses its answer', { kind: 'lose' }],
  ['says nothing', reply({ stop: 'silent' })],
  ['stops in the middle', reply({ body: json, stop: 'stalled' })],
  ['breaks off in the middle', reply({ body: json, stop: 'torn' })],
  ['trickles', reply({ body: ' '.repeat(200), stop: 'trickling' })],
  [
    'closes before its announced length',
    reply({ headers: { 'content-length': '5000' }, body: json, stop: 'closed' }),
  ],
  ['is no HTTP', { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' }],
  ['has two lengths', { kind: 'raw', bytes: head('Content-Length: 1\r\nContent-Length: 2') }],
  [
    'has a length and chunks',
    { kind: 'raw', bytes: head('Content-Length: 1\r\nTransfer-Encoding: chunked') },
  ],
  ['has a head of 100 kB', { kind: 'raw', bytes: head(`A: ${'a'.repeat(100_000)}`) }],
  ['breaks its headers', { kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\nA\r\n B: x\r\n\r\n' }],
  [
    'switches protocols',
    { kind: 'raw', bytes: 'HTTP/1.1 101 x\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n' },
  ],
]

function head(lines: string): string {
  return `HTTP/1.1 200 OK\r\n${lines}\r\n\r\nab`
}

for (const [name, fault] of useless) {
  check(['RP 7', '13'], `an upstream that ${name} costs one call, and no session`, async () => {
    const { control } = subject.sandbox
    control.clearRequests()
    control.faults.next('api', fault, 5)
    const { status, whole } = await call(subject.routes.read)
    expect(status >= 500 || !whole).toBe(true)
    expect(status).not.toBe(500)
    // A read may be repeated, at most twice.
    expect(apiRequests(subject.sandbox).length).toBeLessThanOrEqual(3)
    expect(tokenRequests(subject.sandbox)).toEqual([])
    await expectAlive()
  })
}

for (const status of [301, 302, 303, 307, 308]) {
  check(
    ['13'],
    `a redirect ${status} of the upstream leads neither the token nor the browser on`,
    async () => {
      const { control } = subject.sandbox
      control.clearRequests()
      control.faults.next('api', reply({ status, headers: { location: '/v1/elsewhere' } }))
      const response = await browser.call(subject.routes.read)
      await response.arrayBuffer()
      expect(response.headers.get('location')).toBeNull()
      const asked = apiRequests(subject.sandbox).map(({ path }) => path)
      expect(asked).toEqual([subject.routes.readUpstream])
      await expectAlive()
    },
  )
}

check(['RP 7'], 'a write that may have arrived is not sent again', async () => {
  const { control } = subject.sandbox
  const { method, path, body } = subject.routes.write
  for (const fault of [{ kind: 'lose' }, { kind: 'reset' }, reply({ status: 502 })] as const) {
    control.clearRequests()
    control.faults.next('api', fault, 5)
    const headers = { 'content-type': 'application/json' }
    const response = await browser.call(path, { method, headers, body })
    await response.arrayBuffer()
    expect(response.status).toBeGreaterThanOrEqual(500)
    expect(apiRequests(subject.sandbox)).toHaveLength(1)
  }
  await expectAlive()
})

/** A read that is passed through as it comes, unlike one whose secrets are masked. */
const passing = '/api/v1/paymentpoints'

check(['RP 7'], 'an endless answer ends with the browser that asked for it', async () => {
  const gone = new AbortController()
  subject.sandbox.control.faults.next('api', reply({ body: 'x'.repeat(60_000), stop: 'endless' }))
  const response = await browser.call(passing, { signal: gone.signal })
  expect(response.status).toBe(200)
  const stream: AsyncIterable<Uint8Array> = response.body ?? Readable.from([])
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.byteLength
    if (bytes > 5_000_000) break
  }
  expect(bytes).toBeGreaterThan(5_000_000)
  gone.abort()
  await expectAlive()
})

check(['RP 7'], 'an endless answer that must be read whole is cut off', async () => {
  subject.sandbox.control.faults.next('api', reply({ body: ' '.repeat(60_000), stop: 'endless' }))
  expect((await call(subject.routes.read)).status).toBe(502)
  await expectAlive()
})

check(['RP 7'], 'compressed answers arrive right, and a bomb is not unpacked', async () => {
  const gzip = { 'content-encoding': 'gzip' }
  const { faults } = subject.sandbox.control
  faults.next('api', reply({ headers: gzip, body: gzipSync(json) }))
  expect(await call(passing)).toMatchObject({ status: 200, text: json })
  // Good JSON, so that nothing but its size can be the reason.
  const bomb = gzipSync(`[${' '.repeat(50_000_000)}]`)
  faults.next('api', reply({ headers: gzip, body: bomb }))
  expect((await call(subject.routes.read)).status).toBe(502)
  faults.next('api', reply({ headers: gzip, body: 'not compressed at all' }))
  const { status, text } = await call(subject.routes.read)
  expect([status, text.includes('compressed at all')]).toEqual([502, false])
  await expectAlive()
})

check(['RP 7'], 'an answer longer than it says is cut to what it says', async () => {
  const { faults } = subject.sandbox.control
  faults.next('api', {
    kind: 'raw',
    bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]HTTP/1.1 200 OK\r\n\r\nsmuggled',
  })
  expect(await call(passing)).toMatchObject({ status: 200, text: '[]' })
  expect((await call(passing)).text).not.toContain('smuggled')
  await expectAlive()
})

check(
  ['16', '24'],
  'headers of the upstream that are none of a browser’s business stay behind',
  async () => {
    const headers = {
      'set-cookie': '__Host-Http-mpc=evil; Path=/',
      'access-control-allow-origin': '*',
      'content-security-policy': 'default-src *',
      'strict-transport-security': 'max-age=0',
      'clear-site-data': '"*"',
      refresh: '0; url=https://evil.example',
      location: 'https://evil.example',
      'www-authenticate': 'Basic realm="MobilePay"',
      server: 'secret/1.0',
      link: '<https://evil.example>; rel=preload',
      'service-worker-allowed': '/',
    }
    subject.sandbox.control.faults.next('api', reply({ headers, body: json }))
    const response = await browser.call(passing)
    expect(response.status).toBe(200)
    await response.arrayBuffer()
    for (const name of Object.keys(headers)) {
      const value = response.headers.get(name)
      const sent = Object.entries(headers).find(([header]) => header === name)?.[1]
      expect({ name, same: value === sent }).toEqual({ name, same: false })
    }
    expect(response.headers.getSetCookie()).toEqual([])
  },
)

check(['24', '16'], 'HTML of the upstream is no page of the bff’s origin', async () => {
  const headers = { 'content-type': 'text/html' }
  const body = '<script>alert(document.cookie)</script>'
  subject.sandbox.control.faults.next('api', reply({ headers, body }))
  const page = await browser.fetch(passing, {
    headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  })
  expect(page.status).toBe(403)
  expect(await page.text()).not.toContain('document.cookie')
  const response = await browser.call(passing)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  await response.arrayBuffer()
})

for (const status of [204, 206, 304, 400, 403, 404, 409, 410, 422, 500, 501, 599]) {
  check(['RP 7'], `the upstream’s ${status} costs nobody the session`, async () => {
    subject.sandbox.control.faults.next('api', reply({ status, body: '' }), 3)
    await call(subject.routes.read)
    await expectAlive()
  })
}
