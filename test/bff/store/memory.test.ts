import { expect, test } from 'vitest'

import { createMemoryStore } from '../../../bff/store/memory.ts'

function create() {
  let time = 1_000_000
  return {
    store: createMemoryStore(() => time),
    now: () => time,
    advance: (seconds: number) => {
      time += seconds
    },
  }
}

test('a value is there until its time is over', async () => {
  const { store, advance } = create()
  expect(await store.get('k')).toBeUndefined()
  await store.put('k', 'one', 10)
  advance(9)
  expect(await store.get('k')).toBe('one')
  await store.put('k', 'two', 10)
  advance(9)
  expect(await store.get('k')).toBe('two')
  advance(1)
  expect(await store.get('k')).toBeUndefined()
})

test('a claim is for the first who asks, until its time is over', async () => {
  const { store, advance } = create()
  const claims = await Promise.all(Array.from({ length: 10 }, () => store.claim('k', 600)))
  expect(claims).toEqual([true, ...Array.from({ length: 9 }, () => false)])
  expect(await store.claim('other', 600)).toBe(true)
  advance(599)
  expect(await store.claim('k', 600)).toBe(false)
  advance(1)
  expect(await store.claim('k', 600)).toBe(true)
})

test('a lease has one holder at a time, and each has a higher fence', async () => {
  const { store } = create()
  const first = await store.lease('k')
  expect(await store.lease('k')).toBeUndefined()
  expect(await store.lease('other')).toBeDefined()
  await first?.release()
  const second = await store.lease('k')
  expect(second?.fence).toBeGreaterThan(first?.fence ?? Number.NaN)
})

test('a value of a higher fence is not written over by one of a lower', async () => {
  const { store, advance } = create()
  await store.put('k', 'newer', 60, 2)
  await store.put('k', 'older', 60, 1)
  await store.put('k', 'oldest', 60)
  expect(await store.get('k')).toBe('newer')
  await store.put('k', 'same holder', 60, 2)
  expect(await store.get('k')).toBe('same holder')
  advance(60)
  await store.put('k', 'later', 60, 1)
  expect(await store.get('k')).toBe('later')
})

test('what has ended is over until the time given, each kind for itself', async () => {
  const { store, now, advance } = create()
  await store.end('session', 'a', now() + 60)
  expect(store.isEnded('session', 'a')).toBe(true)
  expect(store.isEnded('session', 'b')).toBe(false)
  expect(store.isEnded('sid', 'a')).toBe(false)
  advance(59)
  expect(store.isEnded('session', 'a')).toBe(true)
  advance(1)
  expect(store.isEnded('session', 'a')).toBe(false)
})

test('ending again prolongs it', async () => {
  const { store, now, advance } = create()
  await store.end('session', 'a', now() + 60)
  await store.end('session', 'a', now() + 120)
  advance(100)
  expect(store.isEnded('session', 'a')).toBe(true)
})

test('it holds a bounded number of values, and the oldest go first', async () => {
  const { store } = create()
  for (let index = 0; index < 20_001; index += 1) await store.put(`k${index}`, 'x', 600)
  expect(await store.get('k0')).toBeUndefined()
  expect(await store.get('k1')).toBe('x')
  expect(await store.get('k20000')).toBe('x')
})

test('claims, which anybody can make, push no value out, and are bounded themselves', async () => {
  const { store } = create()
  await store.put('mine', 'x', 600)
  for (let index = 0; index < 100_001; index += 1) await store.claim(`c${index}`, 600)
  expect(await store.get('mine')).toBe('x')
  expect(await store.claim('c1', 600)).toBe(false)
  expect(await store.claim('c100000', 600)).toBe(false)
  expect(await store.claim('c0', 600)).toBe(true)
})

test('one kind of end does not push another kind out', async () => {
  const { store, now } = create()
  await store.end('session', 'mine', now() + 60)
  for (let index = 0; index < 200_001; index += 1) await store.end('sid', `s${index}`, now() + 60)
  expect(store.isEnded('session', 'mine')).toBe(true)
  expect(store.isEnded('sid', 's0')).toBe(false)
  expect(store.isEnded('sid', 's200000')).toBe(true)
})

test('a store of this process is never degraded', () => {
  expect(create().store.status()).toBe('ok')
})
