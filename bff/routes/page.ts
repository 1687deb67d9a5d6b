import { randomBytes } from 'node:crypto'

import { html, raw } from 'hono/html'

import type { RouteContext } from './env.ts'
import { type Language, languageOf, type LoginFailure, texts } from './page-texts.ts'

type Status = 200 | 400 | 403 | 429 | 500 | 503

interface Page {
  readonly status: Status
  readonly title: string
  readonly body: ReturnType<typeof html>
  /** By `Accept-Language` where left out. */
  readonly language?: Language
  /** Source of the page's one script; it runs under a nonce. */
  readonly script?: string
}

const style = `
:root{color-scheme:light dark;--bg:#f6f7f8;--surface:#fff;--line:#e1e5e9;--text:#14181f;--muted:#55606b;--accent:#0e5e6f;--on:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#0f1216;--surface:#171b21;--line:#2a323b;--text:#e9edf1;--muted:#a6b0ba;--accent:#62c3d4;--on:#06222a}}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:24px;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{width:100%;max-width:480px;padding:32px;background:var(--surface);border:1px solid var(--line);border-radius:12px}
h1{margin:0 0 12px;font-size:22px;line-height:1.25;letter-spacing:-.015em}
p{margin:0 0 20px;color:var(--muted)}
small{display:block;margin-top:24px;color:var(--muted);overflow-wrap:anywhere}
.actions{display:flex;flex-wrap:wrap;gap:12px}
.action{display:inline-flex;align-items:center;min-height:44px;padding:0 18px;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.action.second{background:none;color:var(--accent)}
.action:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`

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
          <main>${body}</main>
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

/**
 * The page on which a failed login ends: the reason in words, a way on, and the request id as a
 * reference. Never the provider's own text.
 *
 * @param again - local path that tries again.
 */
export function failurePage(c: RouteContext, status: Status, failure: LoginFailure, again: string) {
  const language = languageOf(c.env.incoming.headers['accept-language'])
  const { failures, tryAgain, reference } = texts[language]
  const [title, text] = failures[failure]
  c.get('entry').code ??= failure
  return page(c, {
    status,
    title,
    body: html`<h1>${title}</h1>
      <p>${text}</p>
      <div class="actions"><a class="action" href="${again}">${tryAgain}</a></div>
      <small>${reference}: ${c.get('requestId')}</small>`,
  })
}
