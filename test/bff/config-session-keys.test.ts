import { expect, test } from 'vitest'

import { problemsOf, readSettings } from '../support/settings.ts'

const key = (fill: number, length = 32) => Buffer.alloc(length, fill).toString('base64url')

test('the keys keep their ids and bytes, the sealing one first', () => {
  const { sessionKeys } = readSettings({ SESSION_KEYS: ` 12:${key(2, 48)} , 3:${key(1)}` })
  expect([...sessionKeys]).toEqual([
    [12, Buffer.alloc(48, 2)],
    [3, Buffer.alloc(32, 1)],
  ])
})

test.each([
  ['ascending ids', `1:${key(1)},2:${key(2)}`, 'strictly descending'],
  ['one id twice', `2:${key(1)},2:${key(2)}`, 'strictly descending'],
  ['a key of 31 bytes', `1:${key(1, 31)}`, 'fewer than 32 bytes'],
  ['an old key of 31 bytes', `2:${key(2)},1:${key(1, 31)}`, 'fewer than 32 bytes'],
  ['no id', key(1), 'must look like'],
  ['the id 0', `0:${key(1)}`, 'must look like'],
  ['an id with letters', `k1:${key(1)}`, 'must look like'],
  ['base64 instead of base64url', `1:${'+/'.repeat(24)}`, 'must look like'],
  ['a comma at the end', `1:${key(1)},`, 'must look like'],
  ['semicolons', `2:${key(2)};1:${key(1)}`, 'must look like'],
])('%s is refused', (_what, value, reason) => {
  expect(problemsOf({ SESSION_KEYS: value })).toEqual([
    expect.stringMatching(new RegExp(`^SESSION_KEYS .*${reason}`)),
  ])
})
