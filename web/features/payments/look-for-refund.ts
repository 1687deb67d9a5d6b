import type { QueryClient } from '@tanstack/react-query'

import type { MadeRefund } from '#shared/mobilepay/app-payments.ts'
import type { Currency } from '#shared/money.ts'

import { act } from '../../api/act.ts'
import { refundsQuery } from '../../api/app-payments.ts'
import { ApiError } from '../../api/errors.ts'

/**
 * Reads the refunds of a payment again. Which of them came of this form is not told, so none is ever
 * taken for it: whether there is one more shows on the page, and the same key tells.
 *
 * @throws ApiError also where MobilePay lists no refunds any more: then nothing is known.
 */
export async function lookForRefund(
  client: QueryClient,
  id: string,
  currency: Currency,
): Promise<MadeRefund | null> {
  const query = { ...refundsQuery(id, currency), staleTime: 0 }
  const refunds = await act(client, () => client.fetchQuery(query))
  if (refunds === null) throw new ApiError('mobilepay_error', { status: 404 })
  return null
}
