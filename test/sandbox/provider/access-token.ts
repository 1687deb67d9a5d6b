import type { AccountClaims, Configuration, KoaContextWithOIDC } from 'oidc-provider'

import type { Core } from '../core.ts'
import { productScopes } from '../products.ts'

/** How portal users log in, as MobilePay's sample tokens have it. */
export const loginMethods: readonly string[] = ['UserEnteredCode', 'ServerProvidedKey']

export const resourceOf = (issuer: string) => `${issuer}/resources`

type Customizer = NonNullable<
  NonNullable<NonNullable<Configuration['formats']>['customizers']>['jwt']
>

/** The resource behind every access token: MobilePay has no `resource` parameter. */
export function resourceIndicators({ urls, switches }: Core) {
  const resource = resourceOf(urls.issuer)
  return {
    enabled: true,
    defaultResource: () => resource,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      scope: productScopes.join(' '),
      audience: resource,
      accessTokenTTL: switches.accessTokenSeconds,
      accessTokenFormat: 'jwt' as const,
      jwt: { sign: { alg: 'RS256' as const } },
    }),
  }
}

/**
 * Gives access tokens MobilePay's shape: an array of scopes, the merchant's id, no `iat`, no `jti`,
 * header type `JWT`.
 */
export function accessTokenShape({ clock, consents, keys, switches, urls }: Core): Customizer {
  return (ctx, token, parts) => {
    const source = sourceOf(ctx)
    const origin = consents.originOf('grantId' in token ? token.grantId : undefined)
    const now = clock.seconds()
    const claims = {
      nbf: now,
      exp: now + switches.accessTokenSeconds,
      iss: urls.issuer,
      aud: resourceOf(urls.issuer),
      client_id: token.clientId,
      sub: parts.payload['sub'],
      auth_time: source?.authTime,
      idp: 'local',
      ...(origin?.merchantId !== undefined && { merchant_id: origin.merchantId }),
      scope: grantedScopes(source?.scopes ?? new Set(), token.scope),
      amr: loginMethods,
    }
    // The signer writes `iat` into whatever payload it gets, so the payload serialises without it.
    parts.payload = Object.defineProperty({ ...claims }, 'toJSON', { value: () => claims })
    parts.header = { typ: 'JWT', x5t: keys.current().x5t }
  }
}

/** The code or the refresh token that an access token is made from. */
function sourceOf({ oidc: { entities } }: KoaContextWithOIDC) {
  return entities.RefreshToken ?? entities.AuthorizationCode
}

/** Products of the token, with the two scopes that are no products where they were asked for. */
function grantedScopes(asked: ReadonlySet<string>, productsGranted = ''): string[] {
  const granted = new Set(productsGranted.split(' '))
  return [...asked].filter((scope) => granted.has(scope) || !productScopes.includes(scope))
}

/** What the portal knows about one of its users. */
export function claimsOf(subject: string): AccountClaims {
  return { sub: subject, idp: 'local' }
}
