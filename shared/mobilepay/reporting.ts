import * as z from 'zod/mini'

import {
  addDays,
  type CalendarDay,
  type Instant,
  readDay,
  startOfDay,
  type Zone,
} from '../dates.ts'
import { currencies, type Money, readAmount } from '../money.ts'
import { homes, instant, optionalText } from './common.ts'

/** What moved the merchant's balance. MobilePay docs: reporting v3, Transaction.type. */
export const transactionTypes = [
  'Payment',
  'Refund',
  'TransactionFee',
  'ServiceFee',
  'Transfer',
  'ReturnedTransaction',
  'Adjustment',
] as const

export type TransactionType = (typeof transactionTypes)[number]

/**
 * One movement of the merchant's balance. It has no id of its own, and the payment point is known
 * only to the filter it was found by. Texts are null where MobilePay has none.
 */
export interface Transaction {
  /** Null for a type MobilePay adds after this was written. */
  readonly type: TransactionType | null
  readonly amount: Money
  readonly at: Instant
  /** The merchant's own: order id, external id or reference, by product. */
  readonly reference: string | null
  readonly message: string | null
  /** App Payments only, like `refundId`. */
  readonly paymentId: string | null
  readonly refundId: string | null
  /** The payout's bank reference; null while the money is still in the merchant's MobilePay wallet. */
  readonly transferReference: string | null
  readonly transferDay: CalendarDay | null
  /** MyShop only, half masked by MobilePay. */
  readonly userPhoneNumber: string | null
  readonly userName: string | null
  readonly loyaltyId: string | null
  readonly myShopNumber: string | null
  /** Subscriptions only. */
  readonly agreementId: string | null
  readonly agreementExternalId: string | null
  /** Point of sale only, like the rest. */
  readonly paymentLabel: string | null
  readonly brandName: string | null
  readonly brandId: string | null
  readonly locationId: string | null
  readonly posName: string | null
  readonly beaconId: string | null
}

/** A place or product where the merchant is paid. */
export interface PaymentPoint {
  readonly id: string
  readonly name: string | null
  readonly product: string | null
  /** The MyShop number customers pay to. */
  readonly alias: string | null
}

/** A payout: one point's money of a day, sent to the merchant's bank account. */
export interface Transfer {
  readonly id: string
  /** Digits that start with zeros: never a number. */
  readonly reference: string | null
  readonly day: CalendarDay
  readonly total: Money
  readonly paymentPointId: string | null
}

/** One page of a list. `nextPage` is null on the last one; there is no total. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly nextPage: number | null
}

// A merchant's money is always there, but the field is nullable in MobilePay's description.
const currency = z.enum(currencies)
const amount = z.union([z.number(), z.string()])
const nextPageNumber = z.nullish(z.int())

const transactionBody = z.object({
  type: optionalText,
  amount,
  currencyCode: currency,
  timestamp: instant,
  merchantReference: optionalText,
  message: optionalText,
  paymentId: optionalText,
  refundId: optionalText,
  transferReference: optionalText,
  transferDate: optionalText,
  userPhoneNumber: optionalText,
  userName: optionalText,
  loyaltyId: optionalText,
  myShopNumber: optionalText,
  agreementId: optionalText,
  agreementExternalId: optionalText,
  merchantPaymentLabel: optionalText,
  brandName: optionalText,
  brandId: optionalText,
  locationId: optionalText,
  posName: optionalText,
  beaconId: optionalText,
})

const transaction = z.pipe(
  transactionBody,
  z.transform((body, context): Transaction => {
    const {
      type,
      amount: written,
      currencyCode,
      timestamp,
      merchantReference,
      merchantPaymentLabel,
      transferDate,
      ...same
    } = body
    const money = readAmount(written, currencyCode)
    if (!money) return refuse(context, written)
    const zone = zoneOf(money)
    return {
      ...same,
      type: transactionTypes.find((known) => known === type) ?? null,
      amount: money,
      at: timestamp,
      reference: merchantReference,
      paymentLabel: merchantPaymentLabel,
      transferDay: transferDate === null ? null : readDay(transferDate, zone),
    }
  }),
)

const transfer = z.pipe(
  z.object({
    id: z.string(),
    reference: optionalText,
    date: z.string(),
    totalTransferredAmount: amount,
    currencyCode: currency,
    paymentPointId: optionalText,
  }),
  z.transform((body, context): Transfer => {
    const total = readAmount(body.totalTransferredAmount, body.currencyCode)
    if (!total) return refuse(context, body.totalTransferredAmount)
    const day = readDay(body.date, zoneOf(total))
    if (!day) return refuse(context, body.date)
    const { id, reference, paymentPointId } = body
    return { id, reference, day, total, paymentPointId }
  }),
)

const paymentPoint = z.pipe(
  z.object({ id: z.string(), name: optionalText, productType: optionalText, alias: optionalText }),
  z.transform(({ id, name, productType, alias }): PaymentPoint => ({
    id,
    name,
    product: productType,
    alias,
  })),
)

/**
 * Parses an answer of `GET /v3/reporting/transactions`. One amount that cannot be kept exactly fails
 * the whole page, because a list that silently lacks a row gives wrong sums.
 */
export const transactionsPage = z.pipe(
  z.object({ nextPageNumber, transactions: z.array(transaction) }),
  z.transform((body): Page<Transaction> => pageOf(body.transactions, body.nextPageNumber)),
)

/** Parses an answer of `GET /v3/reporting/transfers`, as strictly as `transactionsPage`. */
export const transfersPage = z.pipe(
  z.object({ nextPageNumber, transfers: z.array(transfer) }),
  z.transform((body): Page<Transfer> => pageOf(body.transfers, body.nextPageNumber)),
)

/** Parses an answer of `GET /v3/reporting/transfers/{transferid}`. */
export const transferAnswer = transfer

/** Parses an answer of `GET /v3/reporting/paymentpoints`. */
export const paymentPointsPage = z.pipe(
  z.object({ nextPageNumber, paymentPoints: z.array(paymentPoint) }),
  z.transform((body): Page<PaymentPoint> => pageOf(body.paymentPoints, body.nextPageNumber)),
)

/** Which page of a list; MobilePay gives at most a thousand rows in one. */
export interface PageRequest {
  readonly number: number
  readonly size: number
  readonly direction: 'asc' | 'desc'
}

/** Which transactions to list: both days included, in the merchant's zone. */
export interface TransactionFilter {
  readonly from: CalendarDay
  readonly to: CalendarDay
  readonly zone: Zone
  readonly paymentPointId: string | null
}

/** The moments a filter spans: `start` belongs to it, `end` does not. */
export function spanOf({ from, to, zone }: TransactionFilter): { start: Instant; end: Instant } {
  return { start: startOfDay(from, zone), end: startOfDay(addDays(to, 1), zone) }
}

/**
 * Builds the query of `GET /v3/reporting/transactions`. MobilePay does not say whether `enddate`
 * itself is included, so callers drop what lies outside `spanOf`.
 */
export function transactionsQuery(
  filter: TransactionFilter,
  page: PageRequest,
): Record<string, string> {
  const { start, end } = spanOf(filter)
  return {
    startdate: wireInstant(start),
    enddate: wireInstant(end),
    ...(filter.paymentPointId === null ? {} : { paymentpointid: filter.paymentPointId }),
    ...pageQuery(page),
  }
}

/** Builds the query of `GET /v3/reporting/transactions` for everything in one payout. */
export function transferTransactionsQuery(
  transferId: string,
  page: PageRequest,
): Record<string, string> {
  return { transferid: transferId, ...pageQuery(page) }
}

/** Which payouts to list: both days included. */
export interface TransferFilter {
  readonly from: CalendarDay
  readonly to: CalendarDay
  readonly paymentPointId: string | null
  /** The exact bank reference of one; it is then looked for on all days. */
  readonly reference: string | null
}

/** Builds the query of `GET /v3/reporting/transfers`. */
export function transfersQuery(filter: TransferFilter, page: PageRequest): Record<string, string> {
  const { from, to, paymentPointId, reference } = filter
  return {
    ...(reference === null ? { startdate: from, enddate: to } : { reference }),
    ...(paymentPointId === null ? {} : { paymentpointid: paymentPointId }),
    ...pageQuery(page),
  }
}

function pageQuery({ number, size, direction }: PageRequest): Record<string, string> {
  return { pagesize: String(size), pagenumber: String(number), sortdirection: direction }
}

function wireInstant(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

function zoneOf(money: Money): Zone {
  return money.currency === 'EUR' ? homes.FI.zone : homes.DK.zone
}

function pageOf<T>(items: readonly T[], nextPage: number | null | undefined): Page<T> {
  return { items, nextPage: nextPage ?? null }
}

function refuse(context: z.core.ParsePayload, input: unknown): never {
  context.issues.push({ code: 'custom', input, message: 'not an exact amount or a date' })
  return z.NEVER
}
