import { afterAll, beforeAll, expect, test } from 'vitest'

import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts'
import { type Bff, randomKey, startBff } from '../../support/bff.ts'
import { createBrowser } from '../../support/browser.ts'
import { errorCode } from '../../support/error-body.ts'
import { readConnected, readSession } from '../../support/session-state.ts'
import { accessTokenLifetime } from '../../support/time.ts'

// One installation over time: the same address book at MobilePay, other keys.
const [old, current] = [randomKey(), randomKey()]
let sandbox: Sandbox
let before: Bff
let during: Bff
let after: Bff

beforeAll(async () => {
  before = await startBff(async (url) => {
    sandbox = await startSandbox({ client: { redirectUris: [`${url}/auth/callback`] } })
    return { ...sandbox.settings, SESSION_KEYS: `1:${old}` }
  })
  during = await withKeys(`2:${current},1:${old}`)
  after = await withKeys(`2:${current}`)
})

afterAll(async () => {
  await Promise.all([before, during, after].map((bff) => bff.close()))
  await sandbox.close()
})

function withKeys(SESSION_KEYS: string): Promise<Bff> {
  return startBff(async () => ({ ...sandbox.settings, SESSION_KEYS }))
}

const at = (bff: Bff, jar = createBrowser(bff.url, 'mette@example.dk').jar) =>
  createBrowser(bff.url, 'mette@example.dk', jar)

test('a key added in front opens old cookies, seals new ones, and can then stand alone', async () => {
  const first = at(before)
  await first.connect()
  const connected = await readConnected(first)
  const oldCopy = first.jar.clone()
  expect(first.jar.get('__Host-Http-mpc')).toMatch(/^Fe26\.2\*1\*/)

  const second = at(during, first.jar)
  expect(await readConnected(second)).toEqual(connected)
  for (const bff of [before, during, after]) bff.advance(accessTokenLifetime)
  sandbox.control.clock.advance(accessTokenLifetime)
  expect((await second.call('/api/v1/webhooks')).status).toBe(200)
  expect(second.jar.get('__Host-Http-mpc')).toMatch(/^Fe26\.2\*2\*/)

  expect((await readConnected(at(after, second.jar))).connectedAt).toBe(connected.connectedAt)
  const tooOld = at(after, oldCopy)
  expect(await readSession(tooOld)).toEqual({ connected: false })
  expect(await errorCode(await tooOld.call('/api/v1/webhooks'))).toBe('session_expired')
})

test('a cookie of a dropped key is named in the log, because keys are dropped by people', async () => {
  const lines = after.logLines.filter((line) => line.includes('unknown_key'))
  expect(lines.length).toBeGreaterThan(0)
})

test('a cookie of another installation connects nobody', async () => {
  const stranger = await withKeys(`2:${randomKey()},1:${randomKey()}`)
  try {
    const login = at(before)
    await login.connect()
    expect(await readSession(at(stranger, login.jar))).toEqual({ connected: false })
  } finally {
    await stranger.close()
  }
})
