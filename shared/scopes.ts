/**
 * MobilePay's product scopes, by their wire names.
 *
 * `openid` and `offline_access` are not products: every login asks for them and nobody chooses
 * them, so they never appear in settings, in `/auth/session` or on a screen (decision 2).
 *
 * MobilePay docs: open-id/_authorize, "scope".
 */
export const products = [
  'subscriptions',
  'invoice',
  'merchantpayments',
  'transactionreporting',
  'webhooks',
] as const

export type Product = (typeof products)[number]

/** Whether `value` is the wire name of a product scope. */
export function isProduct(value: unknown): value is Product {
  return products.some((product) => product === value)
}
