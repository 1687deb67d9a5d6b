import { hash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { html } from 'hono/html'
import * as z from 'zod/mini'

import type { Deps } from '../deps.ts'
import { decrypt, encrypt } from '../secret-box.ts'
import { purposeOf } from '../session/session-cookie.ts'
import type { Session } from '../session/session.ts'
import { transactionSeconds } from '../session/transaction.ts'
import { type Caller, currentSession } from './current-session.ts'
import { endReplaced } from './end-session.ts'
import type { RouteContext } from './env.ts'
import { languageOf } from './language.ts'
import { texts } from './page-texts.ts'
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

/** Keeps a finished login in the store, and answers the only key to it. */
export async function keepWaiting(deps: Deps, waiting: Waiting): Promise<string> {
  const key = randomBytes(32)
  await deps.store.put(nameOf(key), encrypt(key, JSON.stringify(waiting)), transactionSeconds)
  return key.toString('base64url')
}

/**
 * Takes a finished login out again, once, and only for the session that it was kept for. The key by
 * itself proves nothing: somebody else's would connect this browser to somebody else's business.
 */
export async function takeWaiting(
  deps: Deps,
  incoming: IncomingMessage,
  caller: Caller,
  encodedKey: string,
): Promise<(Waiting & { readonly session: Session }) | undefined> {
  const key = Buffer.from(encodedKey, 'base64url')
  const value = await deps.store.get(nameOf(key))
  const text = value === undefined ? undefined : decrypt(key, value)
  const parsed = text === undefined ? undefined : waitingSchema.safeParse(JSON.parse(text))
  const before = await currentSession(deps, incoming, caller)
  if (
    parsed?.success !== true ||
    before.kind === 'none' ||
    before.session.id !== parsed.data.replaces ||
    !(await deps.store.claim(`${nameOf(key)}:used`, transactionSeconds))
  ) {
    return undefined
  }
  const opened = await deps.sessions.open(parsed.data.sealed, purposeOf(before.session))
  if (opened.kind === 'none') return undefined
  await endReplaced(deps, incoming, caller, opened.session)
  return { ...parsed.data, session: opened.session }
}

/** The page that asks which one to keep. */
export async function askWhichBusiness(deps: Deps, c: RouteContext, waiting: Waiting) {
  const key = await keepWaiting(deps, waiting)
  const { otherBusiness, useNew, keepOld } =
    texts[languageOf(c.env.incoming.headers['accept-language'])]
  return page(c, {
    status: 200,
    title: otherBusiness[0],
    body: html`<p>${otherBusiness[1]}</p>
      <form method="post" action="/auth/complete" class="actions">
        <input type="hidden" name="replacement" value="${key}" />
        <button class="action">${useNew}</button>
        <a class="action second" href="/">${keepOld}</a>
      </form>`,
  })
}

/**
 * The merchant wants the new one: puts what waited into the browser. The callback passes on whatever
 * any site posts to it, so this may be a key that somebody else was given.
 */
export async function useOtherBusiness(deps: Deps, c: RouteContext, key: string) {
  const waiting = await takeWaiting(deps, c.env.incoming, { kind: 'tab' }, key)
  if (waiting === undefined) return failurePage(c, 400, 'elsewhere', '/connect')
  const [name, header] = deps.sessions.header(waiting.session, waiting.sealed)
  c.header(name, header, { append: true })
  c.header('Set-Cookie', waiting.idTokenCookie, { append: true })
  return c.redirect(waiting.returnTo, 303)
}

function nameOf(key: Uint8Array): string {
  return `waiting:${hash('sha256', key, 'base64url')}`
}
