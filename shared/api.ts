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

const notConnected = z.object({ connected: z.literal(false) })

const connected = z.object({
  connected: z.literal(true),
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
