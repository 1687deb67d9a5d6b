import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import type { Instant } from '#shared/dates.ts'
import { reservationMilliseconds } from '#shared/mobilepay/app-payments.ts'
import { type Money, sumMoney } from '#shared/money.ts'

import { isListGone, waitingPayments } from '../../api/app-payments.ts'
import { useConnection } from '../../api/session.ts'
import { useFormat } from '../../ui/format.tsx'
import { type Matter, nothing } from './matter.ts'

export interface Expiring {
  readonly count: number
  readonly total: Money
  readonly first: Instant
  /** Whether there are more payments than were looked through. */
  readonly isPart: boolean
}

const soonMilliseconds = 48 * 3_600_000
/** The oldest, which expire first, stand on the last page. */
const mostPages = 10

/** Reserved payments that their customers get back within 48 hours unless they are captured. */
export function useCaptures(): Matter<Expiring> {
  const { session } = useConnection()
  const { currency } = useFormat()
  const [now] = useState(Date.now)
  const isGranted = session.scopes.includes('merchantpayments')
  const list = useInfiniteQuery({ ...waitingPayments(null), enabled: isGranted })
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = list
  const pages = data?.pages.length ?? 0
  const isBehind = pages > 0 && pages < mostPages && hasNextPage && error === null
  useEffect(() => {
    if (isBehind && !isFetching) void fetchNextPage()
  }, [isBehind, isFetching, fetchNextPage])

  if (!isGranted) return nothing
  if (error) {
    if (isListGone(error)) return nothing
    return { state: 'failed', problem: error, retry: () => void refetch() }
  }
  if (data === undefined || isBehind) return { state: 'loading' }
  const soon = data.pages
    .flatMap(({ items }) => items)
    .map(({ amount, updatedAt }) => ({ amount, end: updatedAt + reservationMilliseconds }))
    .filter(({ end }) => end > now && end - now < soonMilliseconds)
  const [one] = soon
  if (!one) return nothing
  return {
    state: 'something',
    what: {
      count: soon.length,
      total: sumMoney(
        soon.map(({ amount }) => amount),
        currency,
      ),
      first: Math.min(...soon.map(({ end }) => end)),
      isPart: hasNextPage,
    },
  }
}
