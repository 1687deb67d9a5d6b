import { describe, expect, test } from 'vitest'

import { operations } from '#shared/operations.ts'
import type { Operation } from '#shared/operations.ts'

import { createMatcher, matchOperation } from '../../../bff/upstream/match.ts'
import { id } from './support.ts'

const provider = `/api/subscriptions/api/providers/${id}`

describe('what is listed', () => {
  test('every operation is found by its own method and path, and goes to that path', () => {
    for (const operation of operations) {
      const path = operation.path.replaceAll(/\{\w+\}/g, id)
      expect(matchOperation(operation.method, `/api${path}`)).toEqual({
        kind: 'match',
        operation,
        path,
        search: '',
      })
    }
  })

  test('a literal segment wins over a part', () => {
    const match = matchOperation('POST', '/api/v1/payments/cancel')
    expect(match).toMatchObject({ operation: { id: 'payments.cancel_by_key' } })
  })

  test('a GUID is taken in either case and passed on as it was written', () => {
    const path = `/v1/payments/${id.toUpperCase()}`
    expect(matchOperation('GET', `/api${path}`)).toMatchObject({ kind: 'match', path })
  })
})

describe('methods', () => {
  test.each(['PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'get', ''])(
    '%s on a path that takes others is refused with the methods it takes',
    (method) => {
      expect(matchOperation(method, '/api/v1/payments')).toEqual({
        kind: 'method_not_allowed',
        allow: ['GET', 'POST'],
      })
    },
  )

  test('an unlisted path is unknown whatever the method', () => {
    expect(matchOperation('PUT', '/api/v1/nothing')).toEqual({ kind: 'unknown_operation' })
  })
})

const tricks = [
  '',
  '*',
  '/',
  '/api',
  '/api/',
  '/api?x=1',
  '/apiv1/payments',
  '/API/v1/payments',
  '/v1/payments',
  'api/v1/payments',
  'http://evil.example/api/v1/payments',
  'https://api.mobilepay.dk/v1/payments',
  '//evil.example/api/v1/payments',
  '/\\evil.example/api/v1/payments',
  '/api//v1/payments',
  '/api/v1//payments',
  '/api/v1',
  '/api/subscriptions/api',
  '/api/v1/payments/',
  '/api/v1/payments//',
  '/api/v1/payments;a=b',
  '/api/v1;a=b/payments',
  '/api/v1/payments.json',
  '/api/v1/payments%20',
  '/api/v1/payments%2f',
  '/api/v1/payments%00',
  '/api/v1/payments%0d%0aX:%201',
  '/api/v1/payments\r\nX: 1',
  '/api/v1/payments\t',
  '/api/v1/payments\0',
  '/api/v1/payments#',
  '/api/v1/payments#/../webhooks',
  '/api/v1/%70ayments',
  '/api/v1/%2570ayments',
  '/api/%76%31/payments',
  '/%61pi/v1/payments',
  '/api/v1/PAYMENTS',
  '/api/V1/payments',
  '/api/./v1/payments',
  '/api/v1/./payments',
  '/api/v1/../v1/payments',
  '/api/../v1/payments',
  '/api/v1/payments/..',
  '/api/v1/payments/../webhooks',
  '/api/v1/payments/%2e%2e/webhooks',
  '/api/v1/payments/.%2e/webhooks',
  '/api/v1/payments/%252e%252e/webhooks',
  '/api/v1/payments/..%2fwebhooks',
  '/api/v1/payments/..%5cwebhooks',
  '/api/v1/payments/..;/webhooks',
  '/api/v1/payments\\..\\webhooks',
  '/api\\v1\\payments',
  '/api/@evil.example/v1/payments',
  '/api/v1@evil.example/payments',
  '/api/v1/payments/me',
  '/api/v1/payments/1',
  '/api/v1/payments/{paymentId}',
  `/api/v1/payments/${id}/`,
  `/api/v1/payments/${id}/refunds`,
  `/api/v1/payments/${id}%2fcapture`,
  `/api/v1/payments/${id}/../${id}/capture`,
  `/api/v1/payments/${id}.`,
  `/api/v1/payments/${id}%00`,
  `/api/v1/payments/${id};x`,
  `/api/v1/payments/${id}\n`,
  `/api/v1/payments/ ${id}`,
  `/api/v1/payments/${id}${id}`,
  `/api/v1/payments/{${id}}`,
  `/api/v1/payments/${id.replaceAll('-', '')}`,
  `/api/v1/payments/${id.slice(0, -1)}`,
  `/api/v1/payments/${id.slice(0, -1)}g`,
  `/api/v1/payments/${id.slice(0, -1)}%31`,
  `/api/v1/payments/${id.slice(0, -1)}\u0661`,
  `/api/v1/payments/${id}?x=1/capture`.replace('?', '%3f'),
  '/api/v1/payments/__proto__',
  '/api/__proto__',
  '/api/constructor',
  '/api/toString/call',
  '/api/v1/consumers/me',
  `/api/v1/integration-test/payments/${id}/reserve`,
  `/api/invoice-restapi/api/v1/consumers/me/invoices/${id}/pdf`,
  `/api/recurringpayments-restapi/api/agreements/v1/${id}`,
  '/api/merchant-authentication-openidconnect/connect/token',
  '/api/integrator-authentication/connect/token',
  '/api/pos/v10/payments',
]

describe('what is not listed', () => {
  test.each(tricks)('%j is unknown to every method', (target) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(matchOperation(method, target)).toEqual({ kind: 'unknown_operation' })
    }
  })

  test('there are at least 60 such tricks, all different', () => {
    expect(new Set(tricks).size).toBeGreaterThanOrEqual(60)
    expect(new Set(tricks).size).toBe(tricks.length)
  })
})

const search = (query: string, target = '/api/v1/payments') => {
  const match = matchOperation('GET', `${target}?${query}`)
  return match.kind === 'match' ? match.search : match.kind
}

describe('queries', () => {
  test.each([
    ['', ''],
    ['pageNumber=1', '?pageNumber=1'],
    ['pageNumber=1&pageSize=100', '?pageNumber=1&pageSize=100'],
    ['pageSize=100&pageNumber=1', '?pageSize=100&pageNumber=1'],
    ['pageNumber=', '?pageNumber='],
    ['pageNumber', '?pageNumber='],
    ['stateFilter=reserved&stateFilter=captured', '?stateFilter=reserved&stateFilter=captured'],
    ['startDate=2026-01-01T00:00:00+01:00', '?startDate=2026-01-01T00%3A00%3A00%2001%3A00'],
    ['startDate=2026-01-01T00%3A00%3A00%2B01%3A00', '?startDate=2026-01-01T00%3A00%3A00%2B01%3A00'],
    ['startDate=%32', '?startDate=2'],
    ['startDate=a=b', '?startDate=a%3Db'],
    ['startDate=a?b', '?startDate=a%3Fb'],
    ['startDate=%C3%A6%20%F0%9F%92%B3', '?startDate=%C3%A6%20%F0%9F%92%B3'],
    ['startDate=a%26pageSize%3D1', '?startDate=a%26pageSize%3D1'],
    ['startDate=%2523', '?startDate=%2523'],
    ['startDate=\\..\\', '?startDate=%5C..%5C'],
  ])('%j is built anew as %j', (query, built) => {
    expect(search(query)).toBe(built)
  })

  test.each([
    'pagenumber=1',
    'page=1',
    '%70ageNumber=1',
    'pageNumber%00=1',
    ' pageNumber=1',
    'pageNumber[]=1',
    'stateFilter[]=reserved',
    'pageNumber=1&pageNumber=2',
    'pageNumber=1&pageNumber',
    '&pageNumber=1',
    'pageNumber=1&',
    'pageNumber=1&&pageSize=2',
    '=1',
    '__proto__=1',
    'startDate=%',
    'startDate=%4',
    'startDate=%zz',
    'startDate=%ff',
    'startDate=%C0%AE',
    'startDate=%ED%A0%80',
    'startDate=%00',
    'startDate=a%0d%0aX:1',
    'startDate=%7f',
    'startDate=%C2%85',
    'startDate=\u00e6',
    'startDate=a b',
    'startDate=1#x',
    'access_token=x',
  ])('%j is refused', (query) => {
    expect(search(query)).toBe('invalid_request')
  })

  test('a semicolon separates nothing', () => {
    expect(search('pageNumber=1;pageSize=2')).toBe('?pageNumber=1%3BpageSize%3D2')
  })

  test('an operation without query names takes none', () => {
    expect(search('a=1', provider)).toBe('invalid_request')
    expect(search('', provider)).toBe('')
  })

  test('an address over 8 kB is refused before anything is looked at', () => {
    expect(search(`startDate=${'1'.repeat(8192)}`)).toBe('invalid_request')
    expect(matchOperation('GET', `/${'a'.repeat(9000)}`).kind).toBe('invalid_request')
    expect(search(`startDate=${'1'.repeat(8000)}`)).toHaveLength(8011)
  })
})

const base: Operation = {
  id: 'things.get',
  method: 'GET',
  path: '/things/{thing}/x',
  parts: { thing: 'opaque' },
  scope: 'webhooks',
  query: [],
  safeToRepeat: true,
  bodyLimit: 0,
}
const kind = (operation: Operation, part: string) =>
  createMatcher([operation])('GET', `/api/things/${part}/x`).kind

describe('part shapes', () => {
  test('an opaque id has unreserved characters without dots, at most 64', () => {
    for (const part of ['a', 'A_b-9', 'a'.repeat(64)]) expect(kind(base, part)).toBe('match')
    for (const part of ['', '.', '..', 'a.b', 'a%62', '~', 'a b', 'æ', 'a'.repeat(65)]) {
      expect(kind(base, part)).toBe('unknown_operation')
    }
  })

  test('digits are ASCII digits, at most 20', () => {
    const digits: Operation = { ...base, parts: { thing: 'digits' } }
    for (const part of ['0', '12', '1'.repeat(20)]) expect(kind(digits, part)).toBe('match')
    for (const part of ['', '-1', '1a', '٣', '1'.repeat(21)]) {
      expect(kind(digits, part)).toBe('unknown_operation')
    }
  })

  test('operations that clash are a mistake that shows at the start', () => {
    expect(() => createMatcher([base, base])).toThrow('two operations')
    expect(() => createMatcher([{ ...base, parts: {} }])).toThrow('no shape')
    expect(() =>
      createMatcher([base, { ...base, method: 'POST', parts: { thing: 'guid' } }]),
    ).toThrow('two shapes')
  })
})
