import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { createCookieJar } from '../../support/cookie-jar.ts'
import { pendingOf, request, setUpLogins, startEmbedStack, vat } from './login-stage.ts'

const { answers, codeGrants, frame, openTab, post, stack, startedFrame } = setUpLogins()

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
  expect(answers).toEqual([])
  post(console, message)
  post(console, message)
  // The window is told to close, once.
  expect(answers).toEqual([[{ v: 1, type: 'mpc:ack', hid }, stack().bff.url]])
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

test('a merchant who says no may try again at once', async () => {
  // Who has said yes before is not asked again.
  stack().sandbox.control.revoke(vat)
  const { console, tab } = await startedFrame()
  await tab.finish({ deny: true })
  const failed = await console.reach('failed')
  expect(failed.reason).toBe('denied')
  const form = await console.form()
  expect(console.press()).toBe(true)
  await (await openTab(form)).finish()
  await console.reach('connected')
})

test('a login that was started twice is burnt, and another one offered', async () => {
  const { console, form } = await startedFrame()
  await console.reach('started')
  await expect(openTab(form)).rejects.toThrow('400')
  await console.reach('burnt')
  expect((await console.form()).h).not.toBe(form.h)
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
  const old = await startEmbedStack()
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
  const strict = await startEmbedStack({ EMBED_COOKIELESS: 'off' })
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
