import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

import type { Client } from '../core.ts'
import { phonePaths } from '../phone/paths.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export const stylesheetPath = '/account/portal.css'
export const scriptPath = '/account/portal.js'

interface Page {
  readonly title: string
  readonly body: Html
  /** A narrow card for one decision, or the whole width. */
  readonly width: 'narrow' | 'wide'
  /** The portal user who is logged in. */
  readonly userName?: string | undefined
  readonly script?: boolean
  /** Sends the browser on after a moment. */
  readonly continueTo?: string
}

/** A page of the portal. It says on every page that it is a stand-in. */
export function layout({ title, body, width, userName, script, continueTo }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · MobilePay portal (stand-in)</title>
        <link rel="stylesheet" href="${stylesheetPath}" />
        <link rel="icon" href="data:," />
        ${continueTo && html`<meta http-equiv="refresh" content="2;url=${continueTo}" />`}
        ${script && raw(`<script type="module" src="${scriptPath}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <a class="brand" href="/">MobilePay portal <span class="pill">stand-in</span></a>
          ${width === 'wide' ? standInPages() : ''}
          ${userName === undefined ? '' : account(userName)}
        </header>
        <main id="main" class="${width}">${body}</main>
        <footer>
          A stand-in for development and tests. It is not MobilePay, and nothing typed here leaves
          this machine.
        </footer>
      </body>
    </html>`
}

/** Not on the pages that ask a merchant to decide: those are MobilePay's. */
function standInPages(): Html {
  return html`<nav aria-label="Stand-in">
    <a href="${phonePaths.phone}">Phones</a>
    <a href="${phonePaths.deliveries}">Deliveries</a>
    <a href="${phonePaths.clock}">Clock and switches</a>
  </nav>`
}

function account(userName: string): Html {
  return html`<nav aria-label="Account">
    <a href="/settings/integration">Integrations</a>
    <span class="who">${userName}</span>
    <form method="post" action="/logout"><button class="link">Log out</button></form>
  </nav>`
}

/** No scripts or pictures from elsewhere; forms may end up at the integrator, where logins lead. */
export function contentSecurityPolicy(client: Client): string {
  const integrator = [...client.redirectUris, ...client.postLogoutRedirectUris]
  const origins = new Set(integrator.map((uri) => new URL(uri).origin))
  const logout = client.frontchannelLogoutUri
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    `frame-src ${logout === undefined ? "'none'" : new URL(logout).origin}`,
    `form-action ${["'self'", ...origins].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
