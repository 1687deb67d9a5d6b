import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { type Match, matchOperation } from '../../../bff/upstream/match.ts'
import { runs } from '../../support/property-runs.ts'
import { isListed, operationAt, target } from './targets.ts'

/** As any server on the way would read it: the same host, the same path, listed names only. */
function expectHarmless(match: Match & { readonly kind: 'match' }, path: string): void {
  const url = new URL(match.path + match.search, 'https://gateway.example')
  expect(url.origin).toBe('https://gateway.example')
  expect(url.pathname).toBe(path)
  expect(decodeURIComponent(url.pathname)).toBe(path)
  expect(
    [...url.searchParams.keys()].filter((name) => !match.operation.query.includes(name)),
  ).toEqual([])
  expect(url.hash).toBe('')
}

/** What the list alone says about an address; of its query, whether there is one. */
function expectedKinds(method: string, raw: string, path: string): readonly string[] {
  if (raw.length > 8192) return ['invalid_request']
  if (!isListed(path)) return ['unknown_operation']
  const operation = operationAt(method, path)
  if (operation === undefined) return ['method_not_allowed']
  return raw.includes('?') ? [operation.id, 'invalid_request'] : [operation.id]
}

test('an address is matched exactly where the list says so, and goes where it says', () => {
  let matched = 0
  fc.assert(
    fc.property(target, ({ method, raw }) => {
      const match = matchOperation(method, raw)
      const [pathname = ''] = raw.split('?', 1)
      const path = pathname.startsWith('/api/') ? pathname.slice('/api'.length) : ''
      const kind = match.kind === 'match' ? match.operation.id : match.kind
      expect(expectedKinds(method, raw, path)).toContain(kind)
      if (match.kind !== 'match') return
      matched += 1
      expectHarmless(match, path)
    }),
    runs(5000, 10),
  )
  // Else nothing was said about matches at all.
  expect(matched).toBeGreaterThan(50)
})
