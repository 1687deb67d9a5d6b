import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'

import { type Attachment, attachmentAnswer, attachmentBody } from '#shared/mobilepay/attachments.ts'
import {
  oneOffBody,
  type OneOffRequest,
  subscriptionRefundBody,
  type SubscriptionRefundRequest,
} from '#shared/mobilepay/charges-request.ts'
import {
  type Charge,
  chargeAnswer,
  type ChargeStatus,
  createdOneOffAnswer,
  type OneOff,
  oneOffAnswer,
  oneOffsAnswer,
  refundsAnswer,
  type SubscriptionRefund,
} from '#shared/mobilepay/charges.ts'
import { chargeAmountPatch } from '#shared/mobilepay/subscriptions-request.ts'
import type { Money } from '#shared/money.ts'

import { call, readFile } from './client.ts'
import { ApiError } from './errors.ts'
import {
  agreementKey,
  agreementPath,
  type AgreementPlace,
  type Home,
  providerPath,
  readCharges,
} from './subscriptions.ts'

const nothing = z.unknown()

/** A charge or a one-off, and whose it is. */
export interface PaymentPlace extends AgreementPlace {
  readonly payment: string
}

// MobilePay allows ten looks a minute, and some are a person's own.
const lookMilliseconds = 8000

const unsettled: readonly (ChargeStatus | null)[] = ['Requested', 'Valid', 'Invalid']

/** Whether MobilePay has taken a charge, but not checked it yet. */
export function isBeingChecked({ status }: Charge): boolean {
  return unsettled.includes(status)
}

/** The charges of an agreement; looked at again while MobilePay still checks one. */
export function chargesQuery(place: AgreementPlace, home: Home) {
  return queryOptions({
    queryKey: [...agreementKey(place), 'charges'],
    queryFn: ({ signal }) => readCharges({ ...place, home }, signal),
    refetchInterval: ({ state }) => (state.data?.some(isBeingChecked) ? lookMilliseconds : false),
  })
}

function chargePath(place: PaymentPlace): string {
  return `${agreementPath(place)}/paymentrequests/${place.payment}`
}

/** One charge, as it is now. */
export function readCharge(place: PaymentPlace, home: Home, signal?: AbortSignal): Promise<Charge> {
  return call(chargePath(place), chargeAnswer(home), signal ? { signal } : {})
}

/** One charge; looked at again while MobilePay still checks it. */
export function chargeQuery(place: PaymentPlace, home: Home) {
  return queryOptions({
    queryKey: [...agreementKey(place), 'charge', place.payment],
    queryFn: ({ signal }) => readCharge(place, home, signal),
    refetchInterval: ({ state: { data } }) =>
      data && isBeingChecked(data) ? lookMilliseconds : false,
  })
}

/** Lowers a charge that is not collected yet. */
export async function lowerCharge(place: PaymentPlace, amount: Money): Promise<void> {
  const body = chargeAmountPatch(amount)
  await call(chargePath(place), nothing, { method: 'PATCH', body })
}

/** Takes back a charge that is not collected yet. */
export async function declineCharge(place: PaymentPlace): Promise<void> {
  await call(chargePath(place), nothing, { method: 'DELETE' })
}

function oneOffPath(place: PaymentPlace): string {
  return `${agreementPath(place)}/oneoffpayments/${place.payment}`
}

/** The one-offs of an agreement, as they are now; MobilePay has no pages for them. */
export function readOneOffs(
  place: AgreementPlace,
  signal?: AbortSignal,
): Promise<readonly OneOff[]> {
  const path = `${agreementPath(place)}/oneoffpayments`
  return call(path, oneOffsAnswer, signal ? { signal } : {})
}

/** The one-offs of an agreement. */
export function oneOffsQuery(place: AgreementPlace) {
  return queryOptions({
    queryKey: [...agreementKey(place), 'one-offs'],
    queryFn: ({ signal }) => readOneOffs(place, signal),
  })
}

/** One one-off, as it is now. */
export function readOneOff(place: PaymentPlace, signal?: AbortSignal): Promise<OneOff> {
  return call(oneOffPath(place), oneOffAnswer, signal ? { signal } : {})
}

/** One one-off; looked at again while it waits for its customer. */
export function oneOffQuery(place: PaymentPlace) {
  return queryOptions({
    queryKey: [...agreementKey(place), 'one-off', place.payment],
    queryFn: ({ signal }) => readOneOff(place, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.status === 'Requested' ? lookMilliseconds : false,
  })
}

/** Asks for a one-off on an agreement. A second send asks for a second one. */
export function createOneOff(place: AgreementPlace, request: OneOffRequest) {
  return call(`${agreementPath(place)}/oneoffpayments`, createdOneOffAnswer, {
    method: 'POST',
    body: oneOffBody(request),
  })
}

/** Takes the whole amount of a reserved one-off. */
export async function captureOneOff(place: PaymentPlace): Promise<void> {
  await call(`${oneOffPath(place)}/capture`, nothing, { method: 'POST' })
}

/** Takes a one-off back, and gives free what is reserved of it. */
export async function cancelOneOff(place: PaymentPlace): Promise<void> {
  await call(oneOffPath(place), nothing, { method: 'DELETE' })
}

function refundsPath(place: PaymentPlace): string {
  return `${agreementPath(place)}/payments/${place.payment}/refunds`
}

/** The refunds of a charge or one-off, as they are now. */
export function readRefunds(
  place: PaymentPlace,
  signal?: AbortSignal,
): Promise<readonly SubscriptionRefund[]> {
  return call(refundsPath(place), refundsAnswer, signal ? { signal } : {})
}

/** The refunds of a charge or one-off; looked at again while one is not decided. */
export function subscriptionRefundsQuery(place: PaymentPlace) {
  return queryOptions({
    queryKey: [...agreementKey(place), 'refunds', place.payment],
    queryFn: ({ signal }) => readRefunds(place, signal),
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'Requested') ? lookMilliseconds : false,
  })
}

/** Sends money back. A second send sends it a second time. */
export async function requestRefund(
  place: PaymentPlace,
  request: SubscriptionRefundRequest,
): Promise<void> {
  const body = subscriptionRefundBody(request)
  await call(refundsPath(place), nothing, { method: 'POST', body })
}

function attachmentPath({ provider, payment }: PaymentPlace): string {
  return `${providerPath(provider)}/payments/${payment}/attachment`
}

/** What the customer sees behind a payment, as it is now; null: nothing, or MobilePay keeps none. */
export async function readAttachment(
  place: PaymentPlace,
  home: Home,
  signal?: AbortSignal,
): Promise<Attachment | null> {
  try {
    return await call(attachmentPath(place), attachmentAnswer(home), signal ? { signal } : {})
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  }
}

/** What the customer sees behind a payment. */
export function attachmentQuery(place: PaymentPlace, home: Home) {
  return queryOptions({
    queryKey: [...agreementKey(place), 'attachment', place.payment],
    queryFn: ({ signal }) => readAttachment(place, home, signal),
  })
}

/** Puts an attachment in the place of the one before. */
export async function putAttachment(place: PaymentPlace, attachment: Attachment): Promise<void> {
  const body = attachmentBody(attachment)
  await call(attachmentPath(place), nothing, { method: 'PUT', body })
}

export async function deleteAttachment(place: PaymentPlace): Promise<void> {
  await call(attachmentPath(place), nothing, { method: 'DELETE' })
}

/** The PDF that MobilePay makes of an attachment. */
export function readAttachmentPdf(place: PaymentPlace): Promise<Blob> {
  return readFile(`${attachmentPath(place)}/pdf`)
}
