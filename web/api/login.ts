import { type Product, products } from '#shared/scopes.ts'

export interface LoginRequest {
  readonly vat: string
  /** Asking for all products is written as asking for none: then the bff asks for what it may. */
  readonly scopes: readonly Product[]
  /** A path of the console to come back to. */
  readonly returnTo: string
}

/** Builds the address that sends the browser to MobilePay's login. */
export function loginUrl({ vat, scopes, returnTo }: LoginRequest): string {
  const all = scopes.length === 0 || products.every((product) => scopes.includes(product))
  const query = new URLSearchParams({
    merchant_vat: vat,
    ...(all ? {} : { scope: scopes.join(' ') }),
    return_to: returnTo,
  })
  return `/auth/login?${query.toString()}`
}
