import { createHash } from 'node:crypto'

import { isPending } from '../data/charge-states.ts'
import { type Customer, customers } from '../data/customers.ts'
import { addDays } from '../data/days.ts'
import { facade, isFacade } from '../data/facade.ts'
import type { DirectInvoiceConsent, Invoice } from '../data/invoices.ts'
import type { Agreement, Charge, OneOff } from '../data/subscriptions.ts'
import type { World } from '../data/world.ts'
import type { Worlds } from '../data/worlds.ts'

/** Something on a customer's phone that she can do something about, and what that is. */
export type Waiting = { readonly world: World } & (
  | {
      readonly kind: 'agreement'
      readonly item: Agreement
      readonly acts: readonly ('accept' | 'reject' | 'cancel')[]
    }
  | {
      readonly kind: 'one-off'
      readonly item: OneOff
      readonly acts: readonly ('accept' | 'reject')[]
    }
  | { readonly kind: 'charge'; readonly item: Charge; readonly acts: readonly ('pay' | 'reject')[] }
  | {
      readonly kind: 'invoice'
      readonly item: Invoice
      readonly acts: readonly ('pay' | 'reject')[]
    }
  | {
      readonly kind: 'consent'
      readonly item: DirectInvoiceConsent
      readonly acts: readonly ('accept' | 'reject')[]
    }
)

export type CustomerAct = 'accept' | 'reject' | 'pay' | 'cancel'

/** What came of an act: `done`, or why not in a word or two. */
export type ActOutcome = { readonly ok: true } | { readonly ok: false; readonly why: string }

const done: ActOutcome = { ok: true }
const refused = (why: string): ActOutcome => ({ ok: false, why })

/** The test user with this number, or somebody with nothing but a number and a good card. */
export const customerOfNumber = (phoneNumber: string): Customer => {
  const known = customers.find((customer) => customer.phoneNumber === phoneNumber)
  if (known !== undefined) return known
  const hex = createHash('sha256').update(phoneNumber).digest('hex')
  const uuid = (from: number) =>
    `${hex.slice(from, from + 8)}-${hex.slice(from + 8, from + 12)}-4${hex.slice(from + 13, from + 16)}-8${hex.slice(from + 17, from + 20)}-${hex.slice(from + 20, from + 32)}`
  return {
    id: uuid(0),
    cardId: uuid(32),
    phoneNumber,
    country: phoneNumber.startsWith('+358') ? 'FI' : 'DK',
    name: phoneNumber,
    hasExpiredCard: false,
  }
}

const isOwn = ({ customer }: Agreement, { id }: Customer) => customer?.id === id

const agreementsOf = ({ providers }: World) =>
  [...providers.values()].flatMap(({ agreements }) => [...agreements.values()])

const lastVisibleDay = ({ agenda, days, rules }: World) =>
  isFacade(rules) ? addDays(days.dayOf(agenda.now()), facade.visibleDays) : '9999-12-31'

function* waitingInSubscriptions(world: World, customer: Customer): Generator<Waiting> {
  for (const agreement of agreementsOf(world)) {
    const { status, phoneNumber = customer.phoneNumber } = agreement
    if (status === 'Pending' && phoneNumber === customer.phoneNumber) {
      yield { world, kind: 'agreement', item: agreement, acts: ['accept', 'reject'] }
    }
    if (status !== 'Accepted' || !isOwn(agreement, customer)) continue
    yield { world, kind: 'agreement', item: agreement, acts: ['cancel'] }
    for (const item of agreement.oneOffs) {
      if (item.status === 'Requested') {
        yield { world, kind: 'one-off', item, acts: ['accept', 'reject'] }
      }
    }
    for (const item of agreement.charges.filter(isPending)) {
      if (item.dueDay > lastVisibleDay(world)) continue
      const acts =
        item.status === 'Suspended' ? (['pay', 'reject'] as const) : (['reject'] as const)
      yield { world, kind: 'charge', item, acts }
    }
  }
}

/** Links are shown to the customer they are meant for, to who has accepted them, and to all when they name nobody. */
const isShown = ({ phoneNumber, customer: payer, status }: Invoice, customer: Customer) => {
  const isTheirs =
    payer === undefined
      ? (phoneNumber ?? customer.phoneNumber) === customer.phoneNumber
      : payer.id === customer.id
  return isTheirs && (status === 'created' || status === 'accepted')
}

function* waitingInInvoices(world: World, customer: Customer): Generator<Waiting> {
  const { invoiceBook } = world
  for (const item of invoiceBook.invoices.values()) {
    if (isShown(item, customer)) yield { world, kind: 'invoice', item, acts: ['pay', 'reject'] }
  }
  for (const item of invoiceBook.consents.values()) {
    const { status, customer: payer } = item.invoice
    if (item.state === 'Pending' && status === 'paid' && payer?.id === customer.id) {
      yield { world, kind: 'consent', item, acts: ['accept', 'reject'] }
    }
  }
}

/** Everything that waits for a customer, at the merchants somebody has looked at. */
export const waitingFor = (worlds: Worlds, customer: Customer): readonly Waiting[] =>
  worlds
    .all()
    .filter((world) => world.isOpen() && world.merchant.country === customer.country)
    .flatMap((world) => [
      ...waitingInSubscriptions(world, customer),
      ...waitingInInvoices(world, customer),
    ])

/** Does one of the acts that an item offers. An invoice can be promised for a later day. */
export const actOn = (
  waiting: Waiting,
  customer: Customer,
  act: CustomerAct,
  paymentDay?: string,
): ActOutcome => {
  const { world, kind, item, acts } = waiting
  const { agreements, oneOffs, charges } = world.subscriptions
  if (!acts.some((offered) => offered === act)) return refused('wrong state')
  switch (kind) {
    case 'agreement':
      if (act === 'accept') return agreements.accept(item, customer)
      return act === 'reject' ? agreements.reject(item) : agreements.cancel(item, 'user')
    case 'one-off':
      return act === 'accept' ? oneOffs.reserve(item) : oneOffs.reject(item)
    case 'charge':
      return act === 'pay' ? charges.payByCustomer(item) : charges.rejectByCustomer(item)
    case 'invoice':
      return act === 'pay'
        ? world.invoiceStates.accept(item, customer, paymentDay)
        : world.invoiceStates.reject(item, customer)
    case 'consent':
      return world.consentStates.answer(item, customer, act === 'accept')
        ? done
        : refused('wrong state')
    default:
      return kind satisfies never
  }
}
