import * as z from 'zod/mini'

import { type CalendarDay, readDay, type Zone } from '../dates.ts'
import { currencies, type Currency, type Money, wireAmount } from '../money.ts'
import { decimal, money, optionalText } from './common.ts'
import { anyCase } from './names.ts'
import { links } from './subscriptions.ts'

/** MobilePay docs, subscriptions: states of a recurring payment. */
const chargeStatuses = [
  'Requested',
  'Valid',
  'Invalid',
  'Created',
  'Suspended',
  'Executed',
  'Failed',
  'Declined',
  'Rejected',
  'Cancelled',
] as const

export type ChargeStatus = (typeof chargeStatuses)[number]

/** A recurring payment of an agreement, in MobilePay's words a payment request. */
export interface Charge {
  readonly id: string
  readonly agreementId: string
  readonly externalId: string | null
  readonly externalAgreementId: string | null
  readonly amount: Money
  readonly dueDay: CalendarDay
  /** Null for a status MobilePay adds after this was written. */
  readonly status: ChargeStatus | null
  readonly description: string | null
  readonly graceDays: number | null
  readonly transactionId: string | null
}

interface Home {
  readonly currency: Currency
  readonly zone: Zone
}

// A charge does not say its currency; its agreement and the merchant do.
function chargeOf({ currency, zone }: Home) {
  return z.pipe(
    z.object({
      id: z.guid(),
      agreementId: z.guid(),
      externalId: optionalText,
      externalAgreementId: optionalText,
      amount: decimal,
      dueDate: z.string(),
      status: optionalText,
      description: optionalText,
      gracePeriodDays: z.nullish(z.int()),
      paymentTransactionId: optionalText,
    }),
    z.transform((body, context): Charge => {
      const { amount, dueDate, status, gracePeriodDays, paymentTransactionId, ...same } = body
      const dueDay = readDay(dueDate, zone)
      if (dueDay === null) {
        context.issues.push({ code: 'custom', input: dueDate, message: 'not a date' })
        return z.NEVER
      }
      return {
        ...same,
        dueDay,
        amount: money(amount, currency, context),
        status: chargeStatuses.find((known) => known === status) ?? null,
        graceDays: gracePeriodDays ?? null,
        transactionId: paymentTransactionId,
      }
    }),
  )
}

/** Parses an answer of `GET …/paymentrequests/{paymentId}`. */
export const chargeAnswer = (home: Home) => anyCase(chargeOf(home))

/** Parses an answer of `GET …/paymentrequests`, which has no pages. */
export const chargesAnswer = (home: Home) => anyCase(z.array(chargeOf(home)))

/** MobilePay docs, subscriptions: states of a one-off payment. */
const oneOffStatuses = [
  'Requested',
  'Reserved',
  'Captured',
  'Rejected',
  'Expired',
  'Canceled',
] as const

export type OneOffStatus = (typeof oneOffStatuses)[number]

/** A payment beside the recurring ones, which the customer approves by hand. */
export interface OneOff {
  readonly id: string
  readonly agreementId: string
  readonly externalId: string | null
  readonly amount: Money
  readonly status: OneOffStatus | null
  readonly description: string | null
  readonly expiresAfterMinutes: number | null
  readonly transactionId: string | null
}

const oneOff = z.pipe(
  z.object({
    id: z.guid(),
    agreementId: z.guid(),
    externalId: optionalText,
    amount: decimal,
    currency: z.enum(currencies),
    status: optionalText,
    description: optionalText,
    expirationTimeoutMinutes: z.nullish(z.int()),
    paymentTransactionId: optionalText,
  }),
  z.transform((body, context): OneOff => {
    const { amount, currency, status, expirationTimeoutMinutes, paymentTransactionId, ...same } =
      body
    return {
      ...same,
      amount: money(amount, currency, context),
      status: oneOffStatuses.find((known) => known === status) ?? null,
      expiresAfterMinutes: expirationTimeoutMinutes ?? null,
      transactionId: paymentTransactionId,
    }
  }),
)

/** Parses an answer of `GET …/oneoffpayments/{paymentId}`. */
export const oneOffAnswer = anyCase(oneOff)

/** Parses an answer of `GET …/oneoffpayments`, which has no pages. */
export const oneOffsAnswer = anyCase(z.array(oneOff))

/** Parses an answer of `POST …/oneoffpayments` into its id and the address the customer opens. */
export const createdOneOffAnswer = anyCase(
  z.pipe(
    z.object({ id: z.guid(), links }),
    z.transform(({ id, links: list }): { readonly id: string; readonly href: string | null } => ({
      id,
      href: list.find(({ rel }) => rel === 'mobile-pay')?.href ?? null,
    })),
  ),
)

/** A charge to be asked for. */
export interface ChargeRequest {
  readonly agreementId: string
  readonly amount: Money
  readonly dueDay: CalendarDay
  /** At most 64 characters; MobilePay advises 30. With the due day it makes a duplicate. */
  readonly externalId: string
  /** At most 60 characters. */
  readonly description: string
  /** 1 to 3; null leaves it to MobilePay. */
  readonly graceDays: number | null
}

/** The body of `POST …/paymentrequests`. MobilePay docs, subscriptions: at most 2000 in one call. */
export function chargesBody(charges: readonly ChargeRequest[]): unknown {
  return charges.map(({ agreementId, amount, dueDay, externalId, description, graceDays }) => ({
    agreement_id: agreementId,
    amount: wireAmount(amount),
    due_date: dueDay,
    external_id: externalId,
    description,
    ...(graceDays === null ? {} : { grace_period_days: graceDays }),
  }))
}

/** What a batch's answer says at once; whether the others are good shows later. */
export interface ChargesReceipt {
  readonly pending: readonly { readonly id: string; readonly externalId: string | null }[]
  readonly rejected: readonly {
    readonly externalId: string | null
    readonly reason: string | null
  }[]
}

/** Parses an answer of `POST …/paymentrequests`. */
export const chargesReceipt = anyCase(
  z.pipe(
    z.object({
      pendingPayments: z.nullish(
        z.array(z.object({ paymentId: z.guid(), externalId: optionalText })),
      ),
      rejectedPayments: z.nullish(
        z.array(z.object({ externalId: optionalText, errorDescription: optionalText })),
      ),
    }),
    z.transform(({ pendingPayments, rejectedPayments }): ChargesReceipt => ({
      pending: (pendingPayments ?? []).map(({ paymentId: id, externalId }) => ({ id, externalId })),
      rejected: (rejectedPayments ?? []).map(({ externalId, errorDescription: reason }) => ({
        externalId,
        reason,
      })),
    })),
  ),
)

/** Money that goes back of a charge or a one-off. */
export interface SubscriptionRefund {
  readonly id: string
  readonly amount: Money
  /** `Requested`, `Issued` or `Declined`; null for another one. */
  readonly status: 'Requested' | 'Issued' | 'Declined' | null
  readonly externalId: string | null
}

const refund = z.pipe(
  z.object({
    id: z.guid(),
    amount: decimal,
    currency: z.enum(currencies),
    status: optionalText,
    externalId: optionalText,
  }),
  z.transform(({ id, amount, currency, status, externalId }, context): SubscriptionRefund => ({
    id,
    externalId,
    amount: money(amount, currency, context),
    status:
      (['Requested', 'Issued', 'Declined'] as const).find((known) => known === status) ?? null,
  })),
)

/** Parses an answer of `GET …/payments/{paymentId}/refunds`. */
export const refundsAnswer = anyCase(z.array(refund))
