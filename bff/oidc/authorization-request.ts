import * as oauth from 'oauth4webapi'

import type { Product } from '#shared/scopes.ts'

import type { Provider } from './provider.ts'

interface AuthorizationRequest {
  /** Where to send the browser. */
  readonly url: string
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

interface AuthorizationRequestOptions {
  readonly clientId: string
  readonly redirectUri: string
  readonly responseMode: 'form_post' | 'fragment'
  readonly vat: string
  readonly scopes: readonly Product[]
}

/**
 * Builds a hybrid authorization request with fresh state, nonce and PKCE verifier.
 *
 * @throws BffError `provider_unavailable` when the metadata cannot be had.
 * @see OIDC Core 3.3.2.1; RFC 7636; MobilePay docs: open-id/_authorize
 */
export async function buildAuthorizationRequest(
  provider: Provider,
  options: AuthorizationRequestOptions,
): Promise<AuthorizationRequest> {
  const metadata = await provider.metadata()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const codeVerifier = oauth.generateRandomCodeVerifier()
  const url = new URL(metadata.authorization_endpoint)
  const parameters = {
    response_type: 'code id_token',
    response_mode: options.responseMode,
    client_id: options.clientId,
    redirect_uri: options.redirectUri,
    scope: ['openid', ...options.scopes, 'offline_access'].join(' '),
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    merchant_vat: options.vat,
  }
  // MobilePay's samples encode the space of `code id_token` as %20, and URLSearchParams as +.
  const query = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  url.search = url.search === '' ? query : `${url.search.slice(1)}&${query}`
  return { url: url.href, state, nonce, codeVerifier }
}
