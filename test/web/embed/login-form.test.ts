import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { loginMessages } from '../../../web/embed/login-state.ts'
import { request, setUpLogins } from './login-stage.ts'

const { codeGrants, frame, openTab, post, startedFrame } = setUpLogins()

test('Connect pressed twice starts one login', async () => {
  const console = frame()
  console.login.prepare(request)
  const form = await console.form()
  expect(console.press()).toBe(true)
  expect(console.press()).toBe(false)
  await openTab(form)
  await console.reach('started')
  expect(console.press()).toBe(false)
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
  const tab = await openTab(first)
  expect(await console.reach('started')).toEqual({ phase: 'started' })
  await tab.finish()
  await console.reach('connected')
})

test('a sandbox that swallows the form is noticed', async () => {
  const console = frame({ times: { ignoredAfter: 50 } })
  console.login.prepare(request)
  const { h } = await console.form()
  console.login.press()
  expect(await console.reach('blocked')).toMatchObject({ form: { h, target: '_blank' } })
})

test('a press that submits the form is no reason to worry', async () => {
  const console = frame({ times: { ignoredAfter: 20 } })
  console.login.prepare(request)
  const form = await console.form()
  console.login.press()
  console.press()
  await (await openTab(form)).finish()
  await console.reach('connected')
  expect(console.states.map(({ phase }) => phase)).not.toContain('blocked')
})

test('the login in the plain tab works too', async () => {
  const console = frame({ times: { blockedAfter: 50 } })
  console.login.prepare(request)
  await console.form()
  console.press()
  await console.reach('blocked')
  const second = await console.form()
  expect(console.press()).toBe(true)
  await (await openTab(second)).finish()
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
  const tab = await openTab(form[0] ?? { h: '', target: '' })
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
