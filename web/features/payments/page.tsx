import './payments.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { LayoutGrid, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'

import {
  appPointsQuery,
  isListGone,
  rereadPayments,
  unclearCaptures,
  waitingPayments,
} from '../../api/app-payments.ts'
import { useConnection } from '../../api/session.ts'
import { LinkButton } from '../../ui/button.tsx'
import { FindField } from '../../ui/find-field.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { NoList, NothingFoundHere, NothingWaiting } from './nothing.tsx'
import { waitingParams } from './params.ts'
import { UnclearCaptures } from './unclear-captures.tsx'
import { Waiting } from './waiting.tsx'
import { expiryOf } from './words.tsx'

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }))

/** Payments whose money waits to be captured, and the way to any other. */
export function PaymentsPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  if (session.scopes.includes('merchantpayments')) return <Payments />
  return (
    <>
      <PageHeader title={t`Payments`} />
      <div className="card">
        <NoPermission product="merchantpayments" />
      </div>
    </>
  )
}

const everywhere = 'all'

function Payments() {
  const { t } = useLingui()
  const client = useQueryClient()
  const { params, change, hrefOf } = useListParams(waitingParams)
  const [now] = useState(Date.now)
  const [round, setRound] = useState(0)
  // Not beside the rows, which go as they are captured.
  const [captured, setCaptured] = useState<readonly AppPayment[] | null>(null)
  const list = useInfiniteQuery(waitingPayments(params.point))
  const { data: unclear = [] } = useQuery(unclearCaptures(params.point))
  const { data: points = [] } = useQuery(appPointsQuery)
  const { data, hasNextPage, isFetchNextPageError, fetchNextPage } = list

  const loaded = data?.pages.flatMap(({ items }) => items) ?? []
  // All of them can be sorted by what matters; of a part that would say something wrong.
  const sorted = hasNextPage
    ? loaded
    : loaded.toSorted((one, other) => expiryOf(one) - expiryOf(other))
  const wanted = params.q?.toLocaleLowerCase()
  const rows =
    wanted === undefined
      ? sorted
      : sorted.filter(({ reference }) => reference?.toLocaleLowerCase().includes(wanted))
  const options = points.map(({ id, name }) => ({ value: id, label: name ?? id }))
  if (params.point !== null && !options.some(({ value }) => value === params.point)) {
    options.push({ value: params.point, label: t`One payment point` })
  }
  const isGone = list.error !== null && isListGone(list.error)
  return (
    <>
      <PageHeader title={t`Payments`}>
        <Updated
          at={list.dataUpdatedAt}
          isFetching={list.isFetching}
          onRefresh={() => void rereadPayments(client)}
        />
        <div className="payments-actions">
          <LinkButton to="/payments/points" icon={<LayoutGrid size={16} aria-hidden="true" />}>
            <Trans>Payment points</Trans>
          </LinkButton>
          <LinkButton
            to="/payments/new"
            look="primary"
            icon={<Plus size={16} aria-hidden="true" />}
          >
            <Trans>Payment link</Trans>
          </LinkButton>
        </div>
      </PageHeader>
      {unclear.length > 0 ? <UnclearCaptures payments={unclear} /> : null}
      <section className="card card-flush waiting" aria-labelledby="waiting">
        <div className="payments-head">
          <h2 id="waiting">
            <Trans>Waiting for capture</Trans>
          </h2>
          <p className="help">
            <Trans>
              The customer has approved. Capture within 7 days, or the customer keeps the money.
            </Trans>
          </p>
        </div>
        <search className="filters" aria-label={t`Filters`}>
          <FindField
            label={t`Reference or payment ID`}
            q={params.q}
            onSearch={(q) => change({ q })}
            hrefOf={(id) => `/payments/${id}`}
          />
          <Select
            label={t`Payment point`}
            options={[{ value: everywhere, label: t`All payment points` }, ...options]}
            value={params.point ?? everywhere}
            onChange={(point) => change({ point: point === everywhere ? null : point })}
          />
        </search>
        {isGone ? (
          <NoList />
        ) : (
          <Query
            result={{ ...list, error: isFetchNextPageError ? null : list.error }}
            skeleton={<Skeleton rows={5} />}
            renderEmpty={() => {
              if (rows.length > 0) return null
              return params.q === null && params.point === null ? (
                <NothingWaiting />
              ) : (
                <NothingFoundHere q={params.q} clearTo={hrefOf({ q: null, point: null })} />
              )
            }}
          >
            {() => (
              <Waiting
                key={`${params.point ?? ''}/${params.q ?? ''}/${round}`}
                onCapture={setCaptured}
                rows={rows}
                now={now}
                hasMore={hasNextPage}
                isLoading={list.isFetchingNextPage}
                problem={isFetchNextPageError ? list.error : null}
                onMore={() => void fetchNextPage()}
              />
            )}
          </Query>
        )}
      </section>
      {captured ? (
        <Suspense>
          <BulkDialog
            payments={captured}
            onClose={() => {
              setCaptured(null)
              setRound(round + 1)
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}
