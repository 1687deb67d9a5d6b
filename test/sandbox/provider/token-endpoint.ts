import { randomBytes } from 'node:crypto'

import type { KoaContextWithOIDC, Provider } from 'oidc-provider'

import type { Core } from '../core.ts'
import { paths } from '../routes.ts'
import { isProviderContext } from './provider-context.ts'

/** Thirteen months, counted again from every use. */
export const refreshTokenSeconds = 395 * 24 * 60 * 60

/** What MobilePay's token endpoint does otherwise than the provider's. */
export function shapeTokenEndpoint(provider: Provider, core: Core) {
  for (const { prototype } of [provider.AuthorizationCode, provider.RefreshToken])
    Object.assign(prototype, { generateTokenId: () => randomBytes(32).toString('hex') })

  provider.on('authorization_code.saved', ({ jti }) => core.ledger.add(jti))
  provider.on('refresh_token.saved', ({ jti }) => core.ledger.add(jti))
  provider.on('grant.success', (ctx) => endEarlierFlows(ctx, core))

  provider.use(async (ctx, next) => {
    if (ctx.path === paths.token && ctx.get('authorization') !== '') {
      // The provider would take the client's secret from a header just as well.
      ctx.status = 400
      ctx.body = { error: 'invalid_client' }
      return
    }
    await next()
    if (!isProviderContext(ctx) || ctx.oidc.route !== 'token') return
    await slide(ctx, core)
    const body: unknown = ctx.body
    if (typeof body !== 'object' || body === null) return
    if ('error' in body) {
      // Vague, and 400 whatever it was: no description, no challenge.
      ctx.status = 400
      ctx.body = { error: body.error }
    } else if ('scope' in body) {
      const { scope: _, ...rest } = body
      ctx.body = rest
    }
  })
}

/** With single-use tokens, a later flow for the same merchant ends the tokens of the earlier ones. */
function endEarlierFlows({ oidc }: KoaContextWithOIDC, core: Core) {
  const { consents, ledger, store, switches } = core
  const grantId = oidc.entities.AuthorizationCode?.grantId
  const origin = consents.originOf(grantId)
  if (grantId === undefined || !origin) return
  if (switches.refreshTokens === 'OneTime') {
    const { clientId, vat } = origin
    // Only flows that have their tokens: one still under way in another tab will have its turn.
    for (const earlier of consents.grantsOf(vat, { clientId, exchanged: true })) {
      store.endGrant(earlier)
      consents.dropGrant(earlier)
      // Being replaced is among MobilePay's reasons for a 401, being removed in the portal is not.
      ledger.rejectAccessTokensOf(earlier)
    }
  }
  consents.markExchanged(grantId)
}

/** A refresh token that stays the same starts its thirteen months again at each use. */
async function slide({ oidc, status }: KoaContextWithOIDC, { switches }: Core) {
  const token = oidc.entities.RefreshToken
  const refreshed = status === 200 && oidc.params?.['grant_type'] === 'refresh_token'
  if (!refreshed || !token || switches.refreshTokens !== 'ReUse') return
  token.exp = Math.floor(Date.now() / 1000) + refreshTokenSeconds
  await token.save()
}
