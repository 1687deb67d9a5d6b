import { describe, expect, it } from 'vitest'

import { apis, createApis, simulations } from './apis.ts'
import type { VerifiedToken } from './deps.ts'
import { aTuesday, merchantOf, openApis, scopes } from './harness.ts'

const anId = '7347ba06-95c5-4181-82e5-7c7a23609a0e'
const token = (members: { merchantId?: string; scopes: readonly string[] }): VerifiedToken => ({
  active: true,
  clientId: 'client',
  subject: 'subject',
  ...members,
})

const newcomer = merchantOf('new').id
const sandbox = openApis({
  tokens: {
    'no-merchant': token({ scopes }),
    stranger: token({ merchantId: anId, scopes }),
    ...Object.fromEntries(
      scopes.flatMap((scope) => [
        [`only-${scope}`, token({ merchantId: newcomer, scopes: [scope, 'openid'] })],
        [
          `without-${scope}`,
          token({ merchantId: newcomer, scopes: scopes.filter((other) => other !== scope) }),
        ],
      ]),
    ),
  },
})

const concrete = (path: string) => path.replaceAll(/:[a-z]+/gu, anId)

describe.each(apis)('$name', ({ scope, operations }) => {
  const targets = operations.map(({ method, path }) => ({ method, path: concrete(path) }))

  it.each([
    ['no Authorization header', {}],
    ['another scheme', { authorization: 'Basic c2hvcDpzaG9w' }],
    ['an unknown token', { authorization: 'Bearer nobody' }],
    ['a good token after the wrong scheme', { authorization: 'Token shop' }],
    ['a bearer scheme without a token', { authorization: 'Bearer ' }],
  ])('every operation answers %s with an empty 401', async (_, headers) => {
    for (const { method, path } of targets) {
      const response = await sandbox.app.request(path, { method, headers })
      expect([path, response.status, await response.text()]).toEqual([path, 401, ''])
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
    }
  })

  it.each([`without-${scope}`, 'no-merchant', 'stranger'])(
    'every operation answers a token "%s" with an empty 403',
    async (bearer) => {
      for (const { method, path } of targets) {
        const response = await sandbox.send(bearer, method, path)
        expect([path, response.status, await response.text()]).toEqual([path, 403, ''])
      }
    },
  )

  it('its own scope is enough', async () => {
    for (const { method, path } of targets.filter((target) => target.method === 'GET')) {
      const { status } = await sandbox.send(`only-${scope}`, method, path)
      // The one 403 left is about the merchant named in the path.
      const names = path.includes(`/merchants/${anId}/`)
      expect([path, status]).toEqual([path, expect.toBeOneOf(names ? [403] : [200, 400, 404, 501])])
    }
  })

  it('what is not built yet says 501 and nothing else', async () => {
    for (const { method, path, answer } of operations) {
      if (answer !== undefined) continue
      const response = await sandbox.send('new', method, concrete(path))
      expect([path, response.status, await response.text()]).toEqual([path, 501, ''])
    }
  })

  it('a known path with another method is 405 and names the right ones', async () => {
    for (const path of new Set(targets.map((target) => target.path))) {
      const played = simulations.map((simulation) => ({
        ...simulation,
        path: concrete(simulation.path),
      }))
      const methods = [...targets, ...played]
        .filter((target) => target.path === path)
        .map(({ method }) => method)
      if (methods.includes('PATCH')) continue
      const response = await sandbox.send('new', 'PATCH', path)
      expect([path, response.status]).toEqual([path, 405])
      expect(response.headers.get('allow')).toBe(methods.join(', '))
    }
  })
})

it.each([
  '/',
  '/v1',
  '/v1/payment',
  '/v2/payments',
  '/api/merchants/me',
  '/v3/reporting/transfers/',
  `/v3/reporting/transfers/${anId}/lines`,
])('%s is not there', async (path) => {
  const response = await sandbox.send('shop', 'GET', path)
  expect([response.status, await response.text()]).toEqual([404, ''])
})

it('an unknown path is not there without a token either', async () => {
  expect((await sandbox.app.request('/nothing')).status).toBe(404)
})

it("the scheme's case does not matter", async () => {
  const response = await sandbox.app.request('/v1/webhooks', {
    headers: { authorization: 'bearer new' },
  })
  expect(response.status).toBe(200)
})

it('a request without a token is refused even by a judge who lets everything pass', async () => {
  const app = createApis({
    verify: () => token({ merchantId: newcomer, scopes }),
    now: () => aTuesday,
    observe: () => {},
  })
  expect((await app.request('/v1/webhooks')).status).toBe(401)
  const headers = { authorization: 'Bearer anything' }
  expect((await app.request('/v1/webhooks', { headers })).status).toBe(200)
})

it('the tutorial hears of each call, and never of a token or a query', async () => {
  const { events, send, app } = openApis({
    tokens: { 's3cret-t0ken': token({ merchantId: newcomer, scopes: ['webhooks'] }) },
  })
  await send('s3cret-t0ken', 'GET', '/v1/webhooks?who=me')
  await send('s3cret-t0ken', 'GET', '/v1/payments')
  await send('s3cret-t0ken', 'GET', '/v1/nothing')
  await app.request('/v1/webhooks')
  expect(events.map(({ method, path, status }) => [method, path, status])).toEqual([
    ['GET', '/v1/webhooks', 200],
    ['GET', '/v1/payments', 403],
    ['GET', '/v1/nothing', 404],
    ['GET', '/v1/webhooks', 401],
  ])
  for (const { checked } of events) expect(checked).toMatch(/^[A-Z].+\.$/u)
  expect(JSON.stringify(events)).not.toContain('s3cret')
  expect(JSON.stringify(events)).not.toContain('who=me')
})
