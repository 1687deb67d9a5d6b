import type { ConnectedSession } from '#shared/api.ts'
import { isProduct, type Product, products } from '#shared/scopes.ts'

import { type EmbedClient, readEmbedClients } from './config-embed.ts'
import {
  isLoopback,
  isRedisUrl,
  readSessionKeys,
  readTraceRatio,
  readTrustedProxies,
} from './config-values.ts'
import { logLevels, type LogLevel } from './log.ts'

type Environment = ConnectedSession['environment']

/** Everything the bff is told from outside. Read once, frozen, passed as an argument. */
export interface Config {
  /** Origin that the browser uses, without a trailing slash. */
  readonly publicUrl: string
  readonly host: string
  readonly port: number
  readonly environment: Environment
  /** Country prefixes of VAT numbers that this instance can connect (decision 3). */
  readonly vatPrefixes: readonly ('DK' | 'FI')[]
  readonly discoveryUrl: string
  /** The only issuer believed; never taken from the discovery document. */
  readonly issuer: string
  /** Gateway base of the APIs, without a trailing slash. */
  readonly apiUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: readonly Product[]
  readonly responseMode: 'form_post' | 'fragment'
  /** Key ids to raw keys; the highest id seals, all open. */
  readonly sessionKeys: ReadonlyMap<number, Uint8Array>
  readonly sessionIdleSeconds: number
  readonly sessionMaxSeconds: number
  readonly embedClients: ReadonlyMap<string, EmbedClient>
  readonly embedCookieless: 'auto' | 'off'
  readonly redisUrl: string | null
  readonly refreshSuccessorSeconds: number
  /** Login starts and completions per address and minute; null: no limit. */
  readonly authRatePerMinute: number | null
  readonly upstreamTimeoutSeconds: number
  readonly providerTimeoutSeconds: number
  /** Addresses and CIDRs whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[]
  readonly logLevel: LogLevel
  readonly metricsPort: number | null
  /** The part of all requests of which traces are sent, from 0 to 1; null: none. */
  readonly traceRatio: number | null
}

/** The settings cannot be used; `problems` names every one of them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const issuer = 'https://api.mobilepay.dk/merchant'

/** MobilePay docs: open-id/_authorize, _tokens: only the portal's host differs by country. */
const presets = {
  'production-dk': { portal: 'https://admin.mobilepay.dk', api: 'https://api.mobilepay.dk' },
  'production-fi': { portal: 'https://admin.mobilepay.fi', api: 'https://api.mobilepay.dk' },
  'sandbox-dk': {
    portal: 'https://sandprod-admin.mobilepay.dk',
    api: 'https://api.sandbox.mobilepay.dk',
  },
  'sandbox-fi': {
    portal: 'https://sandprod-admin.mobilepay.fi',
    api: 'https://api.sandbox.mobilepay.dk',
  },
} as const

const day = 24 * 60 * 60

/**
 * Reads the settings of `env`. Pure but for `readFile`, which is called only when `EMBED_CLIENTS`
 * is the path of a file.
 *
 * @throws ConfigError naming every missing, malformed or contradictory setting at once.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Config {
  const problems: string[] = []
  const text = (name: string) => env[name]?.trim() || undefined
  const required = (name: string, why = '') => {
    const value = text(name)
    if (value === undefined) problems.push(`${name} is missing${why}`)
    return value ?? ''
  }
  const checked = <T>(name: string, read: () => T, fallback: T): T => {
    try {
      return read()
    } catch (error) {
      problems.push(`${name} ${error instanceof Error ? error.message : String(error)}`)
      return fallback
    }
  }
  const number = (name: string, fallback: number, minimum: number, maximum: number) => {
    const value = text(name)
    if (value === undefined) return fallback
    const parsed = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN
    if (parsed >= minimum && parsed <= maximum) return parsed
    problems.push(`${name} must be a whole number from ${minimum} to ${maximum}`)
    return fallback
  }
  const choice = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = text(name)
    if (value === undefined) return fallback
    const found = values.find((candidate) => candidate === value)
    if (found === undefined) problems.push(`${name} must be one of ${values.join(', ')}`)
    return found ?? fallback
  }
  // The origin is returned as browsers write it, because `Origin` headers are compared with it.
  const url = (name: string, value: string, kind: 'origin' | 'url') => {
    if (value === '') return value
    const parsed = URL.parse(value)
    if (parsed === null || !/^https?:$/.test(parsed.protocol) || !isBare(parsed)) {
      problems.push(`${name} must be an https URL without user name and fragment`)
    } else if (parsed.protocol === 'http:' && !isLoopback(parsed.hostname)) {
      problems.push(`${name} may be http only for a loopback host`)
    } else if (!/^(?:[\w.-]+|\[[\da-f:]+\])$/.test(parsed.hostname)) {
      problems.push(`${name} must name one host, without wildcards`)
    } else if (kind === 'origin' && `${parsed.origin}/` !== parsed.href) {
      problems.push(`${name} must be an origin, without path or query`)
    }
    return kind === 'origin' && parsed !== null ? parsed.origin : value
  }

  const environment = choice(
    'MOBILEPAY_ENVIRONMENT',
    ['custom', 'production-dk', 'production-fi', 'sandbox-dk', 'sandbox-fi'] as const,
    'custom',
  )
  const preset = environment === 'custom' ? undefined : presets[environment]
  const endpoint = (name: string, kind: 'origin' | 'url', presetValue: string | undefined) =>
    url(
      name,
      text(name) ??
        presetValue ??
        required(name, ', because MOBILEPAY_ENVIRONMENT names no preset'),
      kind,
    )

  const publicUrl = url('PUBLIC_URL', required('PUBLIC_URL'), 'origin')
  const port = number('PORT', 3000, 0, 65_535)
  const metricsPort = text('METRICS_PORT') ? number('METRICS_PORT', 0, 1, 65_535) : null
  if (metricsPort !== null && metricsPort === port) problems.push('METRICS_PORT must not be PORT')

  const authRate = number('AUTH_RATE_PER_MINUTE', 60, 1, 100_000)
  const sessionIdleSeconds = number('SESSION_IDLE_SECONDS', 30 * day, 60, 395 * day)
  const sessionMaxSeconds = number('SESSION_MAX_SECONDS', 395 * day, 60, 395 * day)
  if (sessionIdleSeconds > sessionMaxSeconds) {
    problems.push('SESSION_IDLE_SECONDS must not be above SESSION_MAX_SECONDS')
  }

  const scopeNames = text('MOBILEPAY_SCOPES')?.split(/\s+/)
  const unknown = scopeNames?.filter((name) => !isProduct(name)) ?? []
  if (unknown.length > 0) {
    problems.push(`MOBILEPAY_SCOPES knows ${products.join(', ')}; not ${unknown.join(', ')}`)
  }
  const redisUrl = text('REDIS_URL') ?? null
  if (redisUrl !== null && !isRedisUrl(redisUrl)) {
    problems.push('REDIS_URL must look like redis://host:6379 or rediss://:password@host:6379/0')
  }

  const config: Config = {
    publicUrl,
    host: text('HOST') ?? '127.0.0.1',
    port,
    environment,
    vatPrefixes:
      environment === 'custom' ? ['DK', 'FI'] : environment.endsWith('dk') ? ['DK'] : ['FI'],
    discoveryUrl: endpoint(
      'MOBILEPAY_DISCOVERY_URL',
      'url',
      preset && `${preset.portal}/account/.well-known/openid-configuration`,
    ),
    issuer: endpoint('MOBILEPAY_ISSUER', 'url', preset && issuer),
    apiUrl: endpoint('MOBILEPAY_API_URL', 'url', preset?.api).replace(/\/$/, ''),
    clientId: required('MOBILEPAY_CLIENT_ID'),
    clientSecret: required('MOBILEPAY_CLIENT_SECRET'),
    scopes:
      scopeNames === undefined ? products : products.filter((name) => scopeNames.includes(name)),
    responseMode: choice(
      'MOBILEPAY_RESPONSE_MODE',
      ['form_post', 'fragment'] as const,
      'form_post',
    ),
    sessionKeys: checked(
      'SESSION_KEYS',
      () => readSessionKeys(text('SESSION_KEYS')),
      new Map<number, Uint8Array>(),
    ),
    sessionIdleSeconds,
    sessionMaxSeconds,
    embedClients: checked(
      'EMBED_CLIENTS',
      () => readEmbedClients(text('EMBED_CLIENTS'), readFile),
      new Map<string, EmbedClient>(),
    ),
    embedCookieless: choice('EMBED_COOKIELESS', ['auto', 'off'] as const, 'auto'),
    redisUrl,
    refreshSuccessorSeconds: number('REFRESH_SUCCESSOR_SECONDS', 600, 60, 7 * day),
    authRatePerMinute: isLoopback(URL.parse(publicUrl)?.hostname ?? '') ? null : authRate,
    upstreamTimeoutSeconds: number('UPSTREAM_TIMEOUT_SECONDS', 30, 1, 600),
    providerTimeoutSeconds: number('PROVIDER_TIMEOUT_SECONDS', 10, 1, 120),
    trustedProxies: checked('TRUST_PROXY', () => readTrustedProxies(text('TRUST_PROXY')), []),
    logLevel: choice('LOG_LEVEL', logLevels, 'info'),
    metricsPort,
    traceRatio: checked(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      () => readTraceRatio(text('OTEL_EXPORTER_OTLP_ENDPOINT'), text('OTEL_TRACES_SAMPLER_ARG')),
      null,
    ),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze(config)
}

/** Whether a URL says neither who asks nor which part is meant. */
function isBare({ username, password, hash }: URL): boolean {
  return username === '' && password === '' && hash === ''
}
