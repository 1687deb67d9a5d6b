import * as z from 'zod/mini'

import type { Instant } from '../dates.ts'
import { currencies, type Currency, type Money } from '../money.ts'
import { instant, optionalText } from './common.ts'
import { anyCase } from './names.ts'
import type { Page } from './reporting.ts'

/** MobilePay docs, app payments: states of a payment. */
const appPaymentStates = [
  'initiated',
  'reserved',
  'captureStarted',
  'captured',
  'cancelledByMerchant',
  'cancelledByUser',
  'cancelledBySystem',
] as const

export type AppPaymentState = (typeof appPaymentStates)[number]

/** One payment of App Payments. Texts are null where MobilePay has none. */
export interface AppPayment {
  readonly id: string
  /** What the customer was asked for; a partial capture does not change it. */
  readonly amount: Money
  /** Null for a state MobilePay adds after this was written. `captureStarted`: nobody knows yet. */
  readonly state: AppPaymentState | null
  /** The merchant's own. */
  readonly reference: string | null
  readonly description: string | null
  readonly pointId: string
  readonly pointName: string | null
  readonly initiatedAt: Instant
  /** When it got into its state. */
  readonly updatedAt: Instant
}

/** Money that went back of a payment. */
export interface AppRefund {
  readonly id: string
  readonly paymentId: string
  readonly amount: Money
  readonly reference: string | null
  readonly description: string | null
  readonly createdAt: Instant
}

/** A place of App Payments. Only an active one can take payments. */
export interface AppPaymentPoint {
  readonly id: string
  readonly name: string | null
  readonly isActive: boolean
}

/** How long reserved money waits to be captured. MobilePay docs: app payments, capture. */
export const reservationMilliseconds = 7 * 86_400_000

/** How long a captured payment can be refunded. MobilePay docs: app payments, refunds. */
export const refundMilliseconds = 90 * 86_400_000

/** MobilePay docs, app payments: characters of a reference, and of a description that survives. */
export const longestReference = 64
export const longestDescription = 100

/** MobilePay docs, app payments: an amount is an int32 of øre or cents. */
export const largestMinor = 2_147_483_647

// Integers by all documents, but a digit string would be no less exact.
const minor = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^-?\d{1,12}$/))]),
  z.transform(Number),
)

const currencyOf = (found: Currency | null | undefined, home: Currency) => found ?? home

const states: readonly string[] = appPaymentStates

/** By its letters alone: documents and APIs disagree on how members, and so maybe states, are spelled. */
function stateOf(written: string): AppPaymentState | null {
  const index = states.findIndex((state) => state.toLowerCase() === written.toLowerCase())
  return appPaymentStates[index] ?? null
}

const payment = z.pipe(
  z.object({
    paymentId: z.guid(),
    amount: minor,
    state: z.string(),
    reference: optionalText,
    description: optionalText,
    paymentPointId: z.guid(),
    paymentPointName: optionalText,
    initiatedOn: instant,
    lastUpdatedOn: instant,
    isoCurrencyCode: z.enum(currencies),
  }),
  z.transform((body): AppPayment => ({
    id: body.paymentId,
    amount: { minor: body.amount, currency: body.isoCurrencyCode },
    state: stateOf(body.state),
    reference: body.reference,
    description: body.description,
    pointId: body.paymentPointId,
    pointName: body.paymentPointName,
    initiatedAt: body.initiatedOn,
    updatedAt: body.lastUpdatedOn,
  })),
)

const nextPageNumber = z.nullish(z.int())

/** Parses an answer of `GET /v1/payments/{paymentid}`. */
export const appPaymentAnswer = anyCase(payment)

/** Parses an answer of `GET /v1/payments`, which is deprecated and may hold reserved ones only. */
export const appPaymentsPage = anyCase(
  z.pipe(
    z.object({ nextPageNumber, payments: z.array(payment) }),
    z.transform(({ payments, nextPageNumber: next }): Page<AppPayment> => ({
      items: payments,
      nextPage: next ?? null,
    })),
  ),
)

const refundBodyOf = z.object({
  refundId: z.guid(),
  paymentId: z.guid(),
  amount: minor,
  reference: optionalText,
  description: optionalText,
  createdOn: instant,
  // Missing where a refund was just made; then it is the merchant's.
  isoCurrencyCode: z.nullish(z.enum(currencies)),
})

function refundFrom(body: z.infer<typeof refundBodyOf>, home: Currency): AppRefund {
  const { refundId: id, amount, createdOn: createdAt, isoCurrencyCode, ...same } = body
  return {
    ...same,
    id,
    createdAt,
    amount: { minor: amount, currency: currencyOf(isoCurrencyCode, home) },
  }
}

/** Parses an answer of `GET /v1/refunds`, which is deprecated. `home` is the merchant's currency. */
export const appRefundsPage = (home: Currency) =>
  anyCase(
    z.pipe(
      z.object({ nextPageNumber, refunds: z.array(refundBodyOf) }),
      z.transform(({ refunds, nextPageNumber: next }): Page<AppRefund> => ({
        items: refunds.map((refund) => refundFrom(refund, home)),
        nextPage: next ?? null,
      })),
    ),
  )

/** A refund that was just made, with what is left; the one answer that tells it. */
export interface MadeRefund extends AppRefund {
  readonly remaining: Money
}

/** Parses an answer of `POST /v1/refunds`. */
export const madeRefundAnswer = (home: Currency) =>
  anyCase(
    z.pipe(
      z.extend(refundBodyOf, { remainingAmount: minor }),
      z.transform((body): MadeRefund => {
        const { remainingAmount, ...refund } = body
        const made = refundFrom(refund, home)
        return { ...made, remaining: { minor: remainingAmount, currency: made.amount.currency } }
      }),
    ),
  )

/** Parses an answer of `GET /v1/paymentpoints`. */
export const appPaymentPointsPage = anyCase(
  z.pipe(
    z.object({
      nextPageNumber,
      paymentPoints: z.array(
        z.object({
          paymentPointId: z.guid(),
          paymentPointName: optionalText,
          state: optionalText,
        }),
      ),
    }),
    z.transform(({ paymentPoints, nextPageNumber: next }): Page<AppPaymentPoint> => ({
      items: paymentPoints.map(({ paymentPointId: id, paymentPointName: name, state }) => ({
        id,
        name,
        isActive: state?.toLowerCase() === 'active',
      })),
      nextPage: next ?? null,
    })),
  ),
)

/** Parses an answer of `POST /v1/payments`: the id, and the address that the customer opens. */
export const createdPaymentAnswer = anyCase(
  z.pipe(
    z.object({ paymentId: z.guid(), mobilePayAppRedirectUri: z.url() }),
    z.transform(
      ({
        paymentId: id,
        mobilePayAppRedirectUri: href,
      }): {
        readonly id: string
        readonly href: string
      } => ({ id, href }),
    ),
  ),
)

/** A payment to be asked for. */
export interface PaymentRequest {
  readonly amount: Money
  readonly pointId: string
  /** At most `longestReference` characters. */
  readonly reference: string
  /** At most `longestDescription` characters, for the customer. */
  readonly description: string | null
  /** Where the customer goes afterwards: https, or a link into an app. */
  readonly redirectUri: string
  /** `+4512345678`: fills in the page that the customer sees. */
  readonly phone: string | null
}

/** The body of `POST /v1/payments`. The same key again is the same payment. */
export function paymentBody(request: PaymentRequest, key: string): unknown {
  return {
    idempotencyKey: key,
    amount: request.amount.minor,
    paymentPointId: request.pointId,
    redirectUri: request.redirectUri,
    reference: request.reference,
    ...(request.description === null ? {} : { description: request.description }),
    ...(request.phone === null ? {} : { customerPhoneNumber: request.phone }),
  }
}

/** The body of `POST /v1/payments/{paymentid}/capture`. */
export function captureBody(amount: Money): unknown {
  return { amount: amount.minor }
}

/** Money to be sent back. */
export interface RefundRequest {
  readonly paymentId: string
  readonly amount: Money
  readonly reference: string
  readonly description: string | null
}

/** The body of `POST /v1/refunds`. The same key again is the same refund. */
export function refundBody(request: RefundRequest, key: string): unknown {
  return {
    paymentId: request.paymentId,
    amount: request.amount.minor,
    idempotencyKey: key,
    reference: request.reference,
    ...(request.description === null ? {} : { description: request.description }),
  }
}
