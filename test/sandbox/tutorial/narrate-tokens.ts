import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider'

import type { Core } from '../core.ts'
import { isProviderContext } from '../provider/provider-context.ts'
import { failed, forClient, passed, reasonOf, showClaims, showParameters } from './show.ts'
import type { Step } from './tutorial.ts'

/** Tells steps 6 and 7, the key document, and every refresh. */
export function narrateTokens(provider: Provider, { switches, tutorial }: Core) {
  const refusals = new WeakMap<object, errors.OIDCProviderError>()
  provider.on('grant.error', (ctx, error) => refusals.set(ctx, error))

  provider.use(async (ctx, next) => {
    await next()
    if (!isProviderContext(ctx)) return
    if (ctx.oidc.route === 'jwks') tutorial.tell(keysStep)
    if (ctx.oidc.route !== 'token') return
    const refusal = refusals.get(ctx)
    const body: unknown = ctx.body
    if (refusal) tutorial.tell(refusedStep(ctx, refusal))
    else if (ctx.oidc.params?.['grant_type'] === 'refresh_token')
      tutorial.tell(refreshStep(ctx, body, switches.refreshTokens))
    else if (typeof body === 'object' && body !== null) {
      tutorial.tell(exchangeStep(ctx))
      tutorial.tell(tokensStep(body))
    }
  })
}

const keysStep: Step = {
  title: 'Keys fetched',
  why: 'The public keys that ID tokens are checked with. Worth keeping; worth fetching again when a token names a key that is not among them.',
  request: 'GET jwks_uri',
  checks: [forClient('the key is chosen by the kid in the header', 'RFC 7515 4.1.4')],
}

const request = (ctx: KoaContextWithOIDC) =>
  `POST ${ctx.originalUrl}\n${showParameters(ctx.oidc.params)}`

function exchangeStep(ctx: KoaContextWithOIDC): Step {
  return {
    number: 6,
    title: 'Token request',
    why: 'From the server of the integrator straight to MobilePay: no browser is involved any more.',
    request: request(ctx),
    checks: [
      passed('client_id and client_secret are right, in the body', 'RFC 6749 2.3.1'),
      passed('the code is known, unused and not five minutes old', 'RFC 6749 4.1.2'),
      passed('redirect_uri is the one of the authorization request', 'RFC 6749 4.1.3'),
      passed('code_verifier hashes to the code_challenge', 'RFC 7636 4.6'),
    ],
  }
}

function tokensStep(body: object): Step {
  return {
    number: 7,
    title: 'Token response',
    why: 'What was allowed stands only in the access token, for there is no scope member. The refresh token lives thirteen months from its last use.',
    response: showParameters(body),
    request: `id_token says\n${showClaims(Reflect.get(body, 'id_token'))}\n\naccess_token says\n${showClaims(Reflect.get(body, 'access_token'))}`,
    checks: [
      forClient('signature, iss, aud, exp, and nonce once more', 'RFC 9700 4.5.3.2'),
      forClient('sub is that of the first ID token', 'OIDC Core 3.3.3.6'),
      forClient('at_hash is the hash of the access token', 'OIDC Core 3.3.3.9'),
    ],
  }
}

function refreshStep(ctx: KoaContextWithOIDC, body: unknown, mode: string): Step {
  const response = typeof body === 'object' && body !== null ? body : {}
  return {
    title: 'Refresh',
    why:
      mode === 'OneTime'
        ? 'The refresh token was spent by this; the answer holds the next one. Whoever loses the answer loses the session, unless it is kept before it is used.'
        : 'The refresh token stays the same, and its thirteen months begin again.',
    request: request(ctx),
    response: showParameters(response),
    checks: [
      passed('the client is the one the token was given to', 'RFC 6749 6'),
      passed('the token is known, unspent and not revoked', 'RFC 6749 10.4'),
      forClient('same iss, sub and aud; no nonce this time', 'OIDC Core 12.2'),
    ],
  }
}

function refusedStep(ctx: KoaContextWithOIDC, refusal: errors.OIDCProviderError): Step {
  return {
    title: 'Token request refused',
    why: 'The answer is vague on purpose. This is what was wrong with it.',
    request: request(ctx),
    response: showParameters({ error: refusal.error }),
    refused: true,
    checks: [failed(reasonOf(refusal), 'RFC 6749 5.2')],
  }
}
