import { expect, test } from 'vitest'

import { createMemo } from '../../../bff/session/memo.ts'

function createClock() {
  let time = 1000
  return {
    now: () => time,
    advance: (seconds: number) => {
      time += seconds
    },
  }
}

const limits = { entries: 3, bytes: 1000, seconds: 60 }

test('whoever asks while a value loads gets the same one', async () => {
  const memo = createMemo<string>(limits, createClock().now)
  let loads = 0
  const load = async () => {
    loads += 1
    await Promise.resolve()
    return 'value'
  }
  const first = memo.load('k', 1, load, () => true)
  const shared = memo.get('k')
  expect(shared).toBeInstanceOf(Promise)
  expect(await shared).toBe('value')
  expect(await first).toBe('value')
  expect(memo.get('k')).toBe('value')
  expect(loads).toBe(1)
})

test('what is not worth keeping, or failed to load, is not kept', async () => {
  const memo = createMemo<string>(limits, createClock().now)
  await memo.load(
    'k',
    1,
    async () => 'bad',
    () => false,
  )
  expect(memo.get('k')).toBeUndefined()
  const failing = memo.load(
    'k',
    1,
    () => Promise.reject(new Error('down')),
    () => true,
  )
  await expect(failing).rejects.toThrow('down')
  expect(memo.get('k')).toBeUndefined()
})

test('an entry is forgotten when its time is over', () => {
  const clock = createClock()
  const memo = createMemo<string>(limits, clock.now)
  memo.set('k', 1, 'value')
  clock.advance(59)
  expect(memo.get('k')).toBe('value')
  clock.advance(1)
  expect(memo.get('k')).toBeUndefined()
})

test('the least recently used entry goes when there are too many', () => {
  const memo = createMemo<number>(limits, createClock().now)
  for (const [index, key] of ['a', 'b', 'c'].entries()) memo.set(key, 1, index)
  expect(memo.get('a')).toBe(0)
  memo.set('d', 1, 3)
  expect(['a', 'b', 'c', 'd'].map((key) => memo.get(key))).toEqual([0, undefined, 2, 3])
})

test('the same where they are too large together, and replacing one frees its place', () => {
  const memo = createMemo<number>(limits, createClock().now)
  memo.set('a', 400, 1)
  memo.set('b', 400, 2)
  memo.set('b', 500, 3)
  expect(memo.get('a')).toBe(1)
  memo.set('c', 600, 4)
  expect(memo.get('b')).toBeUndefined()
  expect(memo.get('a')).toBe(1)
  memo.set('d', 5000, 5)
  expect(['a', 'c', 'd'].map((key) => memo.get(key))).toEqual([undefined, undefined, undefined])
})

test('a value set while another loads stays', async () => {
  const memo = createMemo<string>(limits, createClock().now)
  const slow = Promise.withResolvers<string>()
  const loading = memo.load(
    'k',
    1,
    () => slow.promise,
    () => true,
  )
  memo.set('k', 1, 'newer')
  slow.resolve('older')
  expect(await loading).toBe('older')
  expect(memo.get('k')).toBe('newer')
})
