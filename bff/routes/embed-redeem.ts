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
import type { Place } from '../session/session.ts'
import { endReplaced } from './end-session.ts'
import type { RouteContext } from './env.ts'
import { readJson, requireFrame, requireHandle } from './frame-caller.ts'
import { checkResponse, type Connected, type Failed, grantSession } from './grant-session.ts'
import { createOnce } from './once.ts'

type Reason = Extract<RedeemAnswer, { readonly connected: false }>['reason']

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
    const { hid, ticket: sealed } = await readJson(c, redeemRequestSchema)
    const { secret } = await requireHandle(deps, c, caller, hid)
    const ticket = await openTicket(deps.seals, sealed)
    const secretHash = hashSecret(secret)
    const isOurs = ticket?.secretHash === secretHash && ticket.client === caller.client
    if (ticket === undefined || !isOurs)
      throw refused('The ticket is for another frame, or too old.')
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
    await endReplaced(deps, c.env.incoming, caller, outcome.session)
    const [name, value] = deps.sessions.header(outcome.session, outcome.sealed)
    c.header(name, value, { append: true })
    return c.json({ connected: true } satisfies RedeemAnswer)
  }
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
