import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { startSandbox } from '../sandbox/sandbox.ts'
import { askUntil, type BffProcess, freePort, spawnBff } from '../support/bff-process.ts'
import { randomKey } from '../support/bff.ts'
import { createBrowser } from '../support/browser.ts'
import { readFailurePage } from '../support/failure-page.ts'
import { readConnected } from '../support/session-state.ts'

// The stand-in is asked for its settings and ended again, so that the bff starts before MobilePay
// is there. It runs from a copy of what a deployment has: nothing of test/ and web/, no build.
let directory: string
let bff: BffProcess
const portalPort = await freePort()
const gatewayPort = await freePort()
const port = await freePort('localhost')
const publicUrl = `http://localhost:${port}`
const standIn = {
  portalPort,
  gatewayPort,
  client: { redirectUris: [`${publicUrl}/auth/callback`] },
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bff-'))
  for (const name of ['bff', 'shared', 'package.json']) {
    await cp(name, join(directory, name), { recursive: true })
  }
  await symlink(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'))
  const sandbox = await startSandbox(standIn)
  await sandbox.close()
  const { settings } = sandbox
  bff = spawnBff(
    {
      ...settings,
      PUBLIC_URL: publicUrl,
      HOST: 'localhost',
      PORT: String(port),
      SESSION_KEYS: `1:${randomKey()}`,
    },
    directory,
  )
})

afterAll(async () => {
  await bff.kill()
  await rm(directory, { recursive: true })
})

test('it starts and lives while MobilePay is down', { timeout: 15_000 }, async () => {
  const health = await askUntil(`${publicUrl}/healthz`, ({ ok }) => ok)
  expect(await health.text()).toBe('ok')
  const ready = await fetch(`${publicUrl}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ provider: 'unknown' })
})

test('a login then ends on a page that says so and offers to try again', async () => {
  const path = '/auth/login?merchant_vat=DK12345678&scope=webhooks&return_to=/payments'
  const response = await fetch(publicUrl + path, { redirect: 'manual' })
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(response.headers.getSetCookie()).toEqual([])
  const { title, wayOn } = await readFailurePage(response, 503)
  expect(title).toBe('MobilePay cannot be reached right now')
  expect(wayOn).toBe(path)
})

test('without a build the console’s own addresses say what is missing', async () => {
  const response = await fetch(publicUrl)
  const { title } = await readFailurePage(response, 503)
  expect(title).toBe('The console is not installed')
})

test('it becomes ready, and connects merchants, once MobilePay is there', async () => {
  const sandbox = await startSandbox(standIn)
  try {
    const ready = await askUntil(`${publicUrl}/readyz`, ({ ok }) => ok)
    expect(await ready.json()).toEqual({ provider: 'ok', store: 'ok' })
    const browser = createBrowser(publicUrl, 'mette@example.dk')
    await browser.connect()
    expect((await readConnected(browser)).merchant.vat).toBe('DK12345678')
    expect((await browser.call('/api/v1/webhooks')).status).toBe(200)
  } finally {
    await sandbox.close()
  }
}, 15_000)
