import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { isLocalPath } from '../../../bff/routes/local-path.ts'
import { runs } from '../../support/property-runs.ts'
import { type Stack, startStack } from '../../support/stack.ts'

const publicUrl = 'https://connect.example.com'
const piece = fc.oneof(
  fc.constantFrom(
    '/',
    '//',
    '\\',
    '/\\',
    'evil.example',
    '@',
    ':',
    'https:',
    'javascript:',
    'data:',
    '?',
    '#',
    '.',
    '..',
    '%2f',
    '%5c',
    '%09',
    '\t',
    '\n',
    '\r',
    '\0',
    ' ',
    'payments',
    'auth',
    'api',
    'embed',
    '%61',
    'AUTH',
    '%2e',
    ';',
    '&',
    '=',
    '[',
    ']',
    'x',
    '\u2028',
    '\uff0f',
    '%00',
    'connect.example.com',
  ),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
)
const returnTo = fc
  .tuple(fc.constantFrom('/', '/', '/', ''), fc.array(piece, { maxLength: 7 }))
  .map(([start, pieces]) => start + pieces.join(''))

/** Where a browser ends up that is sent to `location` from `page`. */
function landing(location: string, page: string): URL | null {
  return URL.parse(location, page)
}

function decoded(path: string): string {
  return path.replaceAll(/%[2-7][\da-f]/gi, decodeURIComponent)
}

test('what is taken for a path of ours leads to a page of ours, however it is read', () => {
  let taken = 0
  fc.assert(
    fc.property(returnTo, (value) => {
      if (!isLocalPath(value, publicUrl)) return
      taken += 1
      const landed = landing(value, `${publicUrl}/auth/complete`)
      expect(landed?.origin).toBe(publicUrl)
      expect(landed?.username).toBe('')
      // Read a second time, decoded, as a Location of bytes, and from another page.
      for (const again of [
        landed?.href ?? '',
        (landed?.pathname ?? '') + (landed?.search ?? ''),
        Buffer.from(value).toString('latin1'),
      ]) {
        expect(landing(again, `${publicUrl}/a/b/c`)?.origin).toBe(publicUrl)
      }
      // Routes are compared decoded, and with their case.
      expect(decoded(landed?.pathname ?? '')).not.toMatch(/^\/(?:auth|api|embed)(?:\/|$)/)
    }),
    runs(20_000, 10),
  )
  expect(taken).toBeGreaterThan(500)
})

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.close())

test('a login takes it or refuses it in words, and never fails', async () => {
  await fc.assert(
    fc.asyncProperty(returnTo, async (value) => {
      const query = new URLSearchParams({ merchant_vat: 'DK12345678', return_to: value })
      const answer = await fetch(`${stack.bff.url}/auth/login?${query.toString()}`, {
        redirect: 'manual',
      })
      const refused = answer.status === 400
      const toPortal = answer.headers.get('location')?.startsWith(`${stack.sandbox.portalUrl}/`)
      expect(refused || (answer.status === 303 && toPortal)).toBe(true)
      expect(answer.headers.getSetCookie().length).toBe(refused ? 0 : 1)
    }),
    runs(150, 10),
  )
}, 120_000)

test('after the login the browser is on a page of ours', async () => {
  await fc.assert(
    fc.asyncProperty(returnTo, async (value) => {
      if (!isLocalPath(value, stack.bff.url)) return
      const answer = await stack.browser().connect({ returnTo: value })
      const landed = landing(answer.headers.get('location') ?? '', `${stack.bff.url}/auth/complete`)
      expect(landed?.origin).toBe(stack.bff.url)
    }),
    runs(12, 10),
  )
}, 280_000)
