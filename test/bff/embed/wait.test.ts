import { setTimeout as delay } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { errorCode } from '../../support/error-body.ts'
import { answeredLogin, authorizeIn, postStart, readMail } from '../../support/frame.ts'
import { type EmbedStack, startEmbedStack } from './embed-stack.ts'

let stack: EmbedStack

beforeAll(async () => {
  stack = await startEmbedStack()
})

afterAll(() => stack.close())

const settled = async (response: Promise<Response>) =>
  Promise.race([response.then(({ status }) => status), delay(300, 'held' as const)])

test('a frame that knows nothing yet is answered at once', async () => {
  const frame = stack.frame()
  const { hid } = await frame.handle()
  const response = await frame.wait(hid)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(await readMail(response)).toEqual({ status: 'new' })
})

test('one that knows is held until there is more to know, at each step', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  const first = frame.wait(hid, { since: 'new' })
  expect(await settled(first)).toBe('held')
  const answer = await authorizeIn(tab, h)
  expect(await (await first).json()).toEqual({ status: 'started' })
  const second = frame.wait(hid, { since: 'started' })
  expect(await settled(second)).toBe('held')
  await tab.land(answer)
  expect(await (await second).json()).toMatchObject({ status: 'done' })
})

test('one that waits for the wrong step is told the right one at once', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid } = await answeredLogin(frame, tab)
  for (const since of ['new', 'started', 'burnt', 'nonsense']) {
    expect(await (await frame.wait(hid, { since })).json()).toMatchObject({ status: 'done' })
  }
})

test('one that waits learns of a burnt login', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  await postStart(tab, h)
  const waiting = frame.wait(hid, { since: 'started' })
  expect(await settled(waiting)).toBe('held')
  await postStart(tab, h)
  expect(await (await waiting).json()).toEqual({ status: 'burnt' })
})

test('of two that wait the newer gets the answer, the older nothing and at once', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  const older = frame.wait(hid, { since: 'new' })
  expect(await settled(older)).toBe('held')
  const newer = frame.wait(hid, { since: 'new' })
  expect(await settled(older)).toBe(204)
  expect(await settled(newer)).toBe('held')
  await postStart(tab, h)
  expect(await (await newer).json()).toEqual({ status: 'started' })
})

test('a peek is answered at once and takes no waiting call’s place', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  const waiting = frame.wait(hid, { since: 'new' })
  expect(await settled(waiting)).toBe('held')
  const peeked = await frame.wait(hid, { since: 'new', peek: '' })
  expect(await peeked.json()).toEqual({ status: 'new' })
  expect(await settled(waiting)).toBe('held')
  await postStart(tab, h)
  expect(await (await waiting).json()).toEqual({ status: 'started' })
})

test('two frames wait side by side and each hears of its own login only', async () => {
  const [one, other] = [stack.frame(), stack.frame()]
  const [mine, theirs] = [await one.handle(), await other.handle()]
  const waiting = [one.wait(mine.hid, { since: 'new' }), other.wait(theirs.hid, { since: 'new' })]
  await postStart(stack.tab(), theirs.h)
  expect(await (await waiting[1])?.json()).toEqual({ status: 'started' })
  expect(waiting[0] && (await settled(waiting[0]))).toBe('held')
})

test('a call that its frame gave up frees its place', async () => {
  const [frame, tab] = [stack.frame(), stack.tab()]
  const { hid, h } = await frame.handle()
  const given = new AbortController()
  const first = frame.call(`/auth/wait?hid=${hid}&since=new`, { signal: given.signal })
  expect(await Promise.race([first.catch(() => 'given up'), delay(100, 'held')])).toBe('held')
  given.abort()
  await expect(first).rejects.toThrow('aborted')
  const second = frame.wait(hid, { since: 'new' })
  await postStart(tab, h)
  expect(await (await second).json()).toEqual({ status: 'started' })
})

test('who does not hold the handle is refused: 401 tells the frame that its cookie was not kept', async () => {
  const frame = stack.frame()
  const { hid } = await frame.handle()
  for (const stranger of [stack.frame(), stack.frame('other', { jar: frame.jar.clone() })]) {
    expect(await errorCode(await stranger.wait(hid, { peek: '' }))).toBe('not_connected')
    expect(await errorCode(await stranger.wait(hid))).toBe('not_connected')
  }
  expect(await errorCode(await frame.wait('AAAAAAAAAAAA'))).toBe('not_connected')
  expect(await errorCode(await frame.call('/auth/wait'))).toBe('invalid_request')
})

test('a call is held for 25 seconds and then ends empty', async () => {
  const frame = stack.frame()
  const { hid } = await frame.handle()
  const askedAt = performance.now()
  const response = await frame.wait(hid, { since: 'new' })
  const seconds = (performance.now() - askedAt) / 1000
  expect(response.status).toBe(204)
  expect(await response.text()).toBe('')
  expect(seconds).toBeGreaterThan(24.9)
  expect(seconds).toBeLessThan(28)
}, 40_000)
