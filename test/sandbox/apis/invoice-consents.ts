import type { DirectInvoiceConsent } from '../data/invoices.ts'
import { BadRequestError, type Call } from './call.ts'
import { consentBody } from './invoice-bodies.ts'
import { wrongInvoiceState } from './invoice-errors.ts'
import { invoiceReply, knownInvoice } from './invoice-lookups.ts'
import { ignoreCase } from './invoice-terms.ts'
import { readObject, readUuid, required } from './read-json.ts'
import { pathId, queryUuid } from './read-request.ts'
import { notFound } from './reply.ts'

/** MobilePay does not say how many consents make a page. */
const consentsPerPage = 50

/** How many consents came before: MobilePay's clients are to pass it on without reading it. */
const readPagingState = ({ request }: Call): number => {
  const state = request.query('pagingState') || undefined
  if (state === undefined) return 0
  const seen = /^after-(\d{1,9})$/u.exec(Buffer.from(state, 'base64url').toString())?.[1]
  if (seen === undefined) throw new BadRequestError('pagingState is not one of ours.')
  return Number(seen)
}

const isGranted = ({ state }: DirectInvoiceConsent) => state === 'Granted'

export const getConsents = (call: Call): Response => {
  const issuerId = queryUuid(call, 'invoiceIssuerId')
  const state = call.request.query('state') || 'granted'
  if (state.toLowerCase() !== 'granted') {
    throw new BadRequestError('Only state=granted is supported.')
  }
  const seen = readPagingState(call)
  const granted = [...call.world.invoiceBook.consents.values()].filter(
    (consent) =>
      isGranted(consent) && (issuerId === undefined || consent.invoice.point.id === issuerId),
  )
  const until = seen + consentsPerPage
  return invoiceReply(call, {
    grantedConsents: granted
      .slice(seen, until)
      .map((consent) => consentBody(consent, call.dialect)),
    pagingState:
      until < granted.length ? Buffer.from(`after-${until}`).toString('base64url') : null,
  })
}

export const getConsent = (call: Call): Response => {
  const consent = call.world.invoiceBook.consents.get(pathId(call, 'consentid'))
  return consent ? invoiceReply(call, consentBody(consent, call.dialect)) : notFound()
}

export const requestConsent = async (call: Call): Promise<Response> => {
  const members = ignoreCase(await readObject(call))
  const invoice = knownInvoice(call.world, required(readUuid(members, 'invoiceid'), 'invoiceId'))
  if (invoice === undefined) return notFound()
  const consent = call.world.consentStates.request(invoice)
  if (consent === undefined) return wrongInvoiceState(call, invoice.status)
  return invoiceReply(call, consentBody(consent, call.dialect), call.dialect.consentCreated)
}
