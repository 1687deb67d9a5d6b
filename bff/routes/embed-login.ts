import { html } from 'hono/html'

import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import { buildAuthorizationRequest } from '../oidc/authorization-request.ts'
import { openStart } from '../session/handle.ts'
import { startTransaction } from '../session/transaction.ts'
import { mayConnect, offeredScopes } from './embed-limits.ts'
import type { Middleware, RouteContext } from './env.ts'
import { languageOf } from './language.ts'
import { texts } from './page-texts.ts'
import { page } from './page.ts'

/**
 * Refuses an embedded login that another page posts. Stands before the limits: what any page can
 * make a browser send must not use up what that browser's user may start.
 */
export function createOwnOrigin({ config }: Deps): Middleware {
  return async function ownOrigin(c, next) {
    const { headers } = c.env.incoming
    if (headers.origin !== config.publicUrl) return notStarted(c, 403)
    return next()
  }
}

/**
 * `POST /auth/login`, after {@link createOwnOrigin}: a frame's form, posted into a new tab. Proves that a page of our own origin in
 * this very browser wants the login: no other page can post with our `Origin`, and only our server
 * gave the frame its start token. Whoever starts the same one again burns it (embedding.md 2.4, A5).
 *
 * Answers 200 with a page that goes on to MobilePay: Chromium would hold a redirect against the
 * console's `form-action 'self'`.
 */
export function createEmbedLogin(deps: Deps) {
  const { config, seals, store, now } = deps

  return async function embedLogin(c: RouteContext) {
    const token = new URLSearchParams(await c.req.text()).get('h')
    const start = token === null ? undefined : await openStart(seals, token)
    const settings = start === undefined ? undefined : config.embedClients.get(start.client)
    if (start === undefined || settings === undefined) return notStarted(c, 400)
    const { client, secretHash, vat, scopes, language } = start
    // What the integrator may ask for can have changed since the frame got its token.
    const allowed = offeredScopes(config, settings)
    const isAllowed = scopes.every((scope) => allowed.includes(scope))
    if (!isAllowed || !mayConnect(config, settings, vat)) return notStarted(c, 400, language)
    try {
      const { url, ...secrets } = await buildAuthorizationRequest(deps.provider, {
        clientId: config.clientId,
        redirectUri: deps.redirectUri,
        responseMode: config.responseMode,
        vat,
        scopes,
      })
      const outcome = await store.mailbox.start(secretHash)
      if (outcome !== 'started')
        return await notStarted(c, outcome === 'full' ? 503 : 400, language)
      const frame = { client, secretHash, language }
      const times = { startedAt: now(), returnTo: '/' }
      const transaction = { ...secrets, vat, scopes, ...times, frame }
      for (const cookie of await startTransaction(
        seals,
        transaction,
        c.env.incoming.headers.cookie,
      )) {
        c.header('Set-Cookie', cookie, { append: true })
      }
      return await leaveFor(c, url, language)
    } catch (error) {
      if (!(error instanceof BffError)) throw error
      deps.log.warn({ requestId: c.get('requestId'), ...error.log, error }, 'login not started')
      c.header('Retry-After', String(error.retryAfterSeconds ?? 5))
      return notStarted(c, 503, language)
    }
  }
}

function leaveFor(c: RouteContext, url: string, wanted: string) {
  const language = languageOf(wanted)
  const { opening, continue: next } = texts[language]
  // MobilePay need not learn from which address a merchant came.
  c.header('Referrer-Policy', 'no-referrer')
  return page(c, {
    status: 200,
    title: opening,
    language,
    body: html`<div class="actions"><a class="action" id="next" href="${url}">${next}</a></div>`,
    script: "location.replace(document.querySelector('#next').href)",
  })
}

function notStarted(c: RouteContext, status: 400 | 403 | 503, wanted?: string) {
  const language = languageOf(wanted ?? c.env.incoming.headers['accept-language'])
  const { startFailed, failures, reference } = texts[language]
  const [title, text] = status === 503 ? failures.provider_unavailable : startFailed
  c.get('entry').code = 'start_refused'
  return page(c, {
    status,
    title,
    language,
    body: html`<p>${text}</p>
      <small>${reference}: ${c.get('requestId')}</small>`,
  })
}
