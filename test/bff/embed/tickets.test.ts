import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorCode } from '../../support/error-body.ts'
import {
  answeredLogin,
  authorizeIn,
  connectFrame,
  peek,
  readFramedSession,
  readHandOver,
  readRedeemed,
} from '../../support/frame.ts'
import { tokenRequests } from '../../support/requests.ts'
import { advance } from '../../support/time.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack()
  // Tests ask about the last second and the first one after it.
  stack.bff.holdClock()
})

afterAll(() => stack.close())

const nobody = { connected: false }

test('a ticket is good for 120 seconds', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  advance(stack, 119)
  expect(await readRedeemed(await frame.redeem(hid, ticket))).toEqual({ connected: true })
})

test('a ticket of 120 seconds ago is refused, and its code is never exchanged', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  stack.sandbox.control.clearRequests()
  advance(stack, 120)
  expect(await errorCode(await frame.redeem(hid, ticket))).toBe('invalid_request')
  expect(await readFramedSession(frame)).toMatchObject(nobody)
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('a handle of ten minutes ago takes no answer', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  advance(stack, 590)
  const { ticket } = await readHandOver(await tab.land(await authorizeIn(tab, h)))
  advance(stack, 10)
  expect(await errorCode(await frame.redeem(hid, ticket))).toBe('not_connected')
  expect(await errorCode(await frame.wait(hid))).toBe('not_connected')
  expect(await readFramedSession(frame)).toEqual({ ...nobody, pending: [] })
})

test('a ticket opens with the handle it was made for and no other', async () => {
  const [victim, tab, thief] = [stack.frame(), stack.tab(), stack.frame()]
  const { hid, ticket } = await answeredLogin(victim, tab)
  const own = await thief.handle()
  stack.sandbox.control.clearRequests()
  // Under the thief's handle, under the victim's name, and under the victim's name with his secret.
  expect(await errorCode(await thief.redeem(own.hid, ticket))).toBe('invalid_request')
  expect(await errorCode(await thief.redeem(hid, ticket))).toBe('not_connected')
  thief.jar.set(`__Host-Http-mpc-h-${hid}`, thief.jar.get(`__Host-Http-mpc-h-${own.hid}`) ?? '')
  expect(await errorCode(await thief.redeem(hid, ticket))).toBe('not_connected')
  expect(tokenRequests(stack.sandbox)).toEqual([])
  // None of that cost the victim its login.
  expect(await readRedeemed(await victim.redeem(hid, ticket))).toEqual({ connected: true })
})

test('a ticket of one portal’s frame is of no use in another portal’s', async () => {
  const [acme, tab] = [stack.frame('acme'), stack.tab()]
  const { hid, ticket } = await answeredLogin(acme, tab)
  const other = stack.frame('other', { jar: acme.jar.clone() })
  expect(await errorCode(await other.redeem(hid, ticket))).toBe('not_connected')
  const own = await other.handle()
  expect(await errorCode(await other.redeem(own.hid, ticket))).toBe('invalid_request')
  expect(await readFramedSession(other)).toMatchObject(nobody)
})

test('an altered ticket is refused', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  for (const part of [0, 0.2, 0.4, 0.6, 0.8]) {
    const at = Math.floor(ticket.length * part)
    const altered = `${ticket.slice(0, at)}${ticket[at] === 'A' ? 'B' : 'A'}${ticket.slice(at + 1)}`
    expect(await errorCode(await frame.redeem(hid, altered))).toBe('invalid_request')
  }
  for (const body of [{}, { hid }, { ticket }, { hid, ticket: 1 }, []]) {
    expect(await errorCode(await frame.post('/auth/redeem', body))).toBe('invalid_request')
  }
  expect(await readRedeemed(await frame.redeem(hid, ticket))).toEqual({ connected: true })
})

test('a ticket that was used is of no use to a frame that has its handle no more', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  stack.sandbox.control.clearRequests()
  await frame.redeem(hid, ticket)
  expect(await errorCode(await frame.redeem(hid, ticket))).toBe('not_connected')
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
})

test('the same ticket again, one after the other or at once, causes one token request and one session', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  stack.sandbox.control.clearRequests()
  const copies = Array.from({ length: 8 }, () => stack.frame('acme', { jar: frame.jar.clone() }))
  const late = stack.frame('acme', { jar: frame.jar.clone() })
  const answers = await Promise.all(copies.map((copy) => copy.redeem(hid, ticket)))
  for (const answer of [...answers, await late.redeem(hid, ticket)]) {
    expect(await readRedeemed(answer)).toEqual({ connected: true })
  }
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
  // It is one session: leaving it once leaves it everywhere.
  await late.call('/auth/logout', { method: 'POST' })
  for (const copy of copies) expect(await readFramedSession(copy)).toMatchObject(nobody)
})

test('after leaving, its ticket brings nobody back', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, ticket } = await answeredLogin(frame, tab)
  const copy = stack.frame('acme', { jar: frame.jar.clone() })
  await frame.redeem(hid, ticket)
  await frame.call('/auth/logout', { method: 'POST' })
  stack.sandbox.control.clearRequests()
  await copy.redeem(hid, ticket)
  expect(await readFramedSession(copy)).toMatchObject(nobody)
  expect((await copy.call('/api/v1/webhooks')).status).toBe(401)
  expect(tokenRequests(stack.sandbox)).toEqual([])
})

test('the answer posted twice by the tab hands over twice and connects once', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  const copy = stack.tab()
  const answer = await authorizeIn(tab, h)
  for (const name of tab.jar.names()) copy.jar.set(name, tab.jar.get(name) ?? '')
  const pages = await Promise.all([tab.land(answer), copy.land(answer)])
  const tickets = await Promise.all(pages.map(async (page) => (await readHandOver(page)).ticket))
  stack.sandbox.control.clearRequests()
  const twins = tickets.map((ticket) => ({
    ticket,
    frame: stack.frame('acme', { jar: frame.jar.clone() }),
  }))
  await Promise.all(twins.map((twin) => twin.frame.redeem(hid, twin.ticket)))
  expect(tokenRequests(stack.sandbox)).toHaveLength(1)
})

test('a frame that connects again leaves its former session', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  await connectFrame(frame, tab)
  const before = stack.frame('acme', { jar: frame.jar.clone() })
  expect(await readFramedSession(before)).toMatchObject({ connected: true })
  await connectFrame(frame, tab, { vat: 'DK87654321' })
  expect(await readFramedSession(before)).toMatchObject(nobody)
  expect(await readFramedSession(frame)).toMatchObject({ merchant: { vat: 'DK87654321' } })
})

test('two frames of one portal, answered in reverse, never get each other’s merchant', async () => {
  const partition = stack.frame()
  const tab = stack.tab()
  const wishes = ['DK12345678', 'DK87654321'].map((vat) => ({ vat }))
  const logins = []
  for (const wish of wishes) logins.push(await partition.handle(wish))
  const answers = []
  for (const { h } of logins) answers.push(await authorizeIn(tab, h))
  for (const index of [1, 0]) {
    const [login, answer] = [logins[index], answers[index]]
    if (login === undefined || answer === undefined) throw new Error('no such login')
    const { hid, ticket } = await readHandOver(await tab.land(answer))
    expect(hid).toBe(login.hid)
    expect(await peek(partition, hid)).toBe('done')
    expect(await readRedeemed(await partition.redeem(hid, ticket))).toEqual({ connected: true })
    // One page, one session: the last one counts.
    expect(await readFramedSession(partition)).toMatchObject({ merchant: wishes[index] })
  }
})
