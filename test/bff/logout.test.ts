import { afterAll, beforeAll, expect, test } from 'vitest'

import { logoutSchema } from '#shared/api.ts'

import type { Browser } from '../support/browser.ts'
import { readSession } from '../support/session-state.ts'
import { readSetCookies } from '../support/set-cookies.ts'
import { type Stack, startStack } from '../support/stack.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})

afterAll(() => stack.close())

async function logOut(browser: Browser) {
  const response = await browser.call('/auth/logout', { method: 'POST' })
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const { endSessionUrl } = logoutSchema.parse(await response.json())
  return { response, url: endSessionUrl === null ? null : new URL(endSessionUrl) }
}

test('every cookie of ours is deleted, with the attributes it was set with', async () => {
  const browser = stack.browser()
  const set = readSetCookies(await browser.connect())
  await browser.authorize()
  const held = browser.jar.names()
  expect(held).toHaveLength(3)
  const { response } = await logOut(browser)
  const deleted = readSetCookies(response)
  expect(deleted.map(({ name }) => name).toSorted()).toEqual(held.toSorted())
  for (const { maxAge, value, attributes } of deleted) {
    expect({ maxAge, value }).toEqual({ maxAge: 0, value: '' })
    expect(attributes).toEqual(set[0]?.attributes)
  }
  expect(browser.jar.names()).toEqual([])
  expect(await readSession(browser)).toEqual({ connected: false })
})

test('it says where to leave the portal, with the ID token and back to the console', async () => {
  const browser = stack.browser()
  await browser.connect()
  const { url } = await logOut(browser)
  expect(url?.origin).toBe(stack.sandbox.portalUrl)
  expect(url?.pathname).toBe('/account/connect/endsession')
  const asked = Object.fromEntries(url?.searchParams ?? [])
  expect(Object.keys(asked).toSorted()).toEqual([
    'client_id',
    'id_token_hint',
    'post_logout_redirect_uri',
    'state',
  ])
  expect(asked['post_logout_redirect_uri']).toBe(`${stack.bff.url}/connect`)
  expect(asked['id_token_hint']).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(stack.sandbox.control.secrets()).toContain(asked['id_token_hint'])

  const left = await browser.portalUser.logOut(url ?? '')
  expect(JSON.stringify(left)).toContain(`${stack.bff.url}/connect`)
})

test('the ID token stands nowhere else in that answer', async () => {
  const browser = stack.browser()
  await browser.connect()
  const { response, url } = await logOut(browser)
  const hint = url?.searchParams.get('id_token_hint') ?? 'x'
  expect([...response.headers].join('\n')).not.toContain(hint)
})

test('it works without a session, and then gives no hint', async () => {
  const browser = stack.browser()
  const { response, url } = await logOut(browser)
  expect(url?.searchParams.has('id_token_hint')).toBe(false)
  for (const { maxAge } of readSetCookies(response)) expect(maxAge).toBe(0)
})

test('it works with a session that does not open any more', async () => {
  const browser = stack.browser()
  browser.jar.set('__Host-Http-mpc', 'Fe26.2*1*x')
  browser.jar.set('__Host-Http-mpc-id', 'Fe26.2*1*x')
  await logOut(browser)
  expect(browser.jar.names()).toEqual([])
})

test('it works while MobilePay is away', async () => {
  const fresh = await startStack()
  try {
    await fresh.sandbox.close()
    const { url } = await logOut(fresh.browser())
    expect(url).toBeNull()
  } finally {
    await fresh.bff.close()
  }
})
