import type { DirectInvoiceConsent, Invoice } from '../data/invoices.ts'
import type { World } from '../data/world.ts'
import { decimal, utcMidnight } from './format.ts'
import { issuerLogo, receiptDetails } from './invoice-bodies.ts'
import { invoiceBadRequest, wrongInvoiceState } from './invoice-errors.ts'
import { invoiceReply, knownInvoice } from './invoice-lookups.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { ignoreCase } from './invoice-terms.ts'
import { readDay, readFlag, readObject, readUuid, required } from './read-json.ts'
import { emptyReply, jsonReply, notFound, pdfReply } from './reply.ts'
import { type Simulation, type SimulationCall, simulationId } from './simulation-call.ts'

const findInvoice = (call: SimulationCall): { world: World; invoice: Invoice } | undefined => {
  for (const world of call.worlds) {
    const invoice = knownInvoice(world, simulationId(call, 'id'))
    if (invoice !== undefined) return { world, invoice }
  }
  return undefined
}

const findConsent = (
  call: SimulationCall,
): { world: World; consent: DirectInvoiceConsent } | undefined => {
  for (const world of call.worlds) {
    const consent = world.invoiceBook.consents.get(simulationId(call, 'consentid'))
    if (consent !== undefined) return { world, consent }
  }
  return undefined
}

const withStatus = (redirectUrl: string | undefined, status: string) => {
  const url = redirectUrl === undefined ? null : URL.parse(redirectUrl)
  url?.searchParams.set('status', status)
  return url?.href ?? null
}

const failureTexts = {
  'wrong state': 'The invoice cannot be paid any more.',
  'not theirs': 'The invoice was sent to another user.',
  'card expired': 'The payment card is expired.',
  'too late': 'The payment date is more than 30 days after the due date.',
} as const

const acceptInvoice = async (call: SimulationCall) => {
  const members = ignoreCase(await readObject(call))
  const paymentDay = readDay(members, 'paymentdate')
  const cardId = readUuid(members, 'consumercard') ?? call.customer.cardId
  const found = findInvoice(call)
  if (found === undefined) return notFound()
  const { world, invoice } = found
  const failure = (errorText: string) =>
    jsonReply({ invoiceId: invoice.id, invoicePaymentStatus: invoice.status, errorText }, 400)
  if (cardId !== call.customer.cardId) return failure('The user has no such card.')
  const act = world.invoiceStates.accept(invoice, call.customer, paymentDay)
  if (!act.ok) return failure(failureTexts[act.why])
  return jsonReply({
    invoiceId: invoice.id,
    invoicePaymentStatus: invoice.status,
    receipt: {
      logo: issuerLogo,
      invoiceIssuerName: invoice.point.name,
      paymentDate: utcMidnight(invoice.paymentDay ?? invoice.dueDay),
      totalAmount: decimal(invoice.totalMinor),
      status: invoice.status,
      ...receiptDetails(invoice, world),
    },
    redirectUrl: withStatus(invoice.redirectUrl, invoice.status),
  })
}

const rejectInvoice = (call: SimulationCall) => {
  const found = findInvoice(call)
  if (found === undefined) return notFound()
  const { world, invoice } = found
  return world.invoiceStates.reject(invoice, call.customer).ok
    ? invoiceReply(call, { invoiceId: invoice.id })
    : wrongInvoiceState(call, invoice.status)
}

const getPdf = (call: SimulationCall) => {
  const found = findInvoice(call)
  return found ? pdfReply(invoicePdf(found.invoice, found.world)) : notFound()
}

const answerConsent = async (call: SimulationCall) => {
  const members = ignoreCase(await readObject(call))
  const isGranted = required(readFlag(members, 'isconsentgranted'), 'isConsentGranted')
  const found = findConsent(call)
  if (found === undefined) return notFound()
  return found.world.consentStates.answer(found.consent, call.customer, isGranted)
    ? emptyReply(204)
    : emptyReply(409)
}

const removeConsent = (call: SimulationCall) => {
  const found = findConsent(call)
  if (found === undefined) return notFound()
  found.world.consentStates.remove(found.consent)
  return emptyReply(204)
}

const base = '/invoice-restapi/api/v1'
const invoice = `${base}/consumers/me/invoices/:id`

const operations: readonly Omit<Simulation, 'badRequest'>[] = [
  { method: 'PUT', path: `${invoice}/accept`, answer: acceptInvoice },
  { method: 'PUT', path: `${invoice}/reject`, answer: rejectInvoice },
  { method: 'GET', path: `${invoice}/pdf`, answer: getPdf },
  {
    method: 'PUT',
    path: `${base}/consumers/me/invoices/directinvoiceconsent/:consentid`,
    answer: answerConsent,
  },
  { method: 'DELETE', path: `${base}/directinvoiceconsents/:consentid`, answer: removeConsent },
]

export const invoiceSimulation: readonly Simulation[] = operations.map((operation) => ({
  ...operation,
  // Bad requests have Invoice's own shape.
  badRequest: invoiceBadRequest,
}))
