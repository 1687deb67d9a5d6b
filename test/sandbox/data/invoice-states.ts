import type { Customer } from './customers.ts'
import { type Day, addDays } from './days.ts'
import { createInvoiceCallbacks } from './invoice-callbacks.ts'
import { type InvoiceProblem, createInvoiceCheck, userNotFound } from './invoice-problems.ts'
import type { Invoice, InvoiceBook, InvoiceTerms } from './invoices.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

type InvoiceRefusal = 'wrong state' | 'not theirs' | 'card expired' | 'too late'
type InvoiceAct = { readonly ok: true } | { readonly ok: false; readonly why: InvoiceRefusal }

export interface InvoiceStates {
  readonly problemOf: (terms: InvoiceTerms) => InvoiceProblem | undefined
  /** An invoice against which nothing speaks. */
  readonly create: (terms: InvoiceTerms, ids?: Random) => Invoice
  /** One of a batch: a moment later it is created or invalid, and a callback says so. */
  readonly receive: (terms: InvoiceTerms, linkOf: (invoice: Invoice) => string) => Invoice
  /** The customer pays now or, with a later day, promises to. */
  readonly accept: (invoice: Invoice, customer: Customer, paymentDay: Day | undefined) => InvoiceAct
  readonly reject: (invoice: Invoice, customer: Customer) => InvoiceAct
  readonly cancel: (invoice: Invoice) => InvoiceAct
  /** What the seeded history's people do. */
  readonly pay: (invoice: Invoice, ids?: Random) => void
  readonly promise: (invoice: Invoice, paymentDay: Day) => void
  readonly turnDown: (invoice: Invoice) => void
  readonly receiveInvalid: (terms: InvoiceTerms, ids: Random) => void
}

const validationDelay = 2000
/** After the due date; nobody can promise to pay later either. */
const expiryDays = 30
/** When what was promised for a day is collected. */
const collectionHour = 10
const hourMilliseconds = 3_600_000

const done = { ok: true } as const
const refused = (why: InvoiceRefusal) => ({ ok: false, why }) as const

const isOpen = ({ status }: Invoice) => status === 'created' || status === 'accepted'

const refusalOf = (invoice: Invoice, { phoneNumber }: Customer) => {
  if (invoice.kind === 'direct' && invoice.phoneNumber !== phoneNumber) return 'not theirs'
  return isOpen(invoice) ? undefined : 'wrong state'
}

export const createInvoiceStates = (stage: Stage, book: InvoiceBook): InvoiceStates => {
  const { agenda, days, ledger } = stage
  const ownIds = stage.random('invoices')
  const check = createInvoiceCheck(stage, book)
  const tell = createInvoiceCallbacks(stage, book)

  const enter = (invoice: Invoice, status: Invoice['status']) => {
    invoice.status = status
    tell(invoice)
    return done
  }
  const add = (terms: InvoiceTerms, status: Invoice['status'], ids: Random) => {
    const invoice: Invoice = {
      ...terms,
      id: ids.uuid(),
      createdAt: agenda.now(),
      status,
      customer: undefined,
      paymentDay: undefined,
      transactionId: undefined,
      changes: 0,
    }
    book.invoices.set(invoice.id, invoice)
    return invoice
  }
  const watch = (invoice: Invoice, terms: InvoiceTerms) => {
    check.remember(terms)
    agenda.schedule(days.startOf(addDays(invoice.dueDay, expiryDays + 1)), () => {
      if (isOpen(invoice)) enter(invoice, 'expired')
    })
  }
  const pay: InvoiceStates['pay'] = (invoice, ids = ownIds) => {
    if (!isOpen(invoice)) return
    Object.assign(invoice, {
      paymentDay: days.dayOf(agenda.now()),
      transactionId: ids.uuid(),
    })
    ledger.bookPayment(invoice.point, invoice.totalMinor, agenda.now(), { cause: invoice.id })
    enter(invoice, 'paid')
  }
  const promise: InvoiceStates['promise'] = (invoice, paymentDay) => {
    if (!isOpen(invoice)) return
    invoice.paymentDay = paymentDay
    enter(invoice, 'accepted')
  }
  const collectOn = (invoice: Invoice, day: Day) => {
    agenda.schedule(days.startOf(day) + collectionHour * hourMilliseconds, () => {
      const isStillMeant = invoice.status === 'accepted' && invoice.paymentDay === day
      if (isStillMeant && !invoice.customer?.hasExpiredCard) pay(invoice)
    })
  }
  /** A link that is turned down stays open for somebody else; only a promise can be broken. */
  const turnDown = (invoice: Invoice) => {
    if (invoice.kind === 'direct' || invoice.status === 'accepted') enter(invoice, 'rejected')
  }

  return {
    problemOf: check.problemOf,
    create: (terms, ids = ownIds) => {
      const invoice = add(terms, 'created', ids)
      tell(invoice)
      watch(invoice, terms)
      return invoice
    },
    receive: (terms, linkOf) => {
      const invoice = add(terms, 'received', ownIds)
      agenda.schedule(agenda.now() + validationDelay, () => {
        const problem = check.problemOf(terms)
        invoice.status = problem ? 'invalid' : 'created'
        if (problem) tell(invoice, { problem })
        else {
          tell(invoice, terms.kind === 'link' ? { link: linkOf(invoice) } : {})
          watch(invoice, terms)
        }
      })
      return invoice
    },
    accept: (invoice, customer, paymentDay) => {
      const why = refusalOf(invoice, customer)
      if (why !== undefined) return refused(why)
      const today = days.dayOf(agenda.now())
      const day = paymentDay === undefined || paymentDay < today ? today : paymentDay
      if (day > addDays(invoice.dueDay, expiryDays)) return refused('too late')
      invoice.customer = customer
      if (day === today && !customer.hasExpiredCard) {
        pay(invoice)
        return done
      }
      // An attempt that fails counts as a promise: the merchant learns that somebody has tried.
      promise(invoice, day)
      collectOn(invoice, day)
      return day === today ? refused('card expired') : done
    },
    reject: (invoice, customer) => {
      const why = refusalOf(invoice, customer)
      if (why !== undefined) return refused(why)
      turnDown(invoice)
      return done
    },
    cancel: (invoice) => (isOpen(invoice) ? enter(invoice, 'canceled') : refused('wrong state')),
    pay,
    promise,
    turnDown: (invoice) => {
      if (isOpen(invoice)) turnDown(invoice)
    },
    receiveInvalid: (terms, ids) => {
      tell(add(terms, 'invalid', ids), { problem: userNotFound })
    },
  }
}
