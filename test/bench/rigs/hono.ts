import { serve } from '@hono/node-server'
import {
  getAuth,
  initOidcAuthMiddleware,
  oidcAuthMiddleware,
  processOAuthCallback,
} from '@hono/oidc-auth'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'

import { client, issuer, port, publicUrl, secret, upstream } from './settings.ts'

declare module 'hono' {
  interface OidcAuthClaims {
    accessToken: string
  }
}

// As its README says; the access token is one of the session's additional claims.
const app = new Hono()
app.use(
  initOidcAuthMiddleware({
    OIDC_AUTH_SECRET: secret,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    OIDC_REDIRECT_URI: `${publicUrl}/callback`,
    OIDC_AUTH_REFRESH_INTERVAL: '36000',
  }),
)
app.get('/callback', async (c) => {
  c.set('oidcClaimsHook', async (_session, _claims, response) => ({
    accessToken: response['access_token'],
  }))
  return processOAuthCallback(c)
})
app.use('*', oidcAuthMiddleware())
app.all('/api/*', async (c) => {
  const session = await getAuth(c)
  return proxy(upstream.origin + c.req.path.slice('/api'.length), {
    raw: c.req.raw,
    headers: {
      ...c.req.header(),
      host: upstream.host,
      cookie: undefined,
      authorization: `Bearer ${session?.['accessToken'] ?? ''}`,
    },
  })
})
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
