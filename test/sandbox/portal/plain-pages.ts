import { html } from 'hono/html'

import { layout, type Html } from './layout.ts'
import type { PortalError } from './portal-errors.ts'

/** The page that invalid requests end on. It tells a merchant next to nothing, as MobilePay's does. */
export function errorPage({ code, requestId }: PortalError, userName?: string): Html {
  const body = html`<div class="card failure">
      <h1>Argh … that did not work</h1>
      <p class="lead">Something about this login was not right, and we cannot go on.</p>
      <p>Error: <code>${code}</code></p>
      <p>Request: <code>${requestId}</code></p>
      <p><a href="/">To the stand-in's front page</a></p>
    </div>
    <p class="muted small">
      MobilePay says no more than this, and sends nobody back. Only the stand-in tells you why: see
      <a href="/#tutorial">what was refused</a>. To try again, start over where you came from.
      ${userName && `You are logged in as ${userName}. For the company of somebody else, log out.`}
    </p>`
  return layout({ title: 'Error', body, width: 'narrow', userName })
}

/** For a login page that was left open too long, or reached by the back button. */
export function expiredPage(): Html {
  const body = html`<div class="card">
    <h1>This login is over</h1>
    <p class="lead">It was finished in another tab, or it has been open for more than an hour.</p>
    <p>Go back to where you came from and start again.</p>
    <p><a href="/">To the stand-in's front page</a></p>
  </div>`
  return layout({ title: 'Login over', body, width: 'narrow' })
}

export function notFoundPage(): Html {
  const body = html`<div class="card">
    <h1>There is no such page</h1>
    <p><a href="/">To the front page</a></p>
  </div>`
  return layout({ title: 'Not found', body, width: 'narrow' })
}
