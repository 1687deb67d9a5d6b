import { randomBytes } from 'node:crypto'

import { expect, test } from 'vitest'

import { createSuccessors } from '../../../bff/refresh/successors.ts'
import { createMemoryStore } from '../../../bff/store/memory.ts'

function create() {
  let time = 1_000_000
  const written = new Map<string, string>()
  const memory = createMemoryStore(() => time)
  const store: typeof memory = {
    ...memory,
    async put(key, value, ttlSeconds, fence) {
      written.set(key, value)
      await memory.put(key, value, ttlSeconds, fence)
    },
  }
  return {
    successors: createSuccessors(store, 600),
    memory,
    written,
    advance: (seconds: number) => {
      time += seconds
    },
  }
}

const token = () => randomBytes(32).toString('hex')
const next = { kind: 'next', cookie: 'Fe26.2*1*the-sealed-session' } as const

test.each([
  next,
  { kind: 'unverified', body: '{"access_token":"x"}', receivedAt: 1_000_000, fence: 1 } as const,
  { kind: 'dead' } as const,
])('what became of a token is found under it: %j', async (record) => {
  const { successors } = create()
  const spent = token()
  await successors.put('session', spent, record)
  expect(await successors.get('session', spent)).toEqual(record)
})

test('another token, or the token under another session, finds nothing', async () => {
  const { successors } = create()
  const spent = token()
  await successors.put('session', spent, next)
  expect(await successors.get('session', token())).toBeUndefined()
  expect(await successors.get('session', `${spent}0`)).toBeUndefined()
  expect(await successors.get('another', spent)).toBeUndefined()
})

test('whoever has the store has nothing: neither token nor successor can be read there', async () => {
  const { successors, written } = create()
  const spent = token()
  await successors.put('session', spent, next)
  const [[key = '', value = ''] = []] = written
  for (const text of [key, value, Buffer.from(value, 'base64url').toString('latin1')]) {
    expect(text).not.toContain(spent.slice(0, 16))
    expect(text).not.toContain('sealed-session')
  }
})

test('a record put under another token’s name, or altered, opens to nobody', async () => {
  const { successors, memory, written } = create()
  const [mine, theirs] = [token(), token()]
  await successors.put('session', mine, next)
  await successors.put('session', theirs, { kind: 'next', cookie: 'Fe26.2*1*another' })
  const [[myKey = '', myValue = ''] = [], [, theirValue = ''] = []] = written
  await memory.put(myKey, theirValue, 600)
  expect(await successors.get('session', mine)).toBeUndefined()
  const altered = Buffer.from(myValue, 'base64url')
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
  await memory.put(myKey, altered.toString('base64url'), 600)
  expect(await successors.get('session', mine)).toBeUndefined()
  await memory.put(myKey, 'x', 600)
  expect(await successors.get('session', mine)).toBeUndefined()
})

test('a record is forgotten after the time that was set', async () => {
  const { successors, advance } = create()
  const spent = token()
  await successors.put('session', spent, next)
  advance(599)
  expect(await successors.get('session', spent)).toEqual(next)
  advance(1)
  expect(await successors.get('session', spent)).toBeUndefined()
})
