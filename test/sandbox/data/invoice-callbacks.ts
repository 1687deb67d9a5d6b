import { invoiceRetries } from '../delivery/retries.ts'
import { createBatch } from './batch.ts'
import type { InvoiceProblem } from './invoice-problems.ts'
import type { Invoice, InvoiceBook } from './invoices.ts'
import type { Stage } from './stage.ts'

interface Extras {
  /** Why it is invalid. */
  readonly problem?: InvoiceProblem
  /** Where a customer can accept it; told for links that came in a batch. */
  readonly link?: string
}

/** Tells the merchant with the next batch that an invoice has just changed. */
export type TellInvoice = (invoice: Invoice, extras?: Extras) => void

const batchInterval = 5000
/** MobilePay says that not everything may fit, but not how much does. */
const batchSize = 1000

const capitalised = (status: string) => `${status.charAt(0).toUpperCase()}${status.slice(1)}`

export const createInvoiceCallbacks = (
  { merchant, agenda, deliver, isLive }: Stage,
  book: InvoiceBook,
): TellInvoice => {
  const add = createBatch<unknown>(agenda, {
    intervalMilliseconds: batchInterval,
    largest: batchSize,
    send: (items) => {
      if (book.callbackSettings === undefined) return
      deliver({
        kind: 'invoice callback',
        merchantId: merchant.id,
        url: book.callbackSettings.url,
        body: JSON.stringify(items),
        authorization: () => book.callbackSettings?.authorization,
        at: agenda.now(),
        retryAfter: invoiceRetries,
      })
    },
  })

  return (invoice, { problem, link } = {}) => {
    const sequence = invoice.changes
    invoice.changes += 1
    if (!isLive()) return
    add({
      InvoiceId: invoice.id,
      Status: capitalised(invoice.status),
      Date: new Date(agenda.now()).toISOString().replace('Z', '0000+00:00'),
      Sequence: sequence,
      ...(problem && { ErrorCode: problem.code, ErrorMessage: problem.text }),
      ...(invoice.status === 'accepted' && { PaymentDate: invoice.paymentDay }),
      ...(link !== undefined && { Links: [{ Rel: 'user-redirect', Href: link }] }),
    })
  }
}
