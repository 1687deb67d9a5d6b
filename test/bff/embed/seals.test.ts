import { afterAll, beforeAll, expect, test } from 'vitest'

import { answeredLogin, connectFrame, postStart, readFramedSession } from '../../support/frame.ts'
import { readSession } from '../../support/session-state.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

const kinds = [
  'session of the tab',
  'ID token of the tab',
  'transaction',
  'session of the frame',
  'cookieless session',
  'handle',
  'cookieless handle',
  'start token',
  'ticket',
] as const
type Kind = (typeof kinds)[number]

let stack: EmbedStack
let seals: Readonly<Record<Kind, string>>
/** Whether a place takes a seal as what it expects there. */
let places: Readonly<Partial<Record<Kind, (seal: string) => Promise<boolean>>>>

beforeAll(async () => {
  stack = await startEmbedStack()
  const tab = stack.tab()
  await tab.connect()
  const { parameters } = await tab.authorize()
  const transaction = tab.jar.names().find((name) => name.includes('-tx-')) ?? ''
  const connected = stack.frame()
  await connectFrame(connected, stack.tab(), { vat: 'DK87654321' })
  const cookieless = stack.frame('acme', { cookieless: true })
  await connectFrame(cookieless, stack.tab(), { vat: 'DK87654321' })
  const inMemory = await cookieless.handle()
  const answered = stack.frame()
  const login = await answeredLogin(answered, stack.tab())
  const handleCookie = `__Host-Http-mpc-h-${login.hid}`
  const fresh = await stack.frame().handle()
  const cookie = (name: string, jar = tab.jar) => jar.get(name) ?? ''

  seals = {
    'session of the tab': cookie('__Host-Http-mpc'),
    'ID token of the tab': cookie('__Host-Http-mpc-id'),
    transaction: cookie(transaction),
    'session of the frame': cookie('__Host-Http-mpc-e', connected.jar),
    'cookieless session': cookieless.memory.get('x-mpc-session') ?? '',
    handle: cookie(handleCookie, answered.jar),
    'cookieless handle': inMemory.hk ?? '',
    'start token': fresh.h,
    ticket: login.ticket,
  }
  places = {
    async 'session of the tab'(seal) {
      const other = stack.tab()
      other.jar.set('__Host-Http-mpc', seal)
      return (await readSession(other)).connected
    },
    async transaction(seal) {
      const other = stack.tab()
      other.jar.set(transaction, seal)
      return (await other.complete(parameters)).status === 303
    },
    async 'session of the frame'(seal) {
      const frame = stack.frame()
      frame.jar.set('__Host-Http-mpc-e', seal)
      return (await readFramedSession(frame)).connected
    },
    async 'cookieless session'(seal) {
      const frame = stack.frame()
      frame.memory.set('x-mpc-session', seal)
      return (await readFramedSession(frame)).connected
    },
    async handle(seal) {
      const frame = stack.frame()
      frame.jar.set(handleCookie, seal)
      return (await frame.wait(login.hid, { peek: '' })).status === 200
    },
    async 'cookieless handle'(seal) {
      const frame = stack.frame()
      frame.memory.set('x-mpc-handle', seal)
      const hids = [inMemory.hid, login.hid, fresh.hid]
      const answers = await Promise.all(hids.map((hid) => frame.wait(hid, { peek: '' })))
      return answers.some(({ status }) => status === 200)
    },
    async 'start token'(seal) {
      return (await postStart(stack.tab(), seal)).status === 200
    },
    async ticket(seal) {
      const frame = stack.frame('acme', { jar: answered.jar.clone() })
      return (await frame.redeem(login.hid, seal)).status === 200
    },
  }
})

afterAll(() => stack.close())

const pairs = kinds.flatMap((place) =>
  place === 'ID token of the tab' ? [] : kinds.map((made) => [place, made] as const),
)

test.each(pairs)('in the place of a %s: a %s', async (place, made) => {
  expect(seals[made].length).toBeGreaterThan(100)
  expect(await places[place]?.(seals[made])).toBe(place === made)
})

test('the frame of one portal is nobody in another’s, whose cookie jar it may share', async () => {
  const acme = stack.frame()
  await connectFrame(acme, stack.tab(), { vat: 'DK11223344' })
  const { hid } = await acme.handle()
  const other = stack.frame('other', { jar: acme.jar.clone() })
  expect(await readFramedSession(other)).toEqual({ connected: false, pending: [] })
  expect((await other.call('/api/v1/webhooks')).headers.get('x-mpc-error')).toBe('session_expired')
  expect((await other.wait(hid, { peek: '' })).status).toBe(401)
  const page = stack.frame('acme', { cookieless: true })
  await connectFrame(page, stack.tab(), { vat: 'DK11223344' })
  const { hk = '', hid: hidden } = await page.handle()
  const elsewhere = stack.frame('other')
  elsewhere.memory.set('x-mpc-session', page.memory.get('x-mpc-session') ?? '')
  expect((await readFramedSession(elsewhere)).connected).toBe(false)
  elsewhere.memory.set('x-mpc-handle', hk)
  expect((await elsewhere.wait(hidden, { peek: '' })).status).toBe(401)
})
