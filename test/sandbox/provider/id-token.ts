import { SignJWT } from 'jose'
import type { Provider } from 'oidc-provider'

import type { Core } from '../core.ts'
import { leftHalf } from '../faults/forgeries.ts'
import { loginMethods } from './access-token.ts'

const lifetimeSeconds = 300

/**
 * Gives ID tokens MobilePay's shape: `nbf`, `idp`, `x5t` in the header, `at_hash` at the token
 * endpoint, which the provider leaves out there, and no nonce after a refresh.
 */
export function shapeIdTokens(provider: Provider, { clock, faults, keys, ledger, urls }: Core) {
  const accessTokens = new WeakMap<object, string>()
  const { AccessToken, BaseToken, IdToken } = provider

  AccessToken.prototype.save = async function saveAndRemember() {
    const value = await BaseToken.prototype.save.call(this)
    accessTokens.set(this, value)
    ledger.addAccessToken(value, this.grantId)
    return value
  }

  IdToken.prototype.issue = async function issueLikeMobilePay() {
    const { available, client, ctx, extra } = this
    const { entities, params } = ctx.oidc
    const accessToken = entities.AccessToken && accessTokens.get(entities.AccessToken)
    const refreshed = params?.['grant_type'] === 'refresh_token'
    const now = clock.seconds()
    const key = keys.current()
    const claims = {
      nbf: now,
      exp: now + lifetimeSeconds,
      iss: urls.issuer,
      aud: client.clientId,
      ...(refreshed ? undefined : { nonce: extra['nonce'] }),
      iat: now,
      ...(typeof extra['c_hash'] === 'string' && { c_hash: leftHalf(extra['c_hash']) }),
      ...(accessToken !== undefined && { at_hash: leftHalf(accessToken) }),
      sub: String(available['sub']),
      auth_time: available['auth_time'],
      idp: available['idp'],
      amr: loginMethods,
    }
    const leg = refreshed ? 'refresh' : accessToken === undefined ? 'front' : 'exchange'
    const forge = faults.take(`${leg} ID token`)
    const state = params?.['state']
    const token = forge
      ? await forge({ claims, key, state: typeof state === 'string' ? state : undefined })
      : await new SignJWT(claims)
          .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT', x5t: key.x5t })
          .sign(key.privateKey)
    ledger.add(token)
    return token
  }
}
