import type { Rules } from '../data/rules.ts'
import type { Call, Operation } from './call.ts'
import { emptyReply, jsonReply } from './reply.ts'

const windowMilliseconds = 60_000

/** Calls a minute, and what is counted together: the values of these parts of the path and the query. */
type Limit = readonly [perMinute: number, parts: readonly string[]]

const provider = '/subscriptions/api/providers/:providerid'
const agreement = `${provider}/agreements/:agreementid`
const oneAgreement = ['providerid', 'agreementid']
const onePayment = [...oneAgreement, 'paymentid']

/** Subscriptions on the platform it was moved to, September 2024. Operations that are not here have no limit. */
const limits: Readonly<Record<string, Limit>> = {
  [`POST ${provider}/agreements`]: [300, ['providerid']],
  [`GET ${provider}/agreements`]: [5, ['providerid', 'pageNumber', 'pageSize']],
  [`GET ${agreement}`]: [120, oneAgreement],
  [`PATCH ${agreement}`]: [5, oneAgreement],
  [`DELETE ${agreement}`]: [5, oneAgreement],
  [`POST ${provider}/paymentrequests`]: [400, ['providerid']],
  [`GET ${agreement}/paymentrequests`]: [10, oneAgreement],
  [`GET ${agreement}/paymentrequests/:paymentid`]: [10, onePayment],
  [`POST ${agreement}/oneoffpayments`]: [300, oneAgreement],
  [`GET ${agreement}/oneoffpayments`]: [10, oneAgreement],
  [`GET ${agreement}/oneoffpayments/:paymentid`]: [10, onePayment],
  [`POST ${agreement}/oneoffpayments/:paymentid/capture`]: [5, onePayment],
  [`DELETE ${agreement}/oneoffpayments/:paymentid`]: [5, onePayment],
  [`GET ${agreement}/payments/:paymentid/refunds`]: [10, onePayment],
  [`POST ${agreement}/payments/:paymentid/refunds`]: [5, onePayment],
}

/** Neither status nor body of a call too many is documented: 429 is what HTTP has for it (RFC 6585 section 4). */
const tooMany = ({ correlationId }: Call, reply: Rules['rateLimitReply'], seconds: number) => {
  if (reply === 'empty') return emptyReply(429)
  const description = {
    message: `Too many requests. Try again in ${seconds} seconds.`,
    error_type: 'TooManyRequestsError',
    correlation_id: correlationId,
  }
  const response = jsonReply({ error: 'TooManyRequests', error_description: description }, 429)
  response.headers.set('retry-after', String(seconds))
  return response
}

/** Counts calls by the stand-in's clock, and answers those beyond a limit. */
export const createRateLimits = (now: () => number) => {
  const windows = new Map<string, { readonly until: number; calls: number }>()

  return ({ method, path }: Operation, call: Call): Response | undefined => {
    const { rules } = call.world
    const limit = limits[`${method} ${path}`]
    if (!rules.rateLimits || limit === undefined) return undefined
    const [perMinute, parts] = limit
    const { request } = call
    const values = parts.map((part) => request.param(part) ?? request.query(part) ?? '')
    const key = JSON.stringify([method, path, ...values])
    const known = windows.get(key)
    const window =
      known !== undefined && known.until > now()
        ? known
        : { until: now() + windowMilliseconds, calls: 0 }
    windows.set(key, window)
    window.calls += 1
    if (window.calls <= perMinute) return undefined
    return tooMany(call, rules.rateLimitReply, Math.ceil((window.until - now()) / 1000))
  }
}
