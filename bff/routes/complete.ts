import type { Deps } from '../deps.ts'
import { deleteCookie } from '../session/cookies.ts'
import { storeIdToken } from '../session/id-token-cookie.ts'
import {
  openTransaction,
  type Transaction,
  transactionCookieName,
  transactionSeconds,
} from '../session/transaction.ts'
import { maximumPairs } from './callback.ts'
import { currentSession } from './current-session.ts'
import { endReplaced } from './end-session.ts'
import type { RouteContext } from './env.ts'
import { checkResponse, type Connected, type Failed, grantSession } from './grant-session.ts'
import { handOver } from './hand-over.ts'
import { createOnce } from './once.ts'
import { askWhichBusiness, isOtherBusiness, useOtherBusiness } from './other-business.ts'
import { failurePage } from './page.ts'

/**
 * `POST /auth/complete`: the authorization response, posted by our own callback page. Checks it
 * against the transaction that this browser started, exchanges the code, and puts the session into
 * its cookie. For a frame, the answer goes on to the frame instead.
 *
 * A response is used once: whoever posts it again, at the same time or later, gets what came of it
 * the first time and causes no second token request (decision 15).
 */
export function createComplete(deps: Deps) {
  const once = createOnce<Connected | Failed>(deps.store, transactionSeconds)

  return async function complete(c: RouteContext) {
    const { incoming } = c.env
    if (incoming.headers.origin !== deps.config.publicUrl) {
      return failurePage(c, 403, 'elsewhere', '/connect')
    }
    const parameters = new URLSearchParams(await c.req.text())
    const replacement = parameters.get('replacement')
    if (replacement !== null) return useOtherBusiness(deps, c, replacement)
    const state = parameters.get('state')
    if (state === null || parameters.size > maximumPairs) {
      return failurePage(c, 400, 'bad_request', '/connect')
    }
    const transaction = await openTransaction(deps.seals, incoming.headers.cookie, state)
    if (transaction === undefined) {
      // The back button after a login leads here: with a session there is nothing to explain.
      const current = await currentSession(deps, incoming, { kind: 'tab' })
      return current.kind === 'open'
        ? c.redirect('/', 303)
        : failurePage(c, 400, 'elsewhere', '/connect')
    }
    c.header('Set-Cookie', deleteCookie(transactionCookieName(state)), { append: true })
    const { frame } = transaction
    if (frame !== null) return handOver(deps, c, { ...transaction, frame }, parameters)

    const completion = await once('state', state, () =>
      finish(deps, transaction, parameters, c.get('requestId')),
    )
    if (completion === 'used') return failurePage(c, 400, 'elsewhere', '/connect')
    if (completion.kind === 'failed') {
      const { vat, scopes } = transaction
      const again = new URLSearchParams({ merchant_vat: vat, scope: scopes.join(' ') })
      const status = completion.failure === 'provider_unavailable' ? 503 : 400
      return failurePage(c, status, completion.failure, `/connect?${again.toString()}`)
    }
    const { session, sealed, idToken } = completion
    const idTokenUntil = session.connectedAt + deps.config.sessionMaxSeconds
    const idTokenCookie = await storeIdToken(deps.seals, idToken, idTokenUntil, deps.now())
    const before = await currentSession(deps, incoming, { kind: 'tab' })
    if (before.kind === 'open' && isOtherBusiness(before.session, session)) {
      const { returnTo } = transaction
      const replaces = before.session.id
      return askWhichBusiness(deps, c, { replaces, sealed, idTokenCookie, returnTo })
    }
    await endReplaced(deps, incoming, { kind: 'tab' }, session)
    const [name, header] = deps.sessions.header(session, sealed)
    c.header(name, header, { append: true })
    c.header('Set-Cookie', idTokenCookie, { append: true })
    return c.redirect(transaction.returnTo, 303)
  }
}

async function finish(
  deps: Deps,
  transaction: Transaction,
  parameters: URLSearchParams,
  requestId: string,
): Promise<Connected | Failed> {
  const checked = await checkResponse(deps, transaction, parameters, requestId)
  if (checked.kind === 'failed') return checked
  return grantSession(deps, transaction, checked.response, { kind: 'tab' }, requestId)
}
