import { hash, randomBytes } from 'node:crypto'

import { html } from 'hono/html'
import * as z from 'zod/mini'

import type { Deps } from '../deps.ts'
import { decrypt, encrypt } from '../secret-box.ts'
import type { Session } from '../session/session.ts'
import { transactionSeconds } from '../session/transaction.ts'
import { currentSession } from './current-session.ts'
import { endReplaced } from './end-session.ts'
import type { RouteContext } from './env.ts'
import { languageOf, texts } from './page-texts.ts'
import { failurePage, page } from './page.ts'

const waitingSchema = z.object({
  /** Id of the session whose place it may take. */
  replaces: z.string(),
  sealed: z.string(),
  idTokenCookie: z.string(),
  returnTo: z.string(),
})

/** A finished login that waits for the merchant's word. */
type Waiting = Readonly<z.infer<typeof waitingSchema>>

/**
 * Whether a login for the VAT number that is connected already was answered for another business:
 * the merchant has to see that before it takes the old connection's place (decision 1).
 */
export function isOtherBusiness(before: Session, after: Session): boolean {
  const { merchantId } = before.tokens
  return (
    before.vat === after.vat &&
    merchantId !== null &&
    after.tokens.merchantId !== null &&
    merchantId !== after.tokens.merchantId
  )
}

/** The page that asks which one to keep. What waits lies in the store, under a key in the form. */
export async function askWhichBusiness(deps: Deps, c: RouteContext, waiting: Waiting) {
  const key = randomBytes(32)
  const value = encrypt(key, JSON.stringify(waiting))
  await deps.store.put(nameOf(key), value, transactionSeconds)
  const { otherBusiness, useNew, keepOld } =
    texts[languageOf(c.env.incoming.headers['accept-language'])]
  return page(c, {
    status: 200,
    title: otherBusiness[0],
    body: html`<h1>${otherBusiness[0]}</h1>
      <p>${otherBusiness[1]}</p>
      <form method="post" action="/auth/complete" class="actions">
        <input type="hidden" name="replacement" value="${key.toString('base64url')}" />
        <button class="action">${useNew}</button>
        <a class="action second" href="/">${keepOld}</a>
      </form>`,
  })
}

/**
 * The merchant wants the new one: puts what waited into the browser, once, and only into the one
 * that was asked. The callback passes on whatever any site posts to it, so the key by itself proves
 * nothing: somebody else's would connect this browser to somebody else's business.
 */
export async function useOtherBusiness(deps: Deps, c: RouteContext, encodedKey: string) {
  const key = Buffer.from(encodedKey, 'base64url')
  const value = await deps.store.get(nameOf(key))
  const text = value === undefined ? undefined : decrypt(key, value)
  const parsed = text === undefined ? undefined : waitingSchema.safeParse(JSON.parse(text))
  const before = await currentSession(deps, c.env.incoming, { kind: 'tab' })
  if (
    parsed?.success !== true ||
    before.kind === 'none' ||
    before.session.id !== parsed.data.replaces ||
    !(await deps.store.claim(`${nameOf(key)}:used`, transactionSeconds))
  ) {
    return failurePage(c, 400, 'elsewhere', '/connect')
  }
  const { sealed, idTokenCookie, returnTo } = parsed.data
  const opened = await deps.sessions.open(sealed)
  if (opened.kind === 'none') return failurePage(c, 400, 'elsewhere', '/connect')
  await endReplaced(deps, c.env.incoming, { kind: 'tab' }, opened.session)
  const [name, header] = deps.sessions.header(opened.session, sealed)
  c.header(name, header, { append: true })
  c.header('Set-Cookie', idTokenCookie, { append: true })
  return c.redirect(returnTo, 303)
}

function nameOf(key: Uint8Array): string {
  return `waiting:${hash('sha256', key, 'base64url')}`
}
