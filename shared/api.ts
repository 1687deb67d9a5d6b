import * as z from 'zod/mini'

import { products } from './scopes.ts'

/**
 * A merchant's VAT number as MobilePay's `merchant_vat` wants it: country and eight digits.
 * Check digits are not verified, because MobilePay's own samples fail them.
 *
 * MobilePay docs: open-id/_authorize, "merchant_vat".
 */
export const vatPattern = /^(DK|FI)\d{8}$/

/** What every `/auth` JSON call and every `/api` call must carry. It forces a CORS preflight. */
export const csrfHeader = { name: 'X-CSRF', value: '1' } as const

/** Header of the bff's own errors; MobilePay's errors never have it. */
export const errorHeader = 'X-MPC-Error'

/**
 * Products that may be asked for here, only where that is not all of them: what the console offers
 * must not be refused at login, and it reads this answer before anything else.
 */
const offered = z.optional(z.array(z.enum(products)))

const notConnected = z.object({
  connected: z.literal(false),
  offered,
  /** In a frame: ids of its logins that are under way, e.g. after a reload. */
  pending: z.optional(z.array(z.string())),
})

const connected = z.object({
  connected: z.literal(true),
  offered,
  /** `id` is MobilePay's `merchant_id`, null where the token names none; `vat` is what was asked for. */
  merchant: z.object({ id: z.nullable(z.string()), vat: z.string() }),
  /** The portal user (`sub`), not the merchant. */
  subject: z.string(),
  /** Products the merchant allowed, a subset of what was asked for. */
  scopes: z.array(z.enum(products)),
  environment: z.enum(['production-dk', 'production-fi', 'sandbox-dk', 'sandbox-fi', 'custom']),
  /** ISO 8601, UTC, like the two below. */
  connectedAt: z.string(),
  accessTokenExpiresAt: z.string(),
  /** When the session ends if it is not used before. */
  sessionExpiresAt: z.string(),
})

/** Body of `GET /auth/session`: always 200, never a token. */
export const sessionSchema = z.discriminatedUnion('connected', [notConnected, connected])

export type Session = z.infer<typeof sessionSchema>
export type ConnectedSession = z.infer<typeof connected>

/**
 * Body of `POST /auth/logout`. `endSessionUrl` ends the merchant's session at MobilePay's portal as
 * well; null where the provider has no such endpoint, or the console is framed.
 */
export const logoutSchema = z.object({ endSessionUrl: z.nullable(z.string()) })

export type Logout = z.infer<typeof logoutSchema>

/** Body of every error made by the bff. `scope` names what is missing with `scope_missing`. */
export const errorBodySchema = z.object({
  code: z.string(),
  message: z.string(),
  requestId: z.string(),
  scope: z.optional(z.string()),
})

/** Body of `POST /auth/handle`, a frame's wish to start a login. */
export const handleRequestSchema = z.object({
  vat: z.string().check(z.regex(vatPattern)),
  scopes: z.array(z.enum(products)).check(z.minLength(1)),
  locale: z.optional(z.string().check(z.maxLength(16))),
  /** Asks for the handle itself instead of a cookie, where the browser keeps none. */
  cookieless: z.optional(z.boolean()),
})

/**
 * Its answer: `hid` names the handle, `h` goes into the start form, `hk` (only where asked for) is
 * the handle itself, for the page's memory. All are good for ten minutes.
 */
export const handleSchema = z.object({
  hid: z.string(),
  h: z.string(),
  hk: z.optional(z.string()),
})

export type HandleAnswer = z.infer<typeof handleSchema>

/** Body of `GET /auth/wait`: how far the login is; `done` comes with its sealed answer. */
export const waitSchema = z.object({
  status: z.enum(['new', 'started', 'done', 'burnt']),
  ticket: z.optional(z.string()),
})

/** Body of `POST /auth/redeem`: an answer to use, or one that waits for the merchant's word. */
export const redeemRequestSchema = z.union([
  z.object({ hid: z.string(), ticket: z.string() }),
  z.object({ replacement: z.string() }),
])

/**
 * Its answer: connected, or why not. With `other_business` the merchant has to say whether that is
 * to take the present connection's place (decision 1); if so, `replacement` is posted.
 */
export const redeemSchema = z.discriminatedUnion('connected', [
  z.object({ connected: z.literal(true) }),
  z.object({
    connected: z.literal(false),
    reason: z.enum([
      'denied',
      'refused',
      'provider_error',
      'provider_unavailable',
      'elsewhere',
      'other_business',
    ]),
    replacement: z.optional(z.string()),
  }),
])

export type RedeemAnswer = z.infer<typeof redeemSchema>

/** Headers of a framed console's calls: who frames it, and what a cookieless page holds itself. */
export const frameHeaders = {
  client: 'X-MPC-Client',
  handle: 'X-MPC-Handle',
  session: 'X-MPC-Session',
} as const
