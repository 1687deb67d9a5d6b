import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { type Config, ConfigError, readConfig } from '../../../bff/config.ts'
import { createDeps } from '../../../bff/deps.ts'
import { createLog } from '../../../bff/log.ts'
import { spawnBff } from '../../support/bff-process.ts'
import { runs } from '../../support/property-runs.ts'
import { productionSettings, type Settings } from '../../support/settings.ts'

const secret = 'a-secret-that-nobody-may-read-anywhere'
const key = Buffer.alloc(32, 7).toString('base64url')
const noise = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.json(),
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1e3',
    '99999999999',
    'true',
    'null',
    '[]',
    '{}',
    '{"a":',
    '*',
  ),
)
const address = fc.oneof(
  noise,
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'http://localhost:3000',
    'http://127.0.0.1:1',
    'http://[::1]:3000',
    'https://x',
    'https://x/',
    'https://u:p@x',
    'https://:p@x',
    'http://evil.example',
    'ftp://x',
    'https://x:0',
    'https://x:99999',
    'https://[::',
    'https://xn--',
    'https://x/a?b',
    'https://*.example.com',
    'file:///etc/passwd',
  ),
)
const origins = fc.array(address, { maxLength: 2 })
const every = fc.record({
  PUBLIC_URL: address,
  HOST: noise,
  PORT: noise,
  MOBILEPAY_ENVIRONMENT: fc.oneof(
    noise,
    fc.constantFrom('sandbox-dk', 'sandbox-fi', 'production-fi'),
  ),
  MOBILEPAY_DISCOVERY_URL: address,
  MOBILEPAY_ISSUER: address,
  MOBILEPAY_API_URL: address,
  MOBILEPAY_CLIENT_ID: noise,
  MOBILEPAY_CLIENT_SECRET: fc.constantFrom(secret, ''),
  MOBILEPAY_SCOPES: fc.oneof(
    noise,
    fc.constantFrom('invoice', 'invoice openid', 'invoice invoice'),
  ),
  MOBILEPAY_RESPONSE_MODE: fc.oneof(noise, fc.constantFrom('fragment', 'query')),
  SESSION_KEYS: fc.oneof(
    noise,
    fc.constantFrom(
      `1:${key}`,
      `2:${key},1:${key}`,
      `1:${key},2:${key}`,
      `1:${key.slice(9)}`,
      `0:${key}`,
      `1:${key},`,
    ),
  ),
  SESSION_IDLE_SECONDS: noise,
  SESSION_MAX_SECONDS: noise,
  EMBED_CLIENTS: fc.oneof(
    noise,
    fc
      .record({
        acme: fc.oneof(
          fc.anything(),
          fc.record(
            {
              name: fc.oneof(noise, fc.constant('A')),
              origins,
              vats: fc.anything(),
              scopes: fc.anything(),
            },
            { requiredKeys: ['name', 'origins'] },
          ),
        ),
      })
      .map((clients) => JSON.stringify(clients)),
    fc.constantFrom('/no/such/file', '/', '{"__proto__":{}}', '{"v1.js":{}}'),
  ),
  EMBED_COOKIELESS: noise,
  // Never a host that somebody else has.
  REDIS_URL: fc.constantFrom(
    '',
    'redis://',
    'http://127.0.0.1:1',
    'redis://127.0.0.1:99999',
    'redis://:%zz@127.0.0.1:1',
    'redis://127.0.0.1:1/x',
    'rediss://127.0.0.1:1',
    'redis:x',
  ),
  REFRESH_SUCCESSOR_SECONDS: noise,
  AUTH_RATE_PER_MINUTE: noise,
  UPSTREAM_TIMEOUT_SECONDS: noise,
  PROVIDER_TIMEOUT_SECONDS: noise,
  TRUST_PROXY: fc.oneof(
    noise,
    fc.constantFrom(
      '10.0.0.0/8',
      '10.0.0.0/33',
      '::/129',
      '::1/',
      '1.2.3',
      '1.2.3.4/1e1',
      '1.2.3.4/-1',
      '::ffff:1.2.3.4',
    ),
  ),
  LOG_LEVEL: noise,
  METRICS_PORT: noise,
  OTEL_EXPORTER_OTLP_ENDPOINT: address,
  OTEL_TRACES_SAMPLER_ARG: noise,
})

/** Production's settings with one to three of them replaced, so that some can be used. */
const settings = every.chain((all) =>
  fc
    .subarray(Object.entries(all), { minLength: 1, maxLength: 3 })
    .map((replaced): Settings => ({ ...productionSettings, ...Object.fromEntries(replaced) })),
)

function readFile(path: string): string {
  throw new Error(`ENOENT: no such file or directory, open '${path}'`)
}

/** What is wrong with the settings, or the configuration they make. */
function read(env: Settings): Config | readonly string[] {
  try {
    return readConfig(env, readFile)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('whatever the settings hold, they are a configuration or problems in words', async () => {
  let used = 0
  await fc.assert(
    fc.asyncProperty(settings, async (env) => {
      const outcome = read(env)
      if (!('publicUrl' in outcome)) {
        expectSentences(outcome)
        return
      }
      used += 1
      expectSafe(outcome)
      // And what was accepted can be worked with.
      const deps = await createDeps(outcome, createLog('silent'))
      deps.upstream.close()
      await deps.store.close()
    }),
    runs(1500, 10),
  )
  expect(used).toBeGreaterThan(20)
}, 280_000)

/** Each begins with the setting's name, and repeats no secret and no place in our code. */
function expectSentences(problems: readonly string[]): void {
  expect(problems.length).toBeGreaterThan(0)
  expect(problems.filter((problem) => !/^[A-Z][A-Z_]+ \S/.test(problem))).toEqual([])
  expect(problems.join('\n')).not.toMatch(/\n\s+at |a-secret-that|undefined|\[object/)
  expect(problems.join('\n')).not.toContain(key)
}

/** What every accepted configuration must promise, looked at with other eyes than the reader's. */
function expectSafe(config: Config): void {
  for (const url of [config.publicUrl, config.discoveryUrl, config.issuer, config.apiUrl]) {
    const { protocol, hostname, username, password } = new URL(url)
    const local =
      ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.startsWith('127.')
    expect([url, protocol === 'https:' || (protocol === 'http:' && local)]).toEqual([url, true])
    expect([url, username, password]).toEqual([url, '', ''])
  }
  expect(new URL(config.publicUrl).origin).toBe(config.publicUrl)
  expect(config.sessionKeys.size).toBeGreaterThan(0)
  for (const bytes of config.sessionKeys.values()) expect(bytes.length).toBeGreaterThanOrEqual(32)
  for (const { origins: allowed } of config.embedClients.values()) {
    expect(allowed.filter((origin) => new URL(origin).origin !== origin)).toEqual([])
    expect(allowed.join()).not.toMatch(/[*; ']/)
  }
  expect(config.clientSecret).not.toBe('')
}

test('a process that cannot use them ends with 78 and sentences, never with a stack', async () => {
  await fc.assert(
    fc.asyncProperty(settings, async (env) => {
      const given = Object.entries(env)
      // An environment holds no NUL, and no setting that is undefined.
      const clean = Object.fromEntries(
        given.map(([name, value]) => [name, value?.replaceAll('\0', '') ?? '']),
      )
      fc.pre(!('publicUrl' in read(clean)))
      const { code, output } = await spawnBff(clean).ended
      expect([code, output]).toEqual([78, output])
      expect(output).toContain('The settings cannot be used')
      expect(output).not.toMatch(/\n\s+at |node:internal|Error:|a-secret-that/)
    }),
    runs(6, 5),
  )
}, 280_000)
