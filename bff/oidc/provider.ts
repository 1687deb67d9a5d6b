import * as oauth from 'oauth4webapi'

import { BffError } from '../errors.ts'
import { type BoundedFetch, createBoundedFetch } from './bounded-fetch.ts'

interface ProviderSettings {
  readonly discoveryUrl: string
  readonly issuer: string
  readonly apiUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly providerTimeoutSeconds: number
}

/** Authorization server metadata with the members that we cannot do without. */
interface Metadata extends oauth.AuthorizationServer {
  readonly authorization_endpoint: string
  readonly token_endpoint: string
  readonly jwks_uri: string
}

/** The authorization server, as one object that remembers its metadata and keys. */
export interface Provider {
  /** @param at - the time to judge tokens by, seconds since the epoch; left out, now. */
  readonly client: (at?: number) => oauth.Client
  readonly authentication: oauth.ClientAuth
  /** Options of each oauth4webapi call that goes out. */
  readonly requestOptions: {
    readonly [oauth.customFetch]: BoundedFetch
    readonly [oauth.allowInsecureRequests]: boolean
  }
  /**
   * The metadata, fetched when first needed and again after an hour.
   * @throws BffError `provider_unavailable` while it has never been fetched.
   */
  metadata(): Promise<Metadata>
  /** The metadata if there is any already; sends nothing. */
  cachedMetadata(): Metadata | undefined
  /**
   * Runs a check that needs the provider's keys, and once more with fresh keys where none fitted:
   * the library asks for new keys only when the old ones are a minute old, so a rotation right
   * after a login would otherwise fail the next one.
   */
  withKeys<T>(check: (metadata: Metadata) => Promise<T>): Promise<T>
  /**
   * `unknown` until the first metadata; `degraded` while the last attempt to refresh it failed, or the
   * last call of any endpoint had no answer or a 5xx. A refusal is an answer.
   */
  readonly status: () => 'unknown' | 'ok' | 'degraded'
}

const metadataSeconds = 3600
/** After a failure nobody waits for another time-out within this time. */
const pauseAfterFailureSeconds = 2
const freshKeysPauseSeconds = 5

/** Accepts a provider's clock up to 90 s off either way (decision 18). */
export const clockToleranceSeconds = 90

/** @param now - seconds since the epoch. */
export function createProvider(settings: ProviderSettings, now: () => number): Provider {
  const insecure = new URL(settings.discoveryUrl).protocol === 'http:'
  /** Since when calls go unanswered. */
  let silentAt: number | undefined
  const boundedFetch = observeAnswers(
    createBoundedFetch(settings.providerTimeoutSeconds),
    (answered) => {
      silentAt = answered ? undefined : now()
    },
  )
  let known: { metadata: Metadata; until: number } | undefined
  let fetching: Promise<Metadata> | undefined
  let failedAt: number | undefined
  let freshKeysAt = Number.NEGATIVE_INFINITY

  async function discover(): Promise<Metadata> {
    try {
      const response = await boundedFetch(settings.discoveryUrl, {
        headers: { accept: 'application/json' },
      })
      // MobilePay's issuer is not the discovery URL's base: both are settings (facts 1.2).
      const found = await oauth.processDiscoveryResponse(new URL(settings.issuer), response)
      const metadata = requireMetadata(found, settings)
      known = { metadata, until: now() + metadataSeconds }
      failedAt = undefined
      return metadata
    } catch (error) {
      failedAt = now()
      if (known !== undefined) return known.metadata
      throw unavailable(error, 'discovery')
    }
  }

  function fetchOnce(): Promise<Metadata> {
    fetching ??= discover().finally(() => {
      fetching = undefined
    })
    return fetching
  }

  const provider: Provider = {
    client: (at = now()) => ({
      client_id: settings.clientId,
      // Pinned: else whatever algorithm the discovery document advertises would pass.
      id_token_signed_response_alg: 'RS256',
      [oauth.clockTolerance]: clockToleranceSeconds,
      [oauth.clockSkew]: at - Math.floor(Date.now() / 1000),
    }),
    authentication: oauth.ClientSecretPost(settings.clientSecret),
    requestOptions: { [oauth.customFetch]: boundedFetch, [oauth.allowInsecureRequests]: insecure },

    async metadata() {
      const resting = failedAt !== undefined && now() < failedAt + pauseAfterFailureSeconds
      if (known === undefined) {
        if (resting) throw unavailable(undefined, 'discovery failed a moment ago')
        return fetchOnce()
      }
      // A call that had no answer is no news for long, where nobody makes another.
      const stale = silentAt !== undefined && now() >= silentAt + pauseAfterFailureSeconds
      if ((known.until <= now() || stale) && !resting) void fetchOnce()
      return known.metadata
    },

    cachedMetadata: () => known?.metadata,

    async withKeys(check) {
      const metadata = await provider.metadata()
      try {
        return await check(metadata)
      } catch (error) {
        if (!isCode(error, oauth.KEY_SELECTION)) throw error
        // Unless another check has done it meanwhile. The library's key cache belongs to the
        // metadata object: a copy starts without keys.
        if (known?.metadata === metadata) {
          if (now() < freshKeysAt + freshKeysPauseSeconds) throw error
          freshKeysAt = now()
          known = { ...known, metadata: { ...metadata } }
        }
        return check(await provider.metadata())
      }
    },

    status() {
      if (known === undefined) return 'unknown'
      return failedAt === undefined && silentAt === undefined ? 'ok' : 'degraded'
    },
  }
  return provider
}

/** Tells of each call whether the provider could answer it at all. */
function observeAnswers(request: BoundedFetch, observe: (answered: boolean) => void): BoundedFetch {
  return async function observedFetch(url, init) {
    try {
      const response = await request(url, init)
      observe(response.status < 500)
      return response
    } catch (error) {
      observe(false)
      throw error
    }
  }
}

/** The error of a provider that cannot be asked right now. */
export function unavailable(cause: unknown, step: string): BffError {
  return new BffError('provider_unavailable', { cause, log: { step }, retryAfterSeconds: 2 })
}

/** Whether `error` is one of oauth4webapi's with that code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/**
 * Endpoints that get the client secret, or decide which keys are believed, must share an origin
 * with something that was configured (decision 4).
 */
function requireMetadata(found: oauth.AuthorizationServer, settings: ProviderSettings): Metadata {
  const { authorization_endpoint, token_endpoint, jwks_uri, revocation_endpoint } = found
  if (!authorization_endpoint || !token_endpoint || !jwks_uri) {
    throw new Error('the discovery document lacks an endpoint')
  }
  const trusted = [settings.discoveryUrl, settings.issuer, settings.apiUrl].map(
    (url) => new URL(url).origin,
  )
  for (const url of [token_endpoint, jwks_uri, revocation_endpoint]) {
    if (url !== undefined && !trusted.includes(new URL(url).origin)) {
      throw new Error(`the discovery document names an endpoint on a foreign origin: ${url}`)
    }
  }
  const allowed = new URL(settings.discoveryUrl).protocol === 'http:' ? /^https?:$/ : /^https:$/
  for (const url of [authorization_endpoint, found.end_session_endpoint]) {
    if (url !== undefined && !allowed.test(new URL(url).protocol)) {
      throw new Error('the discovery document names an endpoint without TLS')
    }
  }
  return { ...found, authorization_endpoint, token_endpoint, jwks_uri }
}
