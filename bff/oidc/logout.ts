import type { Provider } from './provider.ts'

interface EndSessionOptions {
  readonly clientId: string
  readonly idToken: string | undefined
  readonly postLogoutRedirectUri: string
  readonly state: string
}

/**
 * Where the browser ends the merchant's session at MobilePay's portal, or null where the provider
 * has no such endpoint or has not been reached since the start. Sends nothing: leaving must work
 * while MobilePay is away.
 *
 * @see OpenID Connect RP-Initiated Logout 1.0 section 2
 */
export function buildEndSessionUrl(provider: Provider, options: EndSessionOptions): string | null {
  const endpoint = provider.cachedMetadata()?.end_session_endpoint
  if (endpoint === undefined) return null
  const url = new URL(endpoint)
  if (options.idToken !== undefined) url.searchParams.set('id_token_hint', options.idToken)
  url.searchParams.set('client_id', options.clientId)
  url.searchParams.set('post_logout_redirect_uri', options.postLogoutRedirectUri)
  url.searchParams.set('state', options.state)
  return url.href
}
