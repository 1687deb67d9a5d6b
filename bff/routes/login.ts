import { vatPattern } from '#shared/api.ts'
import { isProduct, type Product } from '#shared/scopes.ts'

import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import { buildAuthorizationRequest } from '../oidc/authorization-request.ts'
import { startTransaction } from '../session/transaction.ts'
import type { Middleware, RouteContext } from './env.ts'
import { isLocalPath, type LocalPath } from './local-path.ts'
import type { LoginFailure } from './page-texts.ts'
import { failurePage } from './page.ts'

type LoginRequest =
  | {
      readonly kind: 'valid'
      readonly vat: string
      readonly scopes: readonly Product[]
      readonly returnTo: LocalPath
    }
  | { readonly kind: 'invalid'; readonly failure: LoginFailure }

/**
 * Refuses a `GET /auth/login` that is no navigation. From another site nothing starts either: a
 * valid grant skips consent, so any page could otherwise switch the merchant silently; the console
 * asks for a click instead (decision 11).
 *
 * Stands before the limits: what any page can make a browser send must not use up what that
 * browser's user may start.
 */
export const ownNavigation: Middleware = async (c, next) => {
  const { headers } = c.env.incoming
  const site = headers['sec-fetch-site']
  const destination = headers['sec-fetch-dest']
  if (destination !== undefined && destination !== 'document') {
    return failurePage(c, 400, 'bad_request', '/connect')
  }
  if (site === 'cross-site' || site === 'same-site') return c.redirect(connectPath(c), 303)
  return next()
}

/**
 * `GET /auth/login`, after {@link ownNavigation}: starts a login in this tab. Sets the transaction
 * cookie and sends the browser to MobilePay with a 303.
 */
export function createLogin(deps: Deps) {
  const { config } = deps

  return async function login(c: RouteContext) {
    const request = readLoginRequest(config, c)
    if (request.kind === 'invalid') return failurePage(c, 400, request.failure, connectPath(c))
    const { vat, scopes, returnTo } = request
    try {
      const { url, ...secrets } = await buildAuthorizationRequest(deps.provider, {
        clientId: config.clientId,
        redirectUri: deps.redirectUri,
        responseMode: config.responseMode,
        vat,
        scopes,
      })
      const transaction = {
        ...secrets,
        vat,
        scopes: [...scopes],
        returnTo,
        startedAt: deps.now(),
        frame: null,
      }
      for (const cookie of await startTransaction(
        deps.seals,
        transaction,
        c.env.incoming.headers.cookie,
      )) {
        c.header('Set-Cookie', cookie, { append: true })
      }
      return c.redirect(url, 303)
    } catch (error) {
      if (!(error instanceof BffError)) throw error
      deps.log.warn({ requestId: c.get('requestId'), ...error.log, error }, 'login not started')
      c.header('Retry-After', String(error.retryAfterSeconds ?? 5))
      return failurePage(c, 503, 'provider_unavailable', `/auth/login${new URL(c.req.url).search}`)
    }
  }
}

function invalid(failure: LoginFailure): LoginRequest {
  return { kind: 'invalid', failure }
}

function readLoginRequest(config: Config, c: RouteContext): LoginRequest {
  const query = new URL(c.req.url).searchParams
  const names = [...query.keys()]
  const known = ['merchant_vat', 'scope', 'return_to']
  if (new Set(names).size !== names.length || names.some((name) => !known.includes(name))) {
    return invalid('bad_request')
  }
  const vat = query.get('merchant_vat') ?? ''
  if (!vatPattern.test(vat) || !config.vatPrefixes.some((prefix) => vat.startsWith(prefix))) {
    return invalid('bad_vat')
  }
  const asked = query.get('scope')?.split(' ').filter(Boolean) ?? config.scopes
  const scopes = config.scopes.filter((scope) => asked.includes(scope))
  const unavailable = asked.some((name) => !isProduct(name) || !config.scopes.includes(name))
  if (scopes.length === 0 || unavailable) return invalid('bad_scope')
  const returnTo = query.get('return_to') ?? '/'
  if (!isLocalPath(returnTo, config.publicUrl)) return invalid('bad_return')
  return { kind: 'valid', vat, scopes, returnTo }
}

/** The console's form, filled in with what the link asked for. */
function connectPath(c: RouteContext): string {
  const asked = new URL(c.req.url).searchParams
  const kept = new URLSearchParams()
  for (const name of ['merchant_vat', 'scope']) {
    const value = asked.get(name)
    if (value !== null && value.length <= 200) kept.set(name, value)
  }
  return kept.size === 0 ? '/connect' : `/connect?${kept.toString()}`
}
