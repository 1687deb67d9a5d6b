import type { InvoiceBusiness } from './business.ts'
import type { ConsentStates } from './consent-states.ts'
import { type Day, addDays, dateOf } from './days.ts'
import type { InvoiceStates } from './invoice-states.ts'
import type { Article, Invoice, InvoiceBook, InvoiceTerms } from './invoices.ts'
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

const vatRates = { DK: 25, FI: 25.5 } as const

const writeArticles = (random: Random, vatRate: number): readonly Article[] => {
  const line = (
    number: string,
    description: string,
    quantityThousandths: number,
    unitPriceMinor: number,
  ) => {
    const netMinor = Math.round((quantityThousandths * unitPriceMinor) / 1000)
    const vatMinor = Math.round((netMinor * vatRate) / 100)
    return {
      number,
      description,
      unit: undefined,
      quantity: quantityThousandths / 1000,
      pricePerUnit: unitPriceMinor / 100,
      vatRate,
      vatMinor,
      totalMinor: netMinor + vatMinor,
    }
  }
  const meter = random.integer(180, 2600) * 1000 + random.integer(0, 999)
  return [
    line('FORBRUG', 'Fjernvarme efter måler, kWh', meter, random.integer(68, 84)),
    line('ABON', 'Fast bidrag pr. måned', 1000, 14_750),
  ]
}

const sumOf = (articles: readonly Article[], member: 'totalMinor' | 'vatMinor') =>
  articles.reduce((sum, article) => sum + (article[member] ?? 0), 0)

/** What the seeded merchant tells and what happens to it. */
interface Desk {
  readonly book: InvoiceBook
  readonly states: InvoiceStates
  readonly consents: ConsentStates
}

/** Bills a month's consumption in three runs, and lets every customer do with it as customers do. */
export const openBilling = (
  stage: Stage,
  { book, states, consents }: Desk,
  business: InvoiceBusiness,
  point: Point,
) => {
  const { agenda, days, merchant } = stage
  const passwords = stage.random(`${business.key}/callbacks`)
  book.callbackSettings = {
    url: `${business.url}/mobilepay/invoices`,
    authorization: {
      scheme: 'Basic',
      userName: `${business.key}-callbacks`,
      password: passwords.uuid().replaceAll('-', ''),
    },
  }
  let written = 0

  /** Noonish on the given day, to the second. */
  const on = (day: Day, random: Random, happen: () => void) => {
    const second = 7 * 3600 + random.integer(0, 14 * 3600)
    agenda.schedule(days.startOf(day) + second * secondMilliseconds, happen)
  }

  const receive = (invoice: Invoice, random: Random) => {
    const soon = addDays(days.dayOf(invoice.createdAt), random.integer(1, termDays - 1))
    const late = addDays(invoice.dueDay, random.integer(1, expiryDays - 1))
    const fate = random.fraction()
    if (fate < 0.55) on(soon, random, () => states.pay(invoice, random))
    else if (fate < 0.84) {
      on(soon, random, () => {
        states.promise(invoice, invoice.dueDay)
        on(invoice.dueDay, random, () => states.pay(invoice, random))
      })
    } else if (fate < 0.91) on(late, random, () => states.pay(invoice, random))
    else if (fate < 0.94) on(soon, random, () => states.turnDown(invoice))
    else if (fate < 0.95) on(soon, random, () => states.cancel(invoice))
  }

  const askForConsent = (invoice: Invoice, random: Random) => {
    const consent = consents.request(invoice, random)
    if (consent === undefined) return
    if (random.chance(0.15)) return
    const isGranted = random.chance(0.85)
    agenda.schedule(agenda.now() + random.integer(1, 6) * dayMilliseconds, () => {
      consents.answer(consent, { phoneNumber: invoice.phoneNumber ?? '' }, isGranted)
    })
  }

  const write = (day: Day, random: Random) => {
    written += 1
    const articles = writeArticles(random, vatRates[merchant.country])
    const number = `${business.numberPrefix}-${day.slice(0, 4)}-${String(written).padStart(5, '0')}`
    const terms: InvoiceTerms = {
      kind: random.chance(0.2) ? 'link' : 'direct',
      point,
      phoneNumber: phoneNumber(random, merchant.country),
      consumerName: undefined,
      consumerAddressLines: undefined,
      deliveryAddressLines: undefined,
      number,
      paymentReference: undefined,
      issueDay: day,
      dueDay: addDays(day, termDays),
      orderDay: undefined,
      deliveryDay: undefined,
      comment: `Varmeregning ${day.slice(0, 7)}`,
      merchantContactName: undefined,
      merchantOrderNumber: undefined,
      buyerOrderNumber: undefined,
      articles,
      vatMinor: sumOf(articles, 'vatMinor'),
      totalMinor: sumOf(articles, 'totalMinor'),
      invoiceUrl: `${business.url}/regninger/${number}.pdf`,
      redirectUrl: undefined,
    }
    if (random.chance(0.01)) {
      states.receiveInvalid(terms, random)
      return
    }
    const invoice = states.create(terms, random)
    receive(invoice, random)
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
