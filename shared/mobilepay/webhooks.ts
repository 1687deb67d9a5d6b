import * as z from 'zod/mini'

import { optionalText } from './common.ts'

/** MobilePay docs, webhooks: what can be subscribed to. */
export const webhookEvents = [
  'payment.reserved',
  'payment.expired',
  'payment.cancelled_by_user',
  'paymentpoint.activated',
  'transfer.succeeded',
] as const

export type WebhookEvent = (typeof webhookEvents)[number]

/** An address that MobilePay calls when something happens. */
export interface Webhook {
  readonly id: string
  /** As MobilePay returns it, scheme and host in lower case: signatures are made over this form. */
  readonly url: string
  /** Names of events; MobilePay may have some that are not among `webhookEvents`. */
  readonly events: readonly string[]
  /** Null: all payment points. */
  readonly paymentPointId: string | null
  /** The bff's mask, unless it was asked to reveal the key. */
  readonly signatureKey: string | null
}

const webhook = z.pipe(
  z.object({
    webhookId: z.guid(),
    url: z.string(),
    events: z.array(z.string()),
    paymentPointId: optionalText,
    signatureKey: optionalText,
  }),
  z.transform(({ webhookId: id, ...rest }): Webhook => ({ id, ...rest })),
)

/** Parses an answer of `GET`, `PUT` and `POST` for one webhook. */
export const webhookAnswer = webhook

/** Parses an answer of `GET /v1/webhooks`, which has no pages. */
export const webhooksAnswer = z.pipe(
  z.object({ webhooks: z.array(webhook) }),
  z.transform(({ webhooks }): readonly Webhook[] => webhooks),
)

/** A webhook to be created or to take the place of another. */
export interface WebhookRequest {
  /** https only; MobilePay refuses a second webhook with the same address. */
  readonly url: string
  readonly events: readonly string[]
  readonly paymentPointId: string | null
}

/** The body of `POST /v1/webhooks` and `PUT /v1/webhooks/{webhookId}`. */
export function webhookBody({ url, events, paymentPointId }: WebhookRequest): unknown {
  return { url, events, ...(paymentPointId === null ? {} : { paymentPointId }) }
}
