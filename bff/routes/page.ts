import { randomBytes } from 'node:crypto'

import { html, raw } from 'hono/html'

import type { RouteContext } from './env.ts'
import { type Language, languageOf } from './language.ts'
import { type LoginFailure, texts } from './page-texts.ts'

type Status = 200 | 400 | 403 | 404 | 405 | 429 | 500 | 503

interface Page {
  readonly status: Status
  /** Its heading as well. */
  readonly title: string
  readonly body: ReturnType<typeof html>
  /** By `Accept-Language` where left out. */
  readonly language?: Language
  /** Source of the page's one script; it runs under a nonce. */
  readonly script?: string
}

// The console's look (web/ui/tokens.css), but for its font: these pages fetch nothing at all.
const style = `
:root{color-scheme:light dark;--bg:#f6f7f8;--surface:#fff;--line:#e1e5e9;--control:#848f9a;--text:#14181f;--muted:#55606b;--accent:#0e5e6f;--strong:#0a4957;--on:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#0f1216;--surface:#171b21;--line:#2a323b;--control:#74808d;--text:#e9edf1;--muted:#a6b0ba;--accent:#62c3d4;--strong:#86d3e0;--on:#06222a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.45 'Inter Variable',Inter,system-ui,sans-serif}
header{display:flex;align-items:center;gap:10px;height:60px;padding:0 32px;font-weight:620}
main{max-width:704px;margin:0 auto;padding:8px 32px 48px}
h1{margin:0 0 12px;font-size:22px;font-weight:650;line-height:1.25;letter-spacing:-.015em}
.card{padding:20px 24px;background:var(--surface);border:1px solid var(--line);border-radius:12px}
p{margin:0 0 16px;font-size:15px}
.card>:last-child{margin-bottom:0}
small{display:block;margin-top:16px;color:var(--muted);font-size:12.5px;overflow-wrap:anywhere}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:0}
.action{display:inline-flex;align-items:center;justify-content:center;min-height:36px;padding:6px 14px;border:1px solid transparent;border-radius:8px;background:var(--accent);color:var(--on);font:inherit;font-weight:550;text-decoration:none;cursor:pointer}
.action:hover{background:var(--strong)}
.action.second{border-color:var(--control);background:var(--surface);color:var(--text)}
.action:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (width<600px){header{padding:0 14px}main{padding:8px 14px 48px}.card{padding:16px 14px}.action{min-height:44px;flex:1}}
`

const brand = html`<svg viewBox="0 0 26 26" width="26" height="26" aria-hidden="true">
    <rect width="26" height="26" rx="7" fill="var(--accent)" />
    <path
      d="M11.5 9H9a4 4 0 0 0 0 8h2.5M14.5 9H17a4 4 0 0 1 0 8h-2.5M10 13h6"
      fill="none"
      stroke="var(--on)"
      stroke-width="2"
      stroke-linecap="round"
    />
  </svg>
  Connect`

/**
 * Answers with a page that the bff writes itself: no resource from anywhere, one style and at most
 * one script, both under a nonce, and nothing from outside unescaped.
 */
export function page(c: RouteContext, { status, title, body, script, language }: Page) {
  const nonce = randomBytes(16).toString('base64url')
  const shown = language ?? languageOf(c.env.incoming.headers['accept-language'])
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  )
  return c.html(
    html`<!doctype html>
      <html lang="${shown}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} · MobilePay Connect</title>
          <style nonce="${nonce}">
            ${raw(style)}
          </style>
        </head>
        <body>
          <header>${brand}</header>
          <main>
            <h1>${title}</h1>
            <div class="card">${body}</div>
          </main>
          ${
            script === undefined
              ? ''
              : html`<script nonce="${nonce}">
                  ${raw(script)}
                </script>`
          }
        </body>
      </html>`,
    status,
  )
}

/** What is not there at all: trying again would lead to the same place. */
const absent: readonly LoginFailure[] = ['no_page', 'unknown_portal']

/**
 * The page on which a failed login ends, or an address that leads nowhere: the reason in words, a way on, and the request id as a
 * reference. Never the provider's own text.
 *
 * @param again - local path that tries again.
 */
export function failurePage(c: RouteContext, status: Status, failure: LoginFailure, again: string) {
  const language = languageOf(c.env.incoming.headers['accept-language'])
  const { failures, tryAgain, startPage, reference } = texts[language]
  const wayOn = absent.includes(failure) ? startPage : tryAgain
  const [title, text] = failures[failure]
  c.get('entry').code ??= failure
  return page(c, {
    status,
    title,
    body: html`<p>${text}</p>
      <div class="actions"><a class="action" href="${again}">${wayOn}</a></div>
      <small>${reference}: ${c.get('requestId')}</small>`,
  })
}
