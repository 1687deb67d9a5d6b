import * as z from 'zod/mini'

import type { Instant } from '../dates.ts'
import { currencies, type Currency, type Money } from '../money.ts'
import { decimal, instant, money, optionalText } from './common.ts'
import { anyCase } from './names.ts'

/** A product of the merchant in the Subscriptions API; agreements belong to one. */
export interface Provider {
  readonly id: string
  readonly name: string | null
  /** `Enabled` or `Pending` so far. */
  readonly status: string | null
  readonly address: string | null
  readonly zipCode: string | null
  readonly city: string | null
  readonly homepageUrl: string | null
  readonly customerServiceEmail: string | null
  readonly selfServicePortalUrl: string | null
  readonly faqUrl: string | null
}

const provider = z.pipe(
  z.object({
    subscriptionProviderId: z.guid(),
    name: optionalText,
    status: optionalText,
    address: optionalText,
    zipCode: optionalText,
    city: optionalText,
    homepageUrl: optionalText,
    customerServiceEmail: optionalText,
    selfServicePortalUrl: optionalText,
    faqUrl: optionalText,
  }),
  z.transform(({ subscriptionProviderId: id, ...rest }): Provider => ({ id, ...rest })),
)

const merchantBody = z.object({ subscriptionProviders: z.nullish(z.array(provider)) })

/**
 * Parses an answer of `GET /subscriptions/api/merchants/me` into the merchant's providers. MobilePay
 * docs: an object in the OpenAPI document, an array of one in the guide.
 */
export const providersAnswer = anyCase(
  z.pipe(
    z.union([merchantBody, z.array(merchantBody)]),
    z.transform((body): readonly Provider[] =>
      [body].flat().flatMap(({ subscriptionProviders }) => subscriptionProviders ?? []),
    ),
  ),
)

/** Where and how MobilePay reports what became of charges. Secrets are masked by the bff. */
export interface CallbackSettings {
  readonly callbackUrl: string | null
  readonly scheme: string | null
  /** User name, key or client id, whichever the scheme has; masked. */
  readonly key: string | null
  /** Password or client secret; null where it is masked with the others, or the scheme has none. */
  readonly secret: string | null
}

/**
 * Parses an answer of `GET /subscriptions/api/providers/{providerId}`, whose `credentials` the bff
 * replaces by `"********"`.
 */
export const callbackSettingsAnswer = anyCase(
  z.pipe(
    z.object({
      paymentStatusCallbackUrl: optionalText,
      credentials: z.nullish(
        z.union([
          z.string(),
          z.object({ scheme: optionalText, key: optionalText, password: optionalText }),
        ]),
      ),
    }),
    z.transform(({ paymentStatusCallbackUrl: callbackUrl, credentials }): CallbackSettings => {
      const known = typeof credentials === 'object' ? credentials : null
      const key = typeof credentials === 'string' ? credentials : (known?.key ?? null)
      const secret = known?.password ?? null
      return { callbackUrl, scheme: known?.scheme ?? null, key, secret }
    }),
  ),
)

/** MobilePay docs, subscriptions: agreement states. `Active` and `Accepted` mean the same. */
const agreementStatuses = [
  'Pending',
  'Accepted',
  'Active',
  'Rejected',
  'Expired',
  'Canceled',
] as const

export type AgreementStatus = (typeof agreementStatuses)[number]

/** Payments in a year; 0 is flexible. MobilePay docs: agreement `frequency`. */
export const frequencies = [0, 1, 2, 4, 12, 26, 52, 365] as const

/** A customer's permission to be charged. */
export interface Agreement {
  readonly id: string
  readonly externalId: string | null
  /** Null for a status MobilePay adds after this was written. */
  readonly status: AgreementStatus | null
  readonly plan: string | null
  readonly description: string | null
  readonly currency: Currency
  /** Null where every charge has an amount of its own. */
  readonly amount: Money | null
  readonly frequency: number
  readonly createdAt: Instant | null
  readonly acceptedAt: Instant | null
  readonly canceledAt: Instant | null
  /** Minutes from its creation in which the customer can accept it. */
  readonly expiresAfterMinutes: number | null
  readonly links: readonly Link[]
}

export interface Link {
  readonly rel: string
  readonly href: string
}

/** MobilePay's `links`; what is no whole web address is left out, so that each can be followed. */
export const links = z.pipe(
  z.nullish(z.array(z.object({ rel: optionalText, href: optionalText }))),
  z.transform((list): readonly Link[] =>
    (list ?? []).flatMap(({ rel, href }) =>
      rel !== null && href !== null && /^https?:\/\/[^\s/]/i.test(href) ? [{ rel, href }] : [],
    ),
  ),
)

const agreement = z.pipe(
  z.object({
    id: z.guid(),
    externalId: optionalText,
    status: optionalText,
    plan: optionalText,
    description: optionalText,
    currency: z.enum(currencies),
    amount: z.nullish(decimal),
    frequency: z.nullish(z.int()),
    dateCreated: z.nullish(instant),
    dateAccepted: z.nullish(instant),
    dateCanceled: z.nullish(instant),
    expirationTimeoutMinutes: z.nullish(z.int()),
    links,
  }),
  z.transform((body, context): Agreement => {
    const { status, amount = null, frequency, dateCreated, dateAccepted, dateCanceled } = body
    const { id, externalId, plan, description, currency } = body
    return {
      id,
      externalId,
      plan,
      description,
      currency,
      status: agreementStatuses.find((known) => known === status) ?? null,
      amount: amount === null ? null : money(amount, currency, context),
      frequency: frequency ?? 0,
      createdAt: dateCreated ?? null,
      acceptedAt: dateAccepted ?? null,
      canceledAt: dateCanceled ?? null,
      expiresAfterMinutes: body.expirationTimeoutMinutes ?? null,
      links: body.links,
    }
  }),
)

/** Parses an answer of `GET …/agreements/{agreementId}`. */
export const agreementAnswer = anyCase(agreement)

const agreementsBody = z.object({
  pageSize: z.nullish(z.int()),
  agreements: z.nullish(z.array(agreement)),
})

/**
 * Parses an answer of `GET …/agreements`. MobilePay docs: a page in the guide, an array of pages in
 * the OpenAPI document. There is no total and no next page: a page that is not full is the last.
 */
export const agreementsAnswer = anyCase(
  z.pipe(
    z.union([agreementsBody, z.array(agreementsBody)]),
    z.transform((body): readonly Agreement[] =>
      [body].flat().flatMap(({ agreements }) => agreements ?? []),
    ),
  ),
)

/** What a new agreement's customer opens, in an app or on the landing page. */
export interface CreatedAgreement {
  readonly id: string
  readonly oneOffId: string | null
  /** Null where MobilePay gave none. */
  readonly href: string | null
}

/** Parses an answer of `POST …/agreements`. */
export const createdAgreementAnswer = anyCase(
  z.pipe(
    z.object({ id: z.guid(), oneOffPaymentId: z.nullish(z.guid()), links }),
    z.transform(({ id, oneOffPaymentId, links: list }): CreatedAgreement => ({
      id,
      oneOffId: oneOffPaymentId ?? null,
      href: list.find(({ rel }) => rel === 'mobile-pay')?.href ?? null,
    })),
  ),
)
