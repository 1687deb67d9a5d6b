import type { Configuration } from 'oidc-provider'

import type { Core } from '../core.ts'
import type { PortalErrors } from '../portal/portal-errors.ts'
import { paths, portalPrefix } from '../routes.ts'
import { accessTokenShape, claimsOf, resourceIndicators } from './access-token.ts'
import { createGrantLoader, createPolicy, type RequestCheck } from './authorization-checks.ts'
import { createLogoutPages } from './logout.ts'
import { refreshTokenSeconds } from './token-endpoint.ts'

/** Cookies do not see ports: these must not be called like a bff's on the same host name. */
export const cookieNames = {
  session: 'portal-standin-session',
  interaction: 'portal-standin-interaction',
  resume: 'portal-standin-resume',
} as const

const hour = 60 * 60
export const sessionSeconds = 8 * hour

/** The certified provider, configured to behave as MobilePay's does. */
export function createConfiguration(
  core: Core,
  portalErrors: PortalErrors,
  checkRequest: RequestCheck,
): Configuration {
  const { client, keys, store, switches } = core
  return {
    adapter: store.adapter,
    jwks: { keys: keys.published() },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        client_name: client.name,
        redirect_uris: client.redirectUris,
        post_logout_redirect_uris: client.postLogoutRedirectUris,
        response_types: ['code id_token'],
        grant_types: ['authorization_code', 'refresh_token', 'implicit'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    responseTypes: ['code id_token'],
    clientAuthMethods: ['client_secret_post'],
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub', 'idp', 'amr', 'auth_time'] },
    extraParams: { merchant_vat: checkRequest },
    allowOmittingSingleRegisteredRedirectUri: false,
    routes: {
      authorization: paths.authorize,
      token: paths.token,
      jwks: paths.jwks,
      end_session: paths.endSession,
    },
    cookies: { names: cookieNames, long: { httpOnly: true, sameSite: 'lax', path: '/' } },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: resourceIndicators(core),
      rpInitiatedLogout: { enabled: true, ...createLogoutPages(core) },
    },
    formats: { customizers: { jwt: accessTokenShape(core) } },
    findAccount: (_ctx, subject) => ({
      accountId: subject,
      claims: () => claimsOf(subject),
    }),
    interactions: {
      policy: createPolicy(core),
      url: (_ctx, { uid }) => `${portalPrefix}/interaction/${uid}`,
    },
    loadExistingGrant: createGrantLoader(core),
    rotateRefreshToken: () => switches.refreshTokens === 'OneTime',
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, _client, { scopes }) => scopes.has('offline_access'),
    clientBasedCORS: () => false,
    renderError: (ctx, out) => ctx.redirect(portalErrors.add(out.error)),
    // The store does the ageing by the stand-in's clock. What is left is the ID token that comes
    // back at logout, whose `nbf` may lie ahead of the machine's clock.
    clockTolerance: 10 * 365 * 24 * hour,
    ttl: {
      AccessToken: () => switches.accessTokenSeconds,
      AuthorizationCode: 300,
      // Never, or it would expire under a refresh token that is always used in time.
      Grant: 100 * refreshTokenSeconds,
      IdToken: 300,
      Interaction: hour,
      RefreshToken: refreshTokenSeconds,
      Session: sessionSeconds,
    },
  }
}
