import { type Currency, type Money, wireAmount } from '../money.ts'

/** MobilePay docs, subscriptions: characters of an agreement's and a payment's texts. */
export const longestPlan = 30
export const longestText = 60
export const longestExternalId = 64

/** MobilePay docs, subscriptions: minutes in which an agreement or one-off can be accepted: 18 weeks. */
export const mostExpiryMinutes = 181_440

/** A one-off that comes with a new agreement. */
interface FirstOneOff {
  readonly amount: Money
  readonly externalId: string
  readonly description: string
  readonly expiresAfterMinutes: number
}

/** An agreement that a customer is to be asked for. */
export interface AgreementRequest {
  readonly currency: Currency
  /** At most `longestPlan` characters. */
  readonly plan: string
  /** At most `longestText` characters. */
  readonly description: string | null
  /** Null where every charge has an amount of its own. */
  readonly amount: Money | null
  /** One of `frequencies`. */
  readonly frequency: number
  /** At most `longestExternalId` characters; customers see it. */
  readonly externalId: string | null
  /** 1 to `mostExpiryMinutes`. */
  readonly expiresAfterMinutes: number
  /** `+4512345678`: fills in the page that the customer sees. */
  readonly phone: string | null
  /** All https. The customer goes to the first; MobilePay calls the other two. */
  readonly userRedirect: string
  readonly successCallback: string
  readonly cancelCallback: string
  /** The merchant's page on which a customer cancels; null: that is done in the app. https. */
  readonly cancelRedirect: string | null
  readonly oneOff: FirstOneOff | null
}

const countries = { DKK: 'DK', EUR: 'FI' } as const

/** The body of `POST …/agreements`. */
export function agreementBody(request: AgreementRequest): unknown {
  const { amount, description, externalId, phone, cancelRedirect, oneOff } = request
  return {
    plan: request.plan,
    currency: request.currency,
    country_code: countries[request.currency],
    frequency: request.frequency,
    expiration_timeout_minutes: request.expiresAfterMinutes,
    links: [
      { rel: 'user-redirect', href: request.userRedirect },
      { rel: 'success-callback', href: request.successCallback },
      { rel: 'cancel-callback', href: request.cancelCallback },
      ...(cancelRedirect === null ? [] : [{ rel: 'cancel-redirect', href: cancelRedirect }]),
    ],
    ...(amount === null ? {} : { amount: wireAmount(amount) }),
    ...(description === null ? {} : { description }),
    ...(externalId === null ? {} : { external_id: externalId }),
    ...(phone === null ? {} : { mobile_phone_number: phone.replace('+', '') }),
    ...(oneOff === null
      ? {}
      : {
          one_off_payment: {
            amount: wireAmount(oneOff.amount),
            external_id: oneOff.externalId,
            description: oneOff.description,
            expiration_timeout_minutes: oneOff.expiresAfterMinutes,
          },
        }),
  }
}

/** What of an agreement is to be other than it is; what is not named stays. */
export interface AgreementChanges {
  readonly plan?: string
  readonly description?: string | null
  readonly externalId?: string | null
  readonly amount?: Money | null
  readonly frequency?: number
  readonly successCallback?: string
  readonly cancelCallback?: string
  readonly cancelRedirect?: string
  /** Whether the customer may not choose which notifications the app shows. MobilePay does not tell. */
  readonly fixesNotifications?: boolean
}

/** The body of `PATCH …/agreements/{agreementId}`: RFC 6902, of which MobilePay knows `replace`. */
export function agreementPatch(changes: AgreementChanges): readonly Replacement[] {
  const { amount } = changes
  return replacements({
    plan: changes.plan,
    description: changes.description,
    external_id: changes.externalId,
    amount: amount ? wireAmount(amount) : amount,
    frequency: changes.frequency,
    'success-callback': changes.successCallback,
    'cancel-callback': changes.cancelCallback,
    'cancel-redirect': changes.cancelRedirect,
    disable_notification_management: changes.fixesNotifications,
  })
}

/** The body of `PATCH /subscriptions/api/providers/{providerId}`; the address must be https. */
export function callbackUrlPatch(url: string): readonly Replacement[] {
  return replacements({ payment_status_callback_url: url })
}

/** The body of `PATCH …/paymentrequests/{paymentId}`: never more than was first asked for. */
export function chargeAmountPatch(amount: Money): readonly Replacement[] {
  return replacements({ amount: wireAmount(amount) })
}

interface Replacement {
  readonly op: 'replace'
  readonly path: string
  readonly value: unknown
}

function replacements(members: Readonly<Record<string, unknown>>): readonly Replacement[] {
  return Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [{ op: 'replace' as const, path: `/${name}`, value }],
  )
}

/** How MobilePay proves to the merchant's server that a callback is its own. */
export type CallbackAuth =
  | { readonly scheme: 'basic'; readonly userName: string; readonly password: string }
  /** `key` is a token68 (RFC 7235 section 2.1), sent as it is. */
  | { readonly scheme: 'apikey'; readonly key: string }
  /** Client credentials; `tokenUrl` is https. */
  | {
      readonly scheme: 'oauth2'
      readonly clientId: string
      readonly clientSecret: string
      readonly tokenUrl: string
      readonly scope: string | null
    }

/** The body of `PUT /subscriptions/api/providers/{providerId}/auth/{scheme}`. */
export function callbackAuthBody(auth: CallbackAuth): unknown {
  switch (auth.scheme) {
    case 'basic':
      return { user_name: auth.userName, password: auth.password }
    case 'apikey':
      return { api_key: auth.key }
    case 'oauth2': {
      const { clientId, clientSecret, tokenUrl, scope } = auth
      const own = { client_id: clientId, client_secret: clientSecret, token_url: tokenUrl }
      return scope === null ? own : { ...own, scope }
    }
    default:
      return auth satisfies never
  }
}
