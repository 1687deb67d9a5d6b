import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'

import {
  type Charge,
  type ChargeRequest,
  chargesAnswer,
  chargesBody,
  chargesReceipt,
  type ChargesReceipt,
} from '#shared/mobilepay/charges.ts'
import type { homes } from '#shared/mobilepay/common.ts'
import {
  type AgreementChanges,
  agreementBody,
  agreementPatch,
  type AgreementRequest,
  type CallbackAuth,
  callbackAuthBody,
  callbackUrlPatch,
} from '#shared/mobilepay/subscriptions-request.ts'
import {
  type Agreement,
  agreementAnswer,
  agreementsAnswer,
  type CallbackSettings,
  callbackSettingsAnswer,
  type CreatedAgreement,
  createdAgreementAnswer,
  type Provider,
  providersAnswer,
} from '#shared/mobilepay/subscriptions.ts'

import { call } from './client.ts'
import { ApiError } from './errors.ts'

const base = '/api/subscriptions/api'
const nothing = z.unknown()

export type Home = (typeof homes)[keyof typeof homes]

/** An agreement, and whose it is. */
export interface AgreementPlace {
  readonly provider: string
  readonly agreement: string
}

/** The path of a provider's operations. */
export const providerPath = (provider: string) => `${base}/providers/${provider}`

/** The path of an agreement's operations. */
export const agreementPath = ({ provider, agreement }: AgreementPlace) =>
  `${providerPath(provider)}/agreements/${agreement}`

/** Where everything of an agreement lies in the cache. */
export const agreementKey = ({ provider, agreement }: AgreementPlace) =>
  ['subscriptions', provider, 'agreement', agreement] as const

/** The merchant's products in the Subscriptions API. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }): Promise<readonly Provider[]> =>
    call(`${base}/merchants/me`, providersAnswer, { signal }),
  staleTime: 5 * 60_000,
})

const agreementsInPage = 100

/**
 * Agreements of a provider, a hundred at a time. MobilePay allows each page five times a minute, so
 * that a page is read again after a minute only, or when somebody asks for it.
 */
export function agreementsQuery(provider: string, status: string | null) {
  return infiniteQueryOptions({
    queryKey: ['subscriptions', provider, 'agreements', status],
    queryFn: ({ pageParam, signal }): Promise<readonly Agreement[]> => {
      const query = {
        pageNumber: String(pageParam),
        pageSize: String(agreementsInPage),
        ...(status === null ? {} : { status }),
      }
      return call(`${providerPath(provider)}/agreements`, agreementsAnswer, { query, signal })
    },
    initialPageParam: 1,
    // There is no total: a page that is not full is the last.
    getNextPageParam: (last, _, page) => (last.length < agreementsInPage ? null : page + 1),
    staleTime: 60_000,
  })
}

/** One agreement, as it is now. */
export function readAgreement(place: AgreementPlace, signal?: AbortSignal): Promise<Agreement> {
  return call(agreementPath(place), agreementAnswer, signal ? { signal } : {})
}

/** One agreement. */
export function agreementQuery(place: AgreementPlace) {
  return queryOptions({
    queryKey: [...agreementKey(place), 'itself'],
    queryFn: ({ signal }) => readAgreement(place, signal),
  })
}

/** Asks for an agreement; its customer has to accept it. A second send makes a second one. */
export function createAgreement(
  provider: string,
  request: AgreementRequest,
): Promise<CreatedAgreement> {
  return call(`${providerPath(provider)}/agreements`, createdAgreementAnswer, {
    method: 'POST',
    body: agreementBody(request),
  })
}

/** Looks through the agreements that nobody has accepted yet for the newest with this external id. */
export async function findPending(provider: string, externalId: string): Promise<Agreement | null> {
  for (let page = 1; page <= 10; page += 1) {
    const query = {
      pageNumber: String(page),
      pageSize: String(agreementsInPage),
      status: 'Pending',
    }
    // One after the other: whether there is a next one is known then.
    const found = await call(`${providerPath(provider)}/agreements`, agreementsAnswer, { query })
    const agreement = found.findLast((one) => one.externalId === externalId)
    if (agreement) return agreement
    if (found.length < agreementsInPage) break
  }
  return null
}

export async function changeAgreement(
  place: AgreementPlace,
  changes: AgreementChanges,
): Promise<void> {
  const body = agreementPatch(changes)
  await call(agreementPath(place), nothing, { method: 'PATCH', body })
}

/** Ends an agreement for good, and with it whatever is reserved or waits to be collected. */
export async function cancelAgreement(place: AgreementPlace): Promise<void> {
  await call(agreementPath(place), nothing, { method: 'DELETE' })
}

/** The charges of an agreement, the newest first. MobilePay has no pages for them. */
export async function readCharges(
  { provider, agreement, home }: { provider: string; agreement: string; home: Home },
  signal?: AbortSignal,
): Promise<readonly Charge[]> {
  const path = `${agreementPath({ provider, agreement })}/paymentrequests`
  const charges = await call(path, chargesAnswer(home), signal ? { signal } : {})
  return charges.toSorted((one, other) => other.dueDay.localeCompare(one.dueDay))
}

/** Asks for charges. Only their shape is checked at once; the rest shows in their agreement later. */
export function requestCharges(
  provider: string,
  charges: readonly ChargeRequest[],
): Promise<ChargesReceipt> {
  return call(`${providerPath(provider)}/paymentrequests`, chargesReceipt, {
    method: 'POST',
    body: chargesBody(charges),
  })
}

/** Asks for one charge: its id, or a refusal where not even its shape is right. */
export async function requestCharge(provider: string, charge: ChargeRequest): Promise<string> {
  const { pending, rejected } = await requestCharges(provider, [charge])
  const [taken] = pending
  if (taken) return taken.id
  const detail = rejected[0]?.reason ?? null
  throw new ApiError('mobilepay_error', { status: 400, detail })
}

/** Where MobilePay reports charges, its credentials masked. */
export function callbackSettingsQuery(provider: string) {
  return queryOptions({
    queryKey: ['subscriptions', provider, 'settings'],
    queryFn: ({ signal }): Promise<CallbackSettings> =>
      call(providerPath(provider), callbackSettingsAnswer, { signal }),
  })
}

/** The same with its credentials; kept nowhere. */
export function revealSettings(provider: string): Promise<CallbackSettings> {
  return call(providerPath(provider), callbackSettingsAnswer, { reveal: true })
}

export async function setCallbackUrl(provider: string, url: string): Promise<void> {
  const body = callbackUrlPatch(url)
  await call(providerPath(provider), nothing, { method: 'PATCH', body })
}

export async function setCallbackAuth(provider: string, auth: CallbackAuth): Promise<void> {
  const path = `${providerPath(provider)}/auth/${auth.scheme}`
  await call(path, nothing, { method: 'PUT', body: callbackAuthBody(auth) })
}

/** Reads everything of an agreement again, and the lists it stands in. */
export async function rereadAgreement(client: QueryClient, place: AgreementPlace): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: agreementKey(place) }),
    rereadAgreements(client, place.provider),
  ])
}

/** Reads the lists of agreements again. */
export async function rereadAgreements(client: QueryClient, provider: string): Promise<void> {
  await client.invalidateQueries({ queryKey: ['subscriptions', provider, 'agreements'] })
}
