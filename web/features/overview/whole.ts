import type { UseQueryResult } from '@tanstack/react-query'

import type { Transaction } from '#shared/mobilepay/reporting.ts'

import type { Whole } from '../../api/reporting.ts'
import type { Period } from '../../ui/periods.ts'

/** All transactions of the overview's period: its figures, chart and latest rows are of the same. */
export type WholeResult = UseQueryResult<Whole<Transaction>>

/** The parameters by which the list of transactions shows the same. */
export function searchOf({ from, to }: Period, point: string | null): string {
  const search = new URLSearchParams({ from, to, ...(point !== null && { point }) })
  return search.toString()
}
