import * as oauth from 'oauth4webapi'

import type { Provider } from './provider.ts'

/**
 * Revokes a refresh token where the provider can. MobilePay documents no such endpoint (facts 1.2),
 * so mostly this does nothing.
 *
 * @returns whether the provider was asked and agreed.
 * @throws Error of any kind when asking failed; leaving must not depend on it.
 * @see RFC 7009 section 2.1
 */
export async function revokeRefreshToken(provider: Provider, refreshToken: string) {
  const metadata = provider.cachedMetadata()
  if (metadata?.revocation_endpoint === undefined) return false
  const answer = await oauth.revocationRequest(
    metadata,
    provider.client(),
    provider.authentication,
    refreshToken,
    {
      ...provider.requestOptions,
      additionalParameters: { token_type_hint: 'refresh_token' },
    },
  )
  await oauth.processRevocationResponse(answer)
  return true
}
