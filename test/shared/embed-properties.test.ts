import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import {
  embedVersion,
  isConsolePath,
  readFrameMessage,
  readOptions,
  readPortalMessage,
} from '#shared/embed.ts'

import { runs } from '../support/property-runs.ts'

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
})
const word = fc.constantFrom(
  'options',
  'navigate',
  'refresh',
  'logout',
  'resize',
  'session',
  'error',
  'scrollTo',
  'login',
  'init',
  'token',
  '__proto__',
  'constructor',
)
const path = fc.oneof(
  fc.constantFrom(
    '/payments',
    '//evil.example',
    '/\\evil',
    '/\t/evil',
    'javascript:alert(1)',
    '/a?b#c',
    '',
    '/',
  ),
  fc.string().map((text) => `/${text}`),
)
/** Messages that are nearly right, which is what a hostile page would send. */
const message = fc.record(
  {
    v: fc.oneof({ weight: 9, arbitrary: fc.constant<unknown>(embedVersion) }, anything),
    type: fc.oneof({ weight: 9, arbitrary: word }, anything),
    options: fc.oneof(
      anything,
      fc.record(
        {
          theme: fc.constantFrom('dark', 'evil'),
          view: path,
          appearance: anything,
          vat: fc.constantFrom('DK12345678', 'DK1'),
        },
        { requiredKeys: [] },
      ),
    ),
    path: fc.oneof(path, anything),
    title: fc.oneof(fc.string(), anything),
    height: fc.oneof(fc.double(), anything),
    top: fc.oneof(fc.double(), anything),
    signedIn: fc.oneof(fc.boolean(), anything),
    merchant: fc.oneof(
      fc.record({ id: fc.oneof(fc.string(), fc.constant(null)), vat: fc.string() }),
      anything,
    ),
    code: fc.oneof(fc.string(), anything),
    message: fc.oneof(fc.string(), anything),
    state: fc.oneof(fc.constantFrom('started', 'waiting', 'done', 'failed'), anything),
  },
  { requiredKeys: ['v', 'type'] },
)
const fromPortal: Readonly<Record<string, readonly string[]>> = {
  options: ['type', 'options'],
  navigate: ['type', 'path'],
  refresh: ['type'],
  logout: ['type'],
}
const fromFrame: Readonly<Record<string, readonly string[]>> = {
  resize: ['type', 'height'],
  scrollTo: ['type', 'top'],
  session: ['type', 'signedIn', 'merchant'],
  navigate: ['type', 'path', 'title'],
  error: ['type', 'code', 'message'],
  login: ['type', 'state'],
}

/** What is left over: members that the protocol does not have for a message of that type. */
function surplus(read: object & { readonly type: string }, members: typeof fromPortal) {
  return Object.keys(read).filter((name) => members[read.type]?.includes(name) !== true)
}

test('from a portal only its own messages get through, with their own members', () => {
  let through = 0
  fc.assert(
    fc.property(fc.oneof({ weight: 5, arbitrary: message }, anything), (data) => {
      const read = readPortalMessage(data)
      if (read === undefined) return
      through += 1
      expect(surplus(read, fromPortal)).toEqual([])
      expect(readPortalMessage({ v: embedVersion, ...read })).toEqual(read)
      const leads = [
        read.type === 'navigate' ? read.path : '/',
        read.type === 'options' ? (read.options.view ?? '/') : '/',
      ]
      for (const lead of leads)
        expect(new URL(lead, 'https://our.example').origin).toBe('https://our.example')
    }),
    runs(3000, 10),
  )
  expect(through).toBeGreaterThan(100)
})

test('from the frame likewise', () => {
  let through = 0
  fc.assert(
    fc.property(fc.oneof({ weight: 5, arbitrary: message }, anything), (data) => {
      const read = readFrameMessage(data)
      if (read === undefined) return
      through += 1
      expect(surplus(read, fromFrame)).toEqual([])
      expect(readFrameMessage({ v: embedVersion, ...read })).toEqual(read)
      // A height that is not a number would be a style of somebody's making.
      const size = read.type === 'resize' ? read.height : read.type === 'scrollTo' ? read.top : 0
      expect(size >= 0 && size <= 100_000).toBe(true)
    }),
    runs(3000, 10),
  )
  expect(through).toBeGreaterThan(100)
})

test('options hold no text that could become a style or a script', () => {
  const value = fc.oneof(
    anything,
    fc.constantFrom('#ff0000', 'url(//evil)', 'red;}', 'expression(1)', 'Inter', 'a"b', 12),
  )
  const appearance = fc.dictionary(
    fc.constantFrom(
      'accent',
      'background',
      'surface',
      'text',
      'muted',
      'line',
      'danger',
      'radius',
      'fontSize',
      'fontFamily',
      'zIndex',
      '__proto__',
    ),
    value,
  )
  fc.assert(
    fc.property(
      fc.record({ appearance, locale: value, theme: value, view: value, vat: value }),
      (options) => {
        const read = readOptions(options)
        expect(readOptions(read)).toEqual(read)
        const values: readonly unknown[] = Object.values(read.appearance ?? {})
        expect(values.filter((text) => /[;{}()<>"\\:/@]/.test(String(text)))).toEqual([])
      },
    ),
    runs(2000, 10),
  )
})

test('a path of the console’s leads to the console from wherever it is resolved', () => {
  fc.assert(
    fc.property(fc.oneof(path, fc.string({ unit: 'binary' })), (text) => {
      if (!isConsolePath(text)) return
      expect(new URL(text, 'https://our.example/embed/x').origin).toBe('https://our.example')
    }),
    runs(5000, 10),
  )
})
