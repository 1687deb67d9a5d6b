import type { Merchant } from '../merchants.ts'
import { createAgenda } from './agenda.ts'
import { openProvider, signUpCustomers } from './agreements.ts'
import { type AppPayments, createAppPayments } from './app-payments.ts'
import { openBilling } from './billing.ts'
import type { Business } from './business.ts'
import { type ConsentStates, createConsentStates } from './consent-states.ts'
import { openCounter } from './counter-sales.ts'
import { type Day, addDays, addMonths, dateOf, localDaysOf, monthOf } from './days.ts'
import { type InvoiceStates, createInvoiceStates } from './invoice-states.ts'
import { type InvoiceBook, createInvoiceBook } from './invoices.ts'
import { createLedger } from './ledger.ts'
import type { Point } from './point.ts'
import { openPoint } from './points.ts'
import { businessesOf } from './profiles.ts'
import { createRandom } from './random.ts'
import type { Stage, Surroundings } from './stage.ts'
import { type SubscriptionBook, createSubscriptionBook } from './subscription-book.ts'
import type { Provider } from './subscriptions.ts'
import { openWebShop } from './web-sales.ts'
import { type Webhooks, createWebhooks } from './webhooks.ts'

const historyMonths = 13
/** Money goes to the bank at ten past four, when the day's date is the same at home and in UTC. */
const payoutMoment = (4 * 60 + 10) * 60_000
const hourMilliseconds = 3_600_000

/** One merchant as MobilePay knows it. */
export interface World extends Stage {
  readonly points: readonly Point[]
  readonly payments: AppPayments
  readonly providers: ReadonlyMap<string, Provider>
  readonly subscriptions: SubscriptionBook
  readonly invoiceBook: InvoiceBook
  readonly invoiceStates: InvoiceStates
  readonly consentStates: ConsentStates
  readonly webhooks: Webhooks
  /** Answers already given to an idempotency key, with the request they belong to. */
  readonly givenAnswers: Map<string, { readonly request: string; readonly answer: string }>
  /** Lets everything happen that is due by `now`. The first call plays thirteen months of history. */
  readonly advance: (now: number) => void
  /** MobilePay approves a point that was only ordered. */
  readonly activate: (point: Point) => void
  /** Whether its history has been played. */
  readonly isOpen: () => boolean
}

/** A merchant's world on the day of `startAt`, with the history before it, none of it played yet. */
export const createWorld = (
  merchant: Merchant,
  startAt: number,
  { rules, dialect, deliver, seed }: Surroundings,
): World => {
  const agenda = createAgenda()
  const days = localDaysOf(merchant)
  const random = (label: string) => createRandom(`${seed && `${seed}/`}${merchant.id}/${label}`)
  const ledger = createLedger(random('ledger'))
  const isLive = () => agenda.now() >= startAt
  const stage: Stage = {
    merchant,
    agenda,
    days,
    ledger,
    random,
    rules,
    dialect,
    deliver: (order) => {
      if (isLive()) deliver(order)
    },
    isLive,
  }
  const subscriptions = createSubscriptionBook(stage)
  const invoiceBook = createInvoiceBook()
  const invoiceStates = createInvoiceStates(stage, invoiceBook)
  const consentStates = createConsentStates(stage, invoiceBook)
  const firstDay = addMonths(days.dayOf(startAt), -historyMonths)

  const businesses: readonly Business[] = businessesOf[merchant.profile]
  const places = businesses.map((business) => ({ business, point: openPoint(stage, business) }))
  const points = places.map(({ point }) => point)
  const webhooks = createWebhooks(stage, points)
  const payments = createAppPayments(stage, (event, { id, point, reference }) => {
    webhooks.notify(event, point, { id, type: 'payment', reference })
  })
  const providers = new Map<string, Provider>()
  const openers: ((day: Day) => void)[] = []
  const signUps: (() => void)[] = []

  for (const { business, point } of places) {
    switch (business.kind) {
      case 'counter':
        openers.push(openCounter(stage, business, point))
        break
      case 'web':
        openers.push(openWebShop(stage, payments, business, point))
        break
      case 'invoices':
        openers.push(
          openBilling(
            stage,
            { book: invoiceBook, states: invoiceStates, consents: consentStates },
            business,
            point,
          ),
        )
        break
      case 'subscriptions': {
        const provider = openProvider(stage, business, point)
        providers.set(point.id, provider)
        signUps.push(() => {
          const historyFrom = days.startOf(firstDay)
          signUpCustomers(stage, subscriptions, business, provider, startAt, historyFrom)
        })
        break
      }
    }
  }

  const open = (day: Day) => {
    const midnight = days.startOf(day)
    for (const openBusiness of openers) openBusiness(day)
    bookRarities(stage, points, day)
    agenda.schedule(midnight + payoutMoment, () => {
      for (const point of points) {
        const transfer = ledger.settle(point, midnight, agenda.now(), day)
        if (transfer)
          webhooks.notify('transfer.succeeded', point, { id: transfer.id, type: 'transfer' })
      }
    })
    const tomorrow = addDays(day, 1)
    agenda.schedule(days.startOf(tomorrow), () => {
      open(tomorrow)
    })
  }

  let opened = false
  return {
    ...stage,
    points,
    payments,
    providers,
    subscriptions,
    invoiceBook,
    invoiceStates,
    consentStates,
    webhooks,
    givenAnswers: new Map(),
    advance: (now) => {
      if (!opened) {
        opened = true
        for (const signUp of signUps) signUp()
        agenda.schedule(days.startOf(firstDay), () => {
          open(firstDay)
        })
      }
      agenda.run(now)
    },
    isOpen: () => opened,
    activate: (point) => {
      if (point.state === 'active') return
      Object.assign(point, { state: 'active' })
      webhooks.notify('paymentpoint.activated', point, { id: point.id, type: 'paymentpoint' })
    },
  }
}

/** The month's subscription fee, and now and then one of the lines that puzzle bookkeepers. */
const bookRarities = ({ agenda, days, ledger }: Stage, points: readonly Point[], day: Day) => {
  const [point] = points
  if (point === undefined || point.state === 'created') return
  const book = (type: 'ServiceFee' | 'Adjustment' | 'ReturnedTransaction', amountMinor: number) => {
    agenda.schedule(days.startOf(day) + 5 * hourMilliseconds, () => {
      ledger.book(point, type, amountMinor, agenda.now())
    })
  }
  if (dateOf(day) === 1) book('ServiceFee', -4900)
  if (dateOf(day) === 17 && monthOf(day) % 4 === 1) book('Adjustment', -1275)
  if (dateOf(day) === 23 && monthOf(day) % 4 === 2) book('ReturnedTransaction', 6800)
}
