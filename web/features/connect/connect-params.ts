import type { Country } from '#shared/mobilepay/common.ts'
import { isProduct, type Product, products } from '#shared/scopes.ts'

import { splitCountry } from './vat.ts'

interface ConnectParams {
  readonly country: Country | null
  readonly number: string
  /** All of them where the address names none. */
  readonly scopes: readonly Product[]
  readonly returnTo: string
  readonly problem: string | null
}

/** Reads what the address fills in: the bff sends people here with what they came with. */
export function readConnectParams(search: URLSearchParams): ConnectParams {
  const { country, rest } = splitCountry(search.get('merchant_vat') ?? '')
  const scopes = (search.get('scope') ?? '').split(' ').filter(isProduct)
  const returnTo = search.get('return_to') ?? '/'
  return {
    country,
    number: rest,
    scopes: scopes.length > 0 ? scopes : products,
    // The bff checks it as well; a path of another host must not even be offered.
    returnTo: /^\/(?![/\\])/.test(returnTo) ? returnTo : '/',
    problem: search.get('problem'),
  }
}
