import { html } from 'hono/html'

import { embedMessages } from '#shared/embed.ts'

import type { Deps } from '../deps.ts'
import { handleId, sealTicket, type Ticket } from '../session/handle.ts'
import type { Transaction } from '../session/transaction.ts'
import type { RouteContext } from './env.ts'
import { checkResponse } from './grant-session.ts'
import { languageOf } from './language.ts'
import { texts } from './page-texts.ts'
import { page } from './page.ts'

type FramedTransaction = Transaction & { readonly frame: NonNullable<Transaction['frame']> }

/**
 * Ends an embedded login's tab: puts the checked answer, sealed, into the mailbox and onto a page
 * that hands it to the frame. The code is not exchanged here but by the frame, so that a portal
 * that is gone leaves no refresh token of 13 months behind.
 */
export async function handOver(
  deps: Deps,
  c: RouteContext,
  transaction: FramedTransaction,
  parameters: URLSearchParams,
) {
  const { frame, state, nonce, codeVerifier, vat, scopes } = transaction
  const checked = await checkResponse(deps, transaction, parameters, c.get('requestId'))
  const answer: Ticket['answer'] =
    checked.kind === 'checked'
      ? { kind: 'response', parameters: onlyNeeded(parameters) }
      : { kind: 'failed', failure: checked.failure }
  const { client, secretHash } = frame
  const language = languageOf(frame.language)
  const secrets = { state, nonce, codeVerifier, vat, scopes }
  const content = { secretHash, ...secrets, answer }
  const ticket = await sealTicket(deps.seals, content, deps.now())
  await deps.store.mailbox.finish(secretHash, ticket)

  const portal = deps.config.embedClients.get(client)?.name ?? ''
  const { handedOver } = texts[language]
  return page(c, {
    status: 200,
    title: handedOver[0],
    language,
    body: html`<p>${handedOver[1].replace('{portal}', () => portal)}</p>
      <div id="handover" data-hid="${handleId(secretHash)}" data-ticket="${ticket}"></div>`,
    script: handOverScript,
  })
}

/** What the check at the frame's request needs; a ticket carries nothing else. */
function onlyNeeded(parameters: URLSearchParams): string {
  const needed = ['code', 'id_token', 'state', 'iss']
  return new URLSearchParams([...parameters].filter(([name]) => needed.includes(name))).toString()
}

// Both ends of the message are our own origin, and both check it. The window closes by itself also
// where the opener is gone: the frame then finds the ticket in the mailbox.
const handOverScript = `
const { hid, ticket } = document.querySelector('#handover').dataset
const done = () => window.close()
addEventListener('message', (event) => {
  if (event.origin !== location.origin || event.source !== opener) return
  if (event.data?.v === 1 && event.data.type === '${embedMessages.acknowledge}' && event.data.hid === hid) done()
})
opener?.postMessage({ v: 1, type: '${embedMessages.handOver}', hid, ticket }, location.origin)
setTimeout(done, 700)
`
