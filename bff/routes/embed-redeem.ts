import { type RedeemAnswer, redeemRequestSchema } from '#shared/api.ts'

import type { Deps } from '../deps.ts'
import { BffError } from '../errors.ts'
import {
  forgetHandle,
  handleSeconds,
  hashSecret,
  openTicket,
  type Ticket,
} from '../session/handle.ts'
import type { Place, Session } from '../session/session.ts'
import { type Caller, currentSession } from './current-session.ts'
import { endReplaced } from './end-session.ts'
import type { RouteContext } from './env.ts'
import { readJson, requireFrame, requireHandle } from './frame-caller.ts'
import { checkResponse, type Connected, type Failed, grantSession } from './grant-session.ts'
import { createOnce } from './once.ts'
import { isOtherBusiness, keepWaiting, takeWaiting } from './other-business.ts'

type Reason = Exclude<
  Extract<RedeemAnswer, { readonly connected: false }>['reason'],
  'other_business'
>

const reasons: readonly Reason[] = [
  'denied',
  'refused',
  'provider_error',
  'provider_unavailable',
  'elsewhere',
]

/**
 * `POST /auth/redeem`: a frame takes the answer of its login. It must hold the handle that the
 * ticket was sealed for, nobody may have started that login twice, and a ticket works once. Only
 * here the code is exchanged, and the session goes into the frame's own cookie jar.
 */
export function createEmbedRedeem(deps: Deps) {
  const once = createOnce<Connected | Failed>(deps.store, handleSeconds)

  return async function embedRedeem(c: RouteContext) {
    const caller = requireFrame(deps, c)
    const asked = await readJson(c, redeemRequestSchema)
    if ('replacement' in asked) return replace(deps, c, caller, asked.replacement)
    const { hid, ticket: sealed } = asked
    const { secret } = await requireHandle(deps, c, caller, hid)
    const ticket = await openTicket(deps.seals, sealed)
    const secretHash = hashSecret(secret)
    if (ticket?.secretHash !== secretHash) {
      throw refused('The ticket is for another frame, or too old.')
    }
    const { status } = await deps.store.mailbox.get(secretHash)
    if (status === 'burnt') throw refused('The login was started twice.')

    const cookieless = c.env.incoming.headers['x-mpc-handle'] !== undefined
    const place: Place = { kind: cookieless ? 'cookieless' : 'frame', client: caller.client }
    const outcome = await once('ticket', secret, () => redeem(deps, ticket, place, c))
    if (outcome === 'used') throw refused('The ticket was used already.')
    if (!cookieless) c.header('Set-Cookie', forgetHandle(hid), { append: true })
    if (outcome.kind === 'failed') {
      const reason = reasons.find((known) => known === outcome.failure) ?? 'refused'
      return c.json({ connected: false, reason } satisfies RedeemAnswer)
    }
    const { session, sealed: sealedSession } = outcome
    const before = await currentSession(deps, c.env.incoming, caller)
    if (before.kind === 'open' && isOtherBusiness(before.session, session)) {
      const kept = { replaces: before.session.id, sealed: sealedSession }
      const replacement = await keepWaiting(deps, { ...kept, idTokenCookie: '', returnTo: '/' })
      const answer = { connected: false, reason: 'other_business', replacement } as const
      return c.json(answer satisfies RedeemAnswer)
    }
    await endReplaced(deps, c.env.incoming, caller, session)
    return connected(deps, c, session, sealedSession)
  }
}

/** The merchant wants the other business that it was asked about. */
async function replace(deps: Deps, c: RouteContext, caller: Caller, key: string) {
  const waiting = await takeWaiting(deps, c.env.incoming, caller, key)
  if (waiting === undefined) throw refused('There is nothing to take the connection’s place.')
  return connected(deps, c, waiting.session, waiting.sealed)
}

function connected(deps: Deps, c: RouteContext, session: Session, sealed: string) {
  const [name, value] = deps.sessions.header(session, sealed)
  c.header(name, value, { append: true })
  return c.json({ connected: true } satisfies RedeemAnswer)
}

async function redeem(
  deps: Deps,
  ticket: Ticket,
  place: Place,
  c: RouteContext,
): Promise<Connected | Failed> {
  const { answer } = ticket
  const requestId = c.get('requestId')
  if (answer.kind === 'failed') {
    return {
      kind: 'failed',
      failure: reasons.find((known) => known === answer.failure) ?? 'refused',
    }
  }
  // Checked once more, because only what the library has checked itself is exchanged.
  const parameters = new URLSearchParams(answer.parameters)
  const checked = await checkResponse(deps, ticket, parameters, requestId)
  if (checked.kind === 'failed') return checked
  return grantSession(deps, ticket, checked.response, place, requestId)
}

function refused(message: string): BffError {
  return new BffError('invalid_request', { message })
}
