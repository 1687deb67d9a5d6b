import { html } from 'hono/html'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'

import type { Core } from '../core.ts'
import { contentSecurityPolicy, layout, type Html } from '../portal/layout.ts'
import { isProviderContext, redirectOf } from './provider-context.ts'

/** The pages of the end-session endpoint: OpenID Connect RP-Initiated Logout 1.0. */
export function createLogoutPages({ client }: Core) {
  return {
    logoutSource: async (ctx: KoaContextWithOIDC) => {
      // The provider keeps its secret against forged logouts in the session.
      const xsrf = ctx.oidc.session?.state?.['secret']
      await show(ctx, client, 'Log out?', confirmPage(client.name, String(xsrf)))
    },
    postLogoutSuccessSource: (ctx: KoaContextWithOIDC) =>
      show(ctx, client, 'Logged out', loggedOutPage()),
  }
}

/**
 * Tells the integrator's own page that the portal session has ended, in an invisible frame, before
 * the browser goes on: OpenID Connect Front-Channel Logout 1.0.
 */
export function addFrontChannelLogout(provider: Provider, { client, urls }: Core) {
  const { frontchannelLogoutUri } = client
  if (frontchannelLogoutUri === undefined) return
  provider.use(async (ctx, next) => {
    await next()
    if (!isProviderContext(ctx) || ctx.oidc.route !== 'end_session_confirm') return
    const continueTo = redirectOf(ctx)
    if (continueTo === undefined || ctx.oidc.params?.['logout'] === undefined) return
    const frame = new URL(frontchannelLogoutUri)
    frame.searchParams.set('iss', urls.issuer)
    frame.searchParams.set('sid', ctx.oidc.session?.sidFor(client.id) ?? '')
    ctx.remove('location')
    ctx.status = 200
    await show(ctx, client, 'Logged out', leavingPage(frame.href, continueTo), continueTo)
  })
}

async function show(
  ctx: KoaContextWithOIDC,
  client: Core['client'],
  title: string,
  body: Html,
  continueTo?: string,
) {
  ctx.type = 'html'
  ctx.set('content-security-policy', contentSecurityPolicy(client))
  ctx.body = String(
    await layout({ title, body, width: 'narrow', ...(continueTo !== undefined && { continueTo }) }),
  )
}

function confirmPage(clientName: string, xsrf: string): Html {
  return html`<div class="card">
    <h1>Log out of the portal?</h1>
    <p class="lead">${clientName} asks to end your portal session in this browser.</p>
    <p>
      This does not take away what ${clientName} may do for your company. To do that, remove it
      under <a href="/settings/integration">Integrations</a>.
    </p>
    <form method="post" action="/account/connect/endsession/confirm" class="actions">
      <input type="hidden" name="xsrf" value="${xsrf}" />
      <button class="primary" name="logout" value="yes">Yes, log out</button>
      <button>No, stay logged in</button>
    </form>
  </div>`
}

function loggedOutPage(): Html {
  return html`<div class="card">
    <h1>You are logged out</h1>
    <p class="lead">Your portal session in this browser has ended.</p>
    <p><a href="/">To the front page</a></p>
  </div>`
}

function leavingPage(frame: string, continueTo: string): Html {
  return html`<div class="card">
    <h1>You are logged out</h1>
    <p><a href="${continueTo}">Continue</a></p>
    <iframe class="hidden" src="${frame}" title="Ends the session at the integrator"></iframe>
  </div>`
}
