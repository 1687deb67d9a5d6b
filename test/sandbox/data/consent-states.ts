import type { Customer } from './customers.ts'
import type { DirectInvoiceConsent, Invoice, InvoiceBook } from './invoices.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

export interface ConsentStates {
  /** Undefined when the invoice cannot ask: it is no link, it has asked already, or it is over. */
  readonly request: (invoice: Invoice, ids?: Random) => DirectInvoiceConsent | undefined
  /** Whether it was theirs to answer, and had not been answered. */
  readonly answer: (
    consent: DirectInvoiceConsent,
    customer: Pick<Customer, 'phoneNumber'>,
    isGranted: boolean,
  ) => boolean
  readonly remove: (consent: DirectInvoiceConsent) => void
}

const askable: readonly Invoice['status'][] = ['created', 'accepted', 'paid']

export const createConsentStates = (
  { agenda, random }: Stage,
  { consents }: InvoiceBook,
): ConsentStates => {
  const ownIds = random('consents')
  return {
    request: (invoice, ids = ownIds) => {
      const hasAsked = [...consents.values()].some((consent) => consent.invoice === invoice)
      if (invoice.kind !== 'link' || hasAsked || !askable.includes(invoice.status)) return undefined
      const consent: DirectInvoiceConsent = {
        id: ids.uuid(),
        invoice,
        state: 'Pending',
        phoneNumber: undefined,
        grantedAt: undefined,
      }
      consents.set(consent.id, consent)
      return consent
    },
    answer: (consent, { phoneNumber }, isGranted) => {
      const { customer } = consent.invoice
      const isTheirs = customer === undefined || customer.phoneNumber === phoneNumber
      if (!isTheirs || consent.state !== 'Pending') return false
      Object.assign(
        consent,
        isGranted
          ? { state: 'Granted', phoneNumber, grantedAt: agenda.now() }
          : { state: 'Denied' },
      )
      return true
    },
    remove: ({ id }) => {
      consents.delete(id)
    },
  }
}
