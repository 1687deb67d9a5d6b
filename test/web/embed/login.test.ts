import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { loginMessages } from '../../../web/embed/login-state.ts'
import { createCookieJar } from '../../support/cookie-jar.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import {
  client,
  type FramedConsole,
  type FramedConsoleOptions,
  openFrame,
  openLoginTab,
} from './framed-console.ts'

const vat = 'DK12345678'
const request = { vat, scopes: ['invoice'], locale: 'da' } as const
const embedClients = JSON.stringify({
  [client]: {
    name: 'Fjordbook',
    origins: ['http://127.0.0.1:5174'],
    scopes: ['invoice', 'webhooks'],
    vats: [vat, 'DK87654321'],
  },
})

let stack: Stack
const frames: FramedConsole[] = []

beforeAll(async () => {
  stack = await startStack({ settings: { EMBED_CLIENTS: embedClients } })
})
afterAll(() => stack.close())
afterEach(() => {
  for (const { login } of frames.splice(0)) login.stop()
})

function frame(options?: FramedConsoleOptions, of = stack): FramedConsole {
  const opened = openFrame(of, options)
  frames.push(opened)
  return opened
}

/** A frame whose Connect was pressed, with the tab that opened. */
async function startedFrame(options?: FramedConsoleOptions, of = stack) {
  const console = frame(options, of)
  console.login.prepare(request)
  const form = await console.form()
  expect(console.press()).toBe(true)
  const tab = await openLoginTab(of, of.browser(), form)
  return { console, tab, form }
}

const post = (to: FramedConsole, data: unknown, origin = stack.bff.url) =>
  to.messages.dispatchEvent(new MessageEvent('message', { data, origin }))

const codeGrants = () =>
  stack.sandbox.control
    .requests()
    .filter(
      ({ path, body }) =>
        path.endsWith('/token') && JSON.stringify(body).includes('authorization_code'),
    ).length

test('a login whose window has no way back is finished through the mailbox', async () => {
  const { console, tab, form } = await startedFrame()
  expect(form.target).toMatch(/^mpc-[\w-]{12}$/)
  await console.reach('started')
  await tab.finish()
  await console.reach('connected')
  expect(console.states.map(({ phase }) => phase)).toEqual([
    'idle',
    'ready',
    'opening',
    'started',
    'redeeming',
    'connected',
  ])
  expect(await console.isConnected()).toBe(true)
})

test('what the window hands over counts, once, and from our own origin only', async () => {
  // Without the mailbox, so that nothing else can bring it.
  const { console, tab } = await startedFrame({
    meddle(path) {
      if (path.includes('since=')) throw new TypeError('no network')
    },
  })
  const { hid, ticket } = await tab.finish()
  const message = { v: 1, type: 'mpc:handover', hid, ticket }
  const before = codeGrants()
  post(console, message, 'http://127.0.0.1:5174')
  post(console, { ...message, v: 2 })
  post(console, { ...message, type: 'mpc:ack' })
  post(console, { ...message, hid: 'AAAAAAAAAAAA' })
  post(console, { ...message, ticket: 7 })
  await sleep(50)
  expect(console.states.at(-1)?.phase).toBe('opening')
  post(console, message)
  post(console, message)
  await console.reach('connected')
  expect(codeGrants() - before).toBe(1)
  expect(console.states.filter(({ phase }) => phase === 'redeeming')).toHaveLength(1)
})

test('a ticket of somebody else’s login connects nobody', async () => {
  const { console } = await startedFrame()
  const attacker = await startedFrame()
  await console.reach('started')
  const { ticket } = await attacker.tab.finish()
  const hid = await pendingOf(console)
  post(console, { v: 1, type: 'mpc:handover', hid, ticket })
  await console.reach('expired')
  expect(await console.isConnected()).toBe(false)
})

async function pendingOf(console: FramedConsole): Promise<string> {
  const session: unknown = await (await console.fetch('/auth/session')).json()
  if (typeof session !== 'object' || session === null || !('pending' in session)) return ''
  return Array.isArray(session.pending) ? String(session.pending[0]) : ''
}

test('a merchant who says no may try again at once', async () => {
  // Who has said yes before is not asked again.
  stack.sandbox.control.revoke(vat)
  const { console, tab } = await startedFrame()
  await tab.finish({ deny: true })
  const failed = await console.reach('failed')
  expect(failed.reason).toBe('denied')
  const form = await console.form()
  expect(console.press()).toBe(true)
  await (await openLoginTab(stack, stack.browser(), form)).finish()
  await console.reach('connected')
})

test('a login that was started twice is burnt, and another one offered', async () => {
  const { console, form } = await startedFrame()
  await console.reach('started')
  await expect(openLoginTab(stack, stack.browser(), form)).rejects.toThrow('400')
  await console.reach('burnt')
  expect((await console.form()).h).not.toBe(form.h)
})

test('Connect pressed twice starts one login', async () => {
  const { console } = await startedFrame()
  expect(console.press()).toBe(false)
  await console.reach('started')
})

test('the form stays in place until the browser has sent it', async () => {
  const console = frame()
  console.login.prepare(request)
  await console.reach('ready')
  console.press()
  await Promise.resolve()
  expect(console.states.at(-1)?.phase).toBe('ready')
  await console.reach('opening')
})

test('where no window opens, another login is offered for a plain new tab', async () => {
  const console = frame({ times: { blockedAfter: 50 } })
  console.login.prepare(request)
  const first = await console.form()
  console.press()
  await console.reach('blocked')
  const second = await console.form()
  expect(second.target).toBe('_blank')
  expect(second.h).not.toBe(first.h)
  // It was only slow: the first one counts, and the second is taken away.
  const tab = await openLoginTab(stack, stack.browser(), first)
  expect(await console.reach('started')).toEqual({ phase: 'started' })
  await tab.finish()
  await console.reach('connected')
})

test('the login in the plain tab works too', async () => {
  const console = frame({ times: { blockedAfter: 50 } })
  console.login.prepare(request)
  await console.form()
  console.press()
  await console.reach('blocked')
  const second = await console.form()
  expect(console.press()).toBe(true)
  await (await openLoginTab(stack, stack.browser(), second)).finish()
  await console.reach('connected')
})

test('the form is renewed, and one that is too old is not sent', async () => {
  const console = frame({ times: { renewAfter: 100 } })
  console.login.prepare(request)
  const first = await console.form()
  await expect.poll(async () => (await console.form()).h).not.toBe(first.h)

  const asleep = frame({ times: { staleAfter: 100 } })
  asleep.login.prepare(request)
  const old = await asleep.form()
  await sleep(150)
  expect(asleep.press()).toBe(false)
  expect((await asleep.form()).h).not.toBe(old.h)
  expect(asleep.press()).toBe(true)
})

test('a login whose handle is gone says so and offers another', async () => {
  const jar = createCookieJar()
  const { console, tab, form } = await startedFrame({ jar })
  await console.reach('started')
  for (const name of jar.names()) jar.accept([`${name}=; Path=/; Secure; HttpOnly; Max-Age=0`])
  // The wait under way answers with the ticket; without its cookie it cannot be redeemed.
  await tab.finish()
  await console.reach('expired')
  expect((await console.form()).h).not.toBe(form.h)
})

test('a ticket that is too old is not redeemed', async () => {
  const old = await startStack({ settings: { EMBED_CLIENTS: embedClients } })
  try {
    let isCut = false
    const { console, tab } = await startedFrame(
      {
        meddle(path) {
          if (isCut && path === '/auth/redeem') throw new TypeError('no network')
        },
      },
      old,
    )
    isCut = true
    await tab.finish()
    await console.reach('redeeming')
    old.bff.advance(121)
    isCut = false
    await console.reach('expired')
    expect(await console.isConnected()).toBe(false)
  } finally {
    await old.close()
  }
})

test('without cookies the frame holds handle and session itself, and nobody else does', async () => {
  const jar = createCookieJar()
  const { console, tab } = await startedFrame({ jar, keepsCookies: false })
  await console.reach('started')
  await tab.finish()
  await console.reach('connected')
  expect(jar.names()).toEqual([])
  expect(await console.isConnected()).toBe(true)
  expect((await console.fetch('/auth/logout', { method: 'POST' })).status).toBe(200)
  expect(await console.isConnected()).toBe(false)
})

test('a server that insists on cookies leads to a window of its own', async () => {
  const strict = await startStack({
    settings: { EMBED_CLIENTS: embedClients, EMBED_COOKIELESS: 'off' },
  })
  try {
    const console = frame({ keepsCookies: false }, strict)
    console.login.prepare(request)
    expect((await console.reach('failed')).reason).toBe('cookies_blocked')
  } finally {
    await strict.close()
  }
})

test('a frame that was reloaded takes the answer of the login it had started', async () => {
  const jar = createCookieJar()
  const { console: before, tab } = await startedFrame({ jar })
  await before.reach('started')
  before.login.stop()
  const console = frame({ jar })
  const pending = await pendingOf(console)
  console.login.resume([pending])
  await console.reach('started')
  console.login.prepare(request)
  await tab.finish()
  await console.reach('connected')
  expect(console.states.map(({ phase }) => phase)).toEqual([
    'idle',
    'started',
    'redeeming',
    'connected',
  ])
})

test('a merchant or product that this portal may not connect is refused', async () => {
  const console = frame()
  console.login.prepare({ ...request, vat: 'DK11223344' })
  expect((await console.reach('failed')).reason).toBe('not_allowed')
  console.login.prepare({ ...request, scopes: ['subscriptions'] })
  await sleep(100)
  expect(console.states.at(-1)).toEqual({ phase: 'failed', reason: 'not_allowed', form: undefined })
  console.login.prepare(request)
  await console.form()
})

test('a server that is away for a moment costs nothing', async () => {
  let failures = 1
  const console = frame({
    meddle() {
      failures -= 1
      if (failures >= 0) throw new TypeError('no network')
    },
  })
  console.login.prepare(request)
  expect((await console.reach('failed')).reason).toBe('unreachable')
  await console.reach('ready')
  failures = 1
  expect(console.press()).toBe(true)
  const form = console.states.flatMap((state) =>
    'form' in state && state.form ? [state.form] : [],
  )
  const tab = await openLoginTab(stack, stack.browser(), form[0] ?? { h: '', target: '' })
  await console.reach('started')
  const before = codeGrants()
  await tab.finish()
  await console.reach('redeeming')
  await console.reach('connected')
  expect(codeGrants() - before).toBe(1)
})

test('starting over offers another login, and the old one still counts if it is finished', async () => {
  const { console, tab, form } = await startedFrame()
  await console.reach('started')
  console.login.startOver()
  const next = await console.reach('ready')
  expect(next.form.h).not.toBe(form.h)
  await tab.finish()
  await console.reach('connected')
})

test('a login for the merchant before does not connect the one after', async () => {
  const { console, tab } = await startedFrame()
  await console.reach('started')
  console.login.prepare({ ...request, vat: 'DK87654321' })
  await console.reach('ready')
  const { hid, ticket } = await tab.finish()
  post(console, { v: 1, type: 'mpc:handover', hid, ticket })
  await sleep(150)
  expect(console.states.at(-1)?.phase).toBe('ready')
  expect(await console.isConnected()).toBe(false)
})

test('asking for the same again keeps the form', async () => {
  const console = frame()
  console.login.prepare(request)
  const { h } = await console.form()
  console.login.prepare({ ...request })
  await sleep(50)
  expect((await console.form()).h).toBe(h)
  console.login.prepare({ ...request, locale: 'fi' })
  await expect.poll(async () => (await console.form()).h).not.toBe(h)
})

test('the portal is told how it goes, and nothing that belongs to the login', () => {
  const form = { h: 'secret', target: 'mpc-secret' }
  const told = [
    loginMessages({ phase: 'idle' }),
    loginMessages({ phase: 'ready', form }),
    loginMessages({ phase: 'opening' }),
    loginMessages({ phase: 'started' }),
    loginMessages({ phase: 'blocked', form }),
    loginMessages({ phase: 'redeeming' }),
    loginMessages({ phase: 'connected' }),
    loginMessages({ phase: 'failed', reason: 'denied', form }),
    loginMessages({ phase: 'burnt', form }),
    loginMessages({ phase: 'expired', form }),
  ]
  expect(
    told.map((messages) =>
      messages.map((message) =>
        'state' in message ? message.state : 'code' in message ? message.code : message.type,
      ),
    ),
  ).toEqual([
    [],
    [],
    ['started'],
    ['waiting'],
    ['popup_blocked'],
    [],
    ['done'],
    ['failed', 'login_denied'],
    ['failed', 'login_burnt'],
    ['failed', 'login_expired'],
  ])
  expect(JSON.stringify(told)).not.toContain('secret')
})
