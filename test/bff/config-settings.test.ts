import { expect, test } from 'vitest'

import type { Config } from '../../bff/config.ts'
import { problemsOf, readSettings } from '../support/settings.ts'

const custom = {
  MOBILEPAY_ENVIRONMENT: undefined,
  MOBILEPAY_DISCOVERY_URL: 'https://login.example/.well-known/openid-configuration',
  MOBILEPAY_ISSUER: 'https://login.example/',
  MOBILEPAY_API_URL: 'https://api.example/',
}

test.each<[name: string, value: string, member: keyof Config, read: unknown]>([
  ['PUBLIC_URL', 'https://pay.example:8443', 'publicUrl', 'https://pay.example:8443'],
  ['PUBLIC_URL', 'https://pay.example/', 'publicUrl', 'https://pay.example'],
  ['PUBLIC_URL', 'HTTPS://Pay.Example:443', 'publicUrl', 'https://pay.example'],
  ['PUBLIC_URL', 'http://localhost:5173', 'publicUrl', 'http://localhost:5173'],
  ['PUBLIC_URL', 'http://127.0.0.1:3000', 'publicUrl', 'http://127.0.0.1:3000'],
  ['PUBLIC_URL', 'http://127.8.9.10', 'publicUrl', 'http://127.8.9.10'],
  ['PUBLIC_URL', 'http://[::1]:3000', 'publicUrl', 'http://[::1]:3000'],
  ['HOST', '0.0.0.0', 'host', '0.0.0.0'],
  ['PORT', '0', 'port', 0],
  ['PORT', '65535', 'port', 65_535],
  ['MOBILEPAY_SCOPES', 'webhooks  subscriptions', 'scopes', ['subscriptions', 'webhooks']],
  ['MOBILEPAY_RESPONSE_MODE', 'fragment', 'responseMode', 'fragment'],
  ['MOBILEPAY_CLIENT_SECRET', ' padded ', 'clientSecret', 'padded'],
  ['SESSION_IDLE_SECONDS', '60', 'sessionIdleSeconds', 60],
  ['SESSION_MAX_SECONDS', '34128000', 'sessionMaxSeconds', 34_128_000],
  ['EMBED_COOKIELESS', 'off', 'embedCookieless', 'off'],
  ['REDIS_URL', 'rediss://cache.example:6380/1', 'redisUrl', 'rediss://cache.example:6380/1'],
  ['REFRESH_SUCCESSOR_SECONDS', '86400', 'refreshSuccessorSeconds', 86_400],
  ['AUTH_RATE_PER_MINUTE', '5', 'authRatePerMinute', 5],
  ['UPSTREAM_TIMEOUT_SECONDS', '60', 'upstreamTimeoutSeconds', 60],
  ['PROVIDER_TIMEOUT_SECONDS', '1', 'providerTimeoutSeconds', 1],
  [
    'TRUST_PROXY',
    '10.0.0.1, 10.1.0.0/16 fd00::/8',
    'trustedProxies',
    ['10.0.0.1', '10.1.0.0/16', 'fd00::/8'],
  ],
  ['LOG_LEVEL', 'warn', 'logLevel', 'warn'],
  ['METRICS_PORT', '9464', 'metricsPort', 9464],
])('%s takes %j', (name, value, member, read) => {
  expect(readSettings({ [name]: value })[member]).toEqual(read)
})

test('what is left out has its documented default', () => {
  expect(readSettings()).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    responseMode: 'form_post',
    scopes: ['subscriptions', 'invoice', 'merchantpayments', 'transactionreporting', 'webhooks'],
    sessionIdleSeconds: 30 * 86_400,
    sessionMaxSeconds: 395 * 86_400,
    embedCookieless: 'auto',
    redisUrl: null,
    refreshSuccessorSeconds: 600,
    authRatePerMinute: 60,
    upstreamTimeoutSeconds: 30,
    providerTimeoutSeconds: 10,
    trustedProxies: [],
    logLevel: 'info',
    metricsPort: null,
  })
})

test.each<[name: string, value: string | undefined]>([
  ['PUBLIC_URL', undefined],
  ['PUBLIC_URL', '  '],
  ['PUBLIC_URL', 'connect.example.com'],
  ['PUBLIC_URL', 'ftp://connect.example.com'],
  ['PUBLIC_URL', 'http://connect.example.com'],
  ['PUBLIC_URL', 'http://localhost.example.com'],
  ['PUBLIC_URL', 'http://128.0.0.1'],
  ['PUBLIC_URL', 'https://*.example.com'],
  ['PUBLIC_URL', 'https://connect.example.com/console'],
  ['PUBLIC_URL', 'https://connect.example.com?x=1'],
  ['PUBLIC_URL', 'https://connect.example.com/#top'],
  ['PUBLIC_URL', 'https://me@connect.example.com'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '3000.5'],
  ['PORT', '0x10'],
  ['PORT', 'http'],
  ['MOBILEPAY_DISCOVERY_URL', 'http://admin.mobilepay.dk/x'],
  ['MOBILEPAY_ISSUER', 'mobilepay'],
  ['MOBILEPAY_API_URL', 'https://me:pw@api.mobilepay.dk'],
  ['MOBILEPAY_CLIENT_ID', undefined],
  ['MOBILEPAY_CLIENT_SECRET', undefined],
  ['MOBILEPAY_CLIENT_SECRET', ''],
  ['MOBILEPAY_SCOPES', 'subscriptions payments'],
  ['MOBILEPAY_SCOPES', 'openid'],
  ['MOBILEPAY_RESPONSE_MODE', 'query'],
  ['SESSION_KEYS', undefined],
  ['SESSION_IDLE_SECONDS', '59'],
  ['SESSION_MAX_SECONDS', '34128001'],
  ['EMBED_CLIENTS', '{'],
  ['EMBED_COOKIELESS', 'on'],
  ['REDIS_URL', 'http://cache.example'],
  ['REDIS_URL', 'cache'],
  ['REFRESH_SUCCESSOR_SECONDS', '0'],
  ['AUTH_RATE_PER_MINUTE', '0'],
  ['UPSTREAM_TIMEOUT_SECONDS', '0'],
  ['PROVIDER_TIMEOUT_SECONDS', '1e1'],
  ['TRUST_PROXY', 'proxy.internal'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '10.0.0.0/'],
  ['LOG_LEVEL', 'verbose'],
  ['METRICS_PORT', '0'],
])('%s refuses %j and is named', (name, value) => {
  const problems = problemsOf({ [name]: value })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(new RegExp(`^${name} `))
})

test('no problem repeats a secret', () => {
  const secret = 'U2VjcmV0LXRoYXQtaXMtdG9vLXNob3J0'
  const problems = problemsOf({ SESSION_KEYS: `1:${secret.slice(0, 20)}`, PORT: 'x' })
  expect(problems).toHaveLength(2)
  expect(problems.join('\n')).not.toContain(secret.slice(0, 20))
})

test('logins are not counted where the console is this machine’s own', () => {
  expect(readSettings({ PUBLIC_URL: 'http://localhost:3000' }).authRatePerMinute).toBeNull()
  const problems = problemsOf({ PUBLIC_URL: 'http://localhost:3000', AUTH_RATE_PER_MINUTE: 'x' })
  expect(problems).toEqual([expect.stringMatching(/^AUTH_RATE_PER_MINUTE /)])
})

test('an issuer is taken letter by letter, because that is how it is compared', () => {
  expect(readSettings(custom)).toMatchObject({
    environment: 'custom',
    discoveryUrl: custom.MOBILEPAY_DISCOVERY_URL,
    issuer: custom.MOBILEPAY_ISSUER,
    apiUrl: 'https://api.example',
  })
})
