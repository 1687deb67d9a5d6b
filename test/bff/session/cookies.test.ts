import { expect, test } from 'vitest'

import {
  cookieNamesWith,
  deleteCookie,
  readCookie,
  serializeCookie,
} from '../../../bff/session/cookies.ts'

test.each<[header: string | undefined, value: string | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['a=1', '1'],
  ['b=2; a=1', '1'],
  ['b=2;a=1', '1'],
  ['b=2;   a=1  ; c=3', '1'],
  ['a=', ''],
  ['a', undefined],
  ['aa=1; ba=2; a.=3', undefined],
  ['b=a=1', undefined],
  ['a=Fe26.2*1*x==~2', 'Fe26.2*1*x==~2'],
  ['a=first; a=second', 'first'],
  ['A=1', undefined],
  [';;; a=1', '1'],
])('in “%s” the cookie a is %j', (header, value) => {
  expect(readCookie(header, 'a')).toBe(value)
})

test('names are found by their beginning, in order', () => {
  expect(cookieNamesWith(undefined, 'x-')).toEqual([])
  expect(cookieNamesWith('x-2=a; y=x-3; x-1=b;x-4', 'x-')).toEqual(['x-2', 'x-1', 'x-4'])
})

test('a cookie is deleted with the attributes that it was set with', () => {
  for (const placement of ['top', 'framed'] as const) {
    const set = serializeCookie('n', 'value', 600.9, placement)
    expect(set).toContain('; Max-Age=600;')
    expect(deleteCookie('n', placement)).toBe(
      set.replace('n=value', 'n=').replace('Max-Age=600', 'Max-Age=0'),
    )
  }
  expect(serializeCookie('n', 'v', -5)).toContain('Max-Age=0')
  expect(serializeCookie('n', 'v', 1, 'framed')).toMatch(/SameSite=None; Partitioned$/)
  expect(serializeCookie('n', 'v', 1)).toMatch(/SameSite=Strict$/)
})
