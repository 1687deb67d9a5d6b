import type { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'

import type { ConnectedSession } from '#shared/api.ts'
import type { Product } from '#shared/scopes.ts'

import { call } from './client.ts'
import { sessionQuery } from './session.ts'

/** A small answer of each product: a session goes on only while MobilePay is asked something. */
const smallest: Readonly<Record<Product, string>> = {
  transactionreporting: '/api/v3/reporting/paymentpoints',
  merchantpayments: '/api/v1/paymentpoints',
  webhooks: '/api/v1/webhooks',
  subscriptions: '/api/subscriptions/api/merchants/me',
  invoice: '/api/invoice-restapi/api/v1/merchants/me',
}

/** Uses the session, so that it does not end for lack of use, and reads when it ends now. */
export async function keepAlive(client: QueryClient, { scopes }: ConnectedSession): Promise<void> {
  const [product] = scopes
  if (product !== undefined) await call(smallest[product], z.unknown())
  await client.invalidateQueries(sessionQuery)
}
