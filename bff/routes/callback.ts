import { html } from 'hono/html'

import type { RouteContext } from './env.ts'
import { languageOf } from './language.ts'
import { texts } from './page-texts.ts'
import { failurePage, page } from './page.ts'

/** Limits of an authorization response (decision 14). */
export const maximumPairs = 32
export const maximumResponseBytes = 128 * 1024

/**
 * Passes the response from the fragment on as a form of our own origin, and takes it out of the
 * address and the history first. An empty fragment leaves the page with its way back.
 */
const fragmentScript = `
const pairs = new URLSearchParams(location.hash.slice(1))
history.replaceState(null, '', location.pathname)
const form = document.forms[0]
for (const [name, value] of pairs) {
  const input = document.createElement('input')
  input.type = 'hidden'
  input.name = name
  input.value = value
  form.append(input)
}
if (pairs.size > 0) { HTMLFormElement.prototype.submit.call(form) }
else { document.querySelector('#empty').hidden = false; form.hidden = true }
`

/**
 * `POST /auth/callback`, the landing of `form_post`. It reads and sets no cookie: the post comes
 * from MobilePay's site, so the browser sends none that is `SameSite=Strict`. The page it answers
 * with posts the very same parameters to `/auth/complete`, from our own origin this time.
 *
 * @see OAuth 2.0 Form Post Response Mode; embedding.md section 3
 */
export async function postedCallback(c: RouteContext) {
  if (isPrefetch(c)) return c.body(null, 204)
  const type = c.env.incoming.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  const pairs =
    type === 'application/x-www-form-urlencoded'
      ? [...new URLSearchParams(await c.req.text())]
      : undefined
  if (pairs === undefined || pairs.length === 0 || pairs.length > maximumPairs) {
    return failurePage(c, 400, 'bad_request', '/connect')
  }
  return selfSubmitting(c, pairs)
}

/**
 * `GET /auth/callback`, the landing of `fragment`, which only the browser can see. Nothing that
 * stands in the query is taken for a response, but for an error: with a code in the query, somebody
 * is trying something.
 */
export function landedCallback(c: RouteContext) {
  if (isPrefetch(c)) return c.body(null, 204)
  const query = new URL(c.req.url).searchParams
  if (query.has('error') && !query.has('code') && !query.has('id_token')) {
    return selfSubmitting(c, [...query].slice(0, maximumPairs))
  }
  if (query.size > 0) return failurePage(c, 400, 'bad_request', '/connect')
  const { returning, needsScript, tryAgain, failures } = texts[language(c)]
  return page(c, {
    status: 200,
    title: returning[0],
    body: html`<noscript><p>${needsScript}</p></noscript>
      <form method="post" action="/auth/complete"><p>${returning[1]}</p></form>
      <div id="empty" hidden>
        <p>${failures.bad_request[1]}</p>
        <div class="actions"><a class="action" href="/connect">${tryAgain}</a></div>
      </div>`,
    script: fragmentScript,
  })
}

function selfSubmitting(c: RouteContext, pairs: readonly (readonly [string, string])[]) {
  const { returning, continue: next } = texts[language(c)]
  return page(c, {
    status: 200,
    title: returning[0],
    body: html`<p>${returning[1]}</p>
      <form method="post" action="/auth/complete">
        ${pairs.map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
        )}
        <noscript><button class="action">${next}</button></noscript>
      </form>`,
    // The form's own method: a parameter called "submit" would hide it.
    script: 'HTMLFormElement.prototype.submit.call(document.forms[0])',
  })
}

function isPrefetch(c: RouteContext): boolean {
  const purpose = c.env.incoming.headers['sec-purpose'] ?? c.env.incoming.headers['purpose']
  return typeof purpose === 'string' && purpose.includes('prefetch')
}

function language(c: RouteContext) {
  return languageOf(c.env.incoming.headers['accept-language'])
}
