import type { Invoice } from '../data/invoices.ts'
import type { World } from '../data/world.ts'
import type { Call } from './call.ts'
import { named } from './invoice-bodies.ts'
import { pathId } from './read-request.ts'
import { emptyReply, jsonReply } from './reply.ts'

export const invoiceReply = (
  { dialect }: Pick<Call, 'dialect'>,
  body: unknown,
  status = 200,
): Response => jsonReply(named(body, dialect.invoiceNames), status)

/** The merchant of the path must be the token's. */
export const forOwnMerchant =
  (answer: (call: Call) => Response | Promise<Response>) => (call: Call) =>
    pathId(call, 'merchantid') === call.world.merchant.id ? answer(call) : emptyReply(403)

/** Nothing is known yet of one that came in a batch, and nothing any more of an expired link. */
const isKnown = ({ kind, status }: Invoice) =>
  status !== 'received' && !(kind === 'link' && status === 'expired')

export const knownInvoice = (
  { invoiceBook }: Pick<World, 'invoiceBook'>,
  id: string,
): Invoice | undefined => {
  const invoice = invoiceBook.invoices.get(id)
  return invoice && isKnown(invoice) ? invoice : undefined
}

export const findInvoice = (call: Call): Invoice | undefined =>
  knownInvoice(call.world, pathId(call, 'invoiceid'))
