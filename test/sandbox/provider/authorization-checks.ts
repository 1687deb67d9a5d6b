import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'

import type { Core } from '../core.ts'
import { productScopes } from '../products.ts'
import { resourceOf } from './access-token.ts'

const vatPattern = /^(DK|FI)\d{8}$/
const knownScopes = new Set(['openid', 'offline_access', ...productScopes])

export type RequestCheck = (ctx: KoaContextWithOIDC, vat: string | undefined) => void

/** The company that a request named; empty when it named none. */
export const namedVat = ({ merchant_vat: vat }: Readonly<Record<string, unknown>>): string =>
  typeof vat === 'string' ? vat : ''

/**
 * What MobilePay asks of an authorization request beyond the standard. Runs on the first request
 * only, when the provider's own checks have passed, and also when `merchant_vat` is missing.
 */
export function createRequestChecks({ rules }: Pick<Core, 'rules'>): RequestCheck {
  const nonces = new Set<string>()
  return (ctx, vat) => {
    const unknown = [...ctx.oidc.requestParamScopes].filter((scope) => !knownScopes.has(scope))
    if (unknown.length > 0) throw new errors.InvalidScope('unknown scope', unknown.join(' '))
    if (vat === undefined && rules.merchantVat === 'required')
      throw new errors.InvalidRequest('merchant_vat is missing')
    if (vat !== undefined && !vatPattern.test(vat))
      throw new errors.InvalidRequest('merchant_vat is not DK or FI and eight digits')
    const nonce = String(ctx.oidc.params?.['nonce'])
    if (nonces.has(nonce)) throw new errors.InvalidRequest('nonce was used before')
    nonces.add(nonce)
  }
}

/** Log in when nobody is; ask for consent when a product is asked for that was never allowed. */
export function createPolicy({ urls }: Core): interactionPolicy.Prompt[] {
  const login = interactionPolicy.base().get('login')
  if (!login) throw new Error('oidc-provider no longer has a login prompt')
  const missing = new interactionPolicy.Check(
    'products_missing',
    'products were asked for that the merchant has not allowed',
    ({ oidc }) => {
      // Unticked boxes stay missing; they are asked for again at the next login, not at once.
      if (oidc.result?.consent) return false
      const allowed = oidc.entities.Grant?.getResourceScope(resourceOf(urls.issuer)).split(' ')
      const openid = oidc.entities.Grant?.getOIDCScope().split(' ') ?? []
      return [...oidc.requestParamScopes].some(
        (scope) => !allowed?.includes(scope) && !openid.includes(scope),
      )
    },
  )
  const consent = new interactionPolicy.Prompt({ name: 'consent', requestable: true }, missing)
  // `prompt=consent` is on every request, because the provider drops offline_access without it
  // (authorization-server.ts). Consent that was given before must skip the page all the same.
  consent.checks.remove('consent_prompt')
  return [login, consent]
}

/**
 * A fresh grant with whatever the merchant allowed earlier, so that each flow's tokens can end
 * without those of the flows before it.
 */
export function createGrantLoader({ consents, urls }: Core) {
  return async ({ oidc }: KoaContextWithOIDC) => {
    const { client, provider, session, params } = oidc
    const subject = session?.accountId
    if (!client || subject === undefined) return undefined
    const vat = namedVat(params ?? {})
    const consent = consents.find(client.clientId, subject, vat)
    if (!consent) return undefined
    const grant = new provider.Grant({ accountId: subject, clientId: client.clientId })
    grant.addOIDCScope('openid offline_access')
    grant.addResourceScope(resourceOf(urls.issuer), consent.scopes.join(' '))
    consents.addGrant(await grant.save(), consent)
    return grant
  }
}
