import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { askUntil, type BffProcess, freePort, spawnBff } from '../support/bff-process.ts'
import { randomKey } from '../support/bff.ts'
import { createBrowser } from '../support/browser.ts'

let sandbox: Sandbox
let bff: BffProcess

beforeAll(async () => {
  const port = await freePort('localhost')
  const publicUrl = `http://localhost:${port}`
  sandbox = await startSandbox({ client: { redirectUris: [`${publicUrl}/auth/callback`] } })
  bff = spawnBff({
    ...sandbox.settings,
    PUBLIC_URL: publicUrl,
    HOST: 'localhost',
    PORT: String(port),
    SESSION_KEYS: `1:${randomKey()}`,
  })
  await askUntil(`${publicUrl}/healthz`, ({ ok }) => ok)
})

afterAll(async () => {
  await Promise.all([bff.kill(), sandbox.close()])
})

test('SIGTERM ends the process once the answers under way are given', async () => {
  const browser = createBrowser(bff.url, 'mette@example.dk')
  await browser.connect()
  sandbox.control.clearRequests()
  sandbox.control.faults.next('api', { kind: 'delay', milliseconds: 700 })
  const underWay = browser.call('/api/v1/webhooks')
  while (sandbox.control.requests().length === 0) await new Promise(setImmediate)

  bff.signal('SIGTERM')
  const answer = await underWay
  expect(answer.status).toBe(200)
  expect(await answer.json()).toHaveProperty('webhooks')
  const answeredAt = Date.now()

  const { code, output } = await bff.ended
  expect(code).toBe(0)
  expect(output).toContain('draining')
  // Idle connections, to browsers and to MobilePay, do not hold it up.
  expect(Date.now() - answeredAt).toBeLessThan(2000)
  await expect(fetch(`${bff.url}/healthz`)).rejects.toThrow('fetch failed')
}, 15_000)
