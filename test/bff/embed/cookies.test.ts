import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { handleSchema } from '#shared/api.ts'

import { createCookieJar } from '../../support/cookie-jar.ts'
import { answeredLogin, connectFrame, peek, readFramedSession } from '../../support/frame.ts'
import { readSetCookies, setCookieOf } from '../../support/set-cookies.ts'
import { accessTokenLifetime, advance } from '../../support/time.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

const attributes = ['httponly', 'partitioned', 'path=/', 'samesite=none', 'secure']

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack()
})

afterAll(() => stack.close())

const wish = { vat: 'DK12345678', scopes: ['webhooks'] }

test('a handle is a partitioned cookie named after it, for ten minutes', async () => {
  const response = await stack.frame().post('/auth/handle', wish)
  const { hid } = handleSchema.parse(await response.json())
  expect(hid).toMatch(/^[\w-]{12}$/)
  const [cookie, ...others] = readSetCookies(response)
  expect(cookie).toMatchObject({ name: `__Host-Http-mpc-h-${hid}`, maxAge: 600, attributes })
  expect(others).toEqual([])
  // The jar of a partition is small.
  expect(response.headers.getSetCookie()[0]?.length).toBeLessThan(500)
})

test('a frame’s session is one partitioned cookie; its handle goes when it comes', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  const response = await frame.redeem(hid, ticket)
  const session = setCookieOf(response, '__Host-Http-mpc-e')
  expect(session?.attributes).toEqual(attributes)
  expect(session?.maxAge).toBeGreaterThan(24 * 3600)
  expect(
    response.headers.getSetCookie().find((line) => line.includes('mpc-e='))?.length,
  ).toBeLessThan(4097)
  // Deleting needs the same attributes.
  expect(setCookieOf(response, `__Host-Http-mpc-h-${hid}`)).toMatchObject({
    value: '',
    maxAge: 0,
    attributes,
  })
  expect(readSetCookies(response)).toHaveLength(2)
  expect(frame.jar.names()).toEqual(['__Host-Http-mpc-e'])
})

test('a frame’s session that was renewed comes back in the same cookie', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  await connectFrame(frame, tab)
  const before = frame.jar.get('__Host-Http-mpc-e')
  advance(stack, accessTokenLifetime)
  const response = await frame.call('/api/v1/webhooks')
  expect(response.status).toBe(200)
  expect(readSetCookies(response)).toMatchObject([{ name: '__Host-Http-mpc-e', attributes }])
  expect(frame.jar.get('__Host-Http-mpc-e')).not.toBe(before)
})

test('leaving deletes the session and the handles, with the attributes they were set with', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  await connectFrame(frame, tab)
  const { hid } = await frame.handle()
  const response = await frame.call('/auth/logout', { method: 'POST' })
  const gone = { value: '', maxAge: 0, attributes }
  expect(readSetCookies(response)).toMatchObject([
    { name: '__Host-Http-mpc-e', ...gone },
    { name: `__Host-Http-mpc-h-${hid}`, ...gone },
  ])
  expect(await response.json()).toEqual({ endSessionUrl: null })
})

test('a frame keeps three handles: the fourth takes the place of the oldest', async () => {
  const frame = stack.frame()
  const hids: string[] = []
  for (let count = 0; count < 4; count += 1) {
    hids.push((await frame.handle()).hid)
    expect(frame.jar.names()).toEqual(hids.slice(-3).map((hid) => `__Host-Http-mpc-h-${hid}`))
  }
  for (const hid of hids.slice(1)) expect(await peek(frame, hid)).toBe('new')
  expect((await frame.wait(hids[0] ?? '', { peek: '' })).status).toBe(401)
})

test('a partition that holds a heap of handles is brought back to three', async () => {
  const names = Array.from({ length: 9 }, (_, index) => `__Host-Http-mpc-h-AAAAAAAAAAA${index}`)
  const frame = stack.frame('acme', {
    jar: createCookieJar(new Map(names.map((name) => [name, 'x']))),
  })
  const { hid } = await frame.handle()
  expect(frame.jar.names()).toEqual([...names.slice(-2), `__Host-Http-mpc-h-${hid}`])
  expect(await readFramedSession(frame)).toEqual({ connected: false, pending: [] })
})

test('of a heap of handles the newest three are opened and no more', async () => {
  const frame = stack.frame()
  const { hid } = await frame.handle()
  const name = `__Host-Http-mpc-h-${hid}`
  const sealed = frame.jar.get(name) ?? ''
  const older = Array.from({ length: 60 }, (_, index) => [`__Host-Http-mpc-h-${index}`, sealed])
  const heap = new Map([
    ...older.map(([key = '', value = '']) => [key, value] as const),
    [name, sealed],
  ])
  const open = vi.spyOn(stack.bff.deps.seals, 'open')
  const holder = stack.frame('acme', { jar: createCookieJar(heap) })
  expect(await readFramedSession(holder)).toEqual({ connected: false, pending: [] })
  expect(open.mock.calls.filter(([purpose]) => purpose === 'handle')).toHaveLength(3)
  open.mockRestore()
  // Leaving deletes them all the same.
  await holder.call('/auth/logout', { method: 'POST' })
  expect(holder.jar.names()).toEqual([])
})

test('the session of a tab and that of a frame may lie in one jar, and each is read by its own', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  await connectFrame(frame, tab, { vat: 'DK87654321' })
  await tab.connect()
  // On one site with the portal, as in some developments, the browser sends both.
  tab.jar.set('__Host-Http-mpc-e', frame.jar.get('__Host-Http-mpc-e') ?? '')
  const both = stack.frame('acme', { jar: tab.jar })
  expect(await readFramedSession(both)).toMatchObject({ merchant: { vat: 'DK87654321' } })
  const inTab = await tab.call('/auth/session')
  expect(await inTab.json()).toMatchObject({ merchant: { vat: 'DK12345678' } })
})
