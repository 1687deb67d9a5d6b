import { expect, test } from 'vitest'

import { isLocalPath } from '../../bff/routes/local-path.ts'

const publicUrl = 'https://connect.example.com'

test.each([
  '/',
  '/payments',
  '/payments/',
  '/payments?from=2026-01-01&to=2026-01-31#row-3',
  '/authentication',
  '/apis',
  '/embedded',
  '/connect?next=https://other.example',
  '/a//b',
  '/%C3%B8re',
  '/øre',
  '/:8080',
  '/@evil.example',
  `/${'a'.repeat(2047)}`,
])('%j is a place in the console', (value) => {
  expect(isLocalPath(value, publicUrl)).toBe(true)
})

test.each([
  '',
  'payments',
  './payments',
  '../payments',
  '?x=1',
  '#x',
  'https://connect.example.com/payments',
  'https://evil.example',
  'http:evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '\\/evil.example',
  '\\\\evil.example',
  '/payments\\..\\..',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r/evil.example',
  '\t//evil.example',
  ' //evil.example',
  ' /payments',
  '/\u0000',
  '/\u007F',
  '/\u0085/evil.example',
  '/payments\r\nSet-Cookie: x=1',
  '/auth',
  '/auth/logout',
  '/auth?x=1',
  '/auth#x',
  '/api/v1/payments',
  '/embed/acme',
  '/%61uth/login?merchant_vat=DK87654321',
  '/au%74h/logout',
  '/%61pi/v1/payments',
  '/%65mbed/acme',
  '/payments/../auth/logout',
  '/./auth/login',
  '/%2e%2e/auth/login',
  '/x/%2E%2e/api/v1/payments',
  '/.//evil.example',
  '/x/..//evil.example',
  '/%2e//evil.example',
  '/.//evil.example/%2e%2e/%2e%2e/../auth/logout',
  `/${'a'.repeat(2048)}`,
])('%j is not', (value) => {
  expect(isLocalPath(value, publicUrl)).toBe(false)
})
