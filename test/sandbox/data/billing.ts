import type { InvoiceBusiness } from './business.ts'
import { type Day, addDays, dateOf } from './days.ts'
import type { Article, DirectInvoiceConsent, Invoice, InvoiceBook } from './invoices.ts'
import { phoneNumber } from './people.ts'
import type { Point } from './point.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

const secondMilliseconds = 1000
const dayMilliseconds = 86_400_000
/** MobilePay gives up on an invoice thirty days after the due date. */
const expiryDays = 30
const termDays = 19
/** A third of the customers at a time. */
const billingDates: ReadonlySet<number> = new Set([1, 11, 21])

const vatPercents = { DK: 25, FI: 25.5 } as const

const writeArticles = (random: Random, vatPercent: number): readonly Article[] => {
  const line = (
    number: string,
    description: string,
    quantityThousandths: number,
    unitPriceMinor: number,
  ): Article => {
    const netMinor = Math.round((quantityThousandths * unitPriceMinor) / 1000)
    const totalMinor = netMinor + Math.round((netMinor * vatPercent) / 100)
    return { number, description, quantityThousandths, unitPriceMinor, netMinor, totalMinor }
  }
  const meter = random.integer(180, 2600) * 1000 + random.integer(0, 999)
  return [
    line('FORBRUG', 'Fjernvarme efter måler, kWh', meter, random.integer(68, 84)),
    line('ABON', 'Fast bidrag pr. måned', 1000, 14_750),
  ]
}

const close = (invoice: Invoice, status: 'rejected' | 'canceled' | 'expired') => {
  if (invoice.status === 'created') Object.assign(invoice, { status })
}

/** Bills a month's consumption in three runs, and lets every customer do with it as customers do. */
export const openBilling = (
  stage: Stage,
  book: InvoiceBook,
  business: InvoiceBusiness,
  point: Point,
) => {
  const { agenda, days, ledger, merchant } = stage
  let written = 0

  const pay = (invoice: Invoice, random: Random) => {
    if (invoice.status !== 'created' && invoice.status !== 'accepted') return
    Object.assign(invoice, {
      status: 'paid',
      paymentDay: days.dayOf(agenda.now()),
      transactionId: random.uuid(),
    })
    ledger.bookPayment(point, invoice.totalMinor, agenda.now())
  }
  /** Noonish on the given day, to the second. */
  const on = (day: Day, random: Random, happen: () => void) => {
    const second = 7 * 3600 + random.integer(0, 14 * 3600)
    agenda.schedule(days.startOf(day) + second * secondMilliseconds, happen)
  }

  const receive = (invoice: Invoice, random: Random) => {
    const soon = addDays(invoice.issueDay, random.integer(1, termDays - 1))
    const late = addDays(invoice.dueDay, random.integer(1, expiryDays - 1))
    const fate = random.fraction()
    if (fate < 0.55) on(soon, random, () => pay(invoice, random))
    else if (fate < 0.84) {
      on(soon, random, () => {
        Object.assign(invoice, { status: 'accepted', paymentDay: invoice.dueDay })
        on(invoice.dueDay, random, () => pay(invoice, random))
      })
    } else if (fate < 0.91) on(late, random, () => pay(invoice, random))
    else if (fate < 0.94) {
      // A link that is turned down stays open; only one that was accepted can be rejected.
      if (invoice.kind === 'direct') {
        on(soon, random, () => close(invoice, 'rejected'))
      }
    } else if (fate < 0.95) on(soon, random, () => close(invoice, 'canceled'))

    agenda.schedule(days.startOf(addDays(invoice.dueDay, expiryDays + 1)), () => {
      close(invoice, 'expired')
    })
  }

  const askForConsent = (invoice: Invoice, random: Random) => {
    const consent: DirectInvoiceConsent = {
      id: random.uuid(),
      invoice,
      state: 'Pending',
      grantedAt: undefined,
    }
    book.consents.set(consent.id, consent)
    if (random.chance(0.15)) return
    const state = random.chance(0.85) ? 'Granted' : 'Denied'
    agenda.schedule(agenda.now() + random.integer(1, 6) * dayMilliseconds, () => {
      Object.assign(consent, {
        state,
        grantedAt: state === 'Granted' ? agenda.now() : undefined,
      })
    })
  }

  const write = (day: Day, random: Random) => {
    written += 1
    const vatPercent = vatPercents[merchant.country]
    const articles = writeArticles(random, vatPercent)
    const totalMinor = articles.reduce((sum, article) => sum + article.totalMinor, 0)
    const netMinor = articles.reduce((sum, article) => sum + article.netMinor, 0)
    const number = `${business.numberPrefix}-${day.slice(0, 4)}-${String(written).padStart(5, '0')}`
    const invoice: Invoice = {
      id: random.uuid(),
      point,
      kind: random.chance(0.2) ? 'link' : 'direct',
      number,
      phoneNumber: phoneNumber(random, merchant.country),
      issueDay: day,
      dueDay: addDays(day, termDays),
      comment: `Varmeregning ${day.slice(0, 7)}`,
      articles,
      vatPercent,
      vatMinor: totalMinor - netMinor,
      totalMinor,
      invoiceUrl: `${business.url}/regninger/${number}.pdf`,
      status: random.chance(0.99) ? 'created' : 'invalid',
      paymentDay: undefined,
      transactionId: undefined,
    }
    book.invoices.set(invoice.id, invoice)
    if (invoice.status === 'created') receive(invoice, random)
    if (invoice.kind === 'link' && random.chance(0.6)) askForConsent(invoice, random)
  }

  return (day: Day) => {
    if (!billingDates.has(dateOf(day))) return
    for (let index = 0; index < business.invoicesPerRun; index += 1) {
      const random = stage.random(`${business.key}/${day}/${index}`)
      agenda.schedule(days.startOf(day) + (9 * 3600 + index) * secondMilliseconds, () => {
        write(day, random)
      })
    }
  }
}
