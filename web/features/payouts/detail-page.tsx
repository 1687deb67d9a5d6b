import './payouts.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, FileQuestionMark } from 'lucide-react'
import { Link, useParams } from 'react-router'

import type { Transfer } from '#shared/mobilepay/reporting.ts'
import { tieOut } from '#shared/mobilepay/totals.ts'

import {
  paymentPointsQuery,
  rereadMoney,
  transferQuery,
  wholePaidOut,
} from '../../api/reporting.ts'
import { useConnection } from '../../api/session.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Contents } from './contents.tsx'
import { Head } from './head.tsx'
import { TieOutBadge, TieOutCard } from './tie-out-card.tsx'

/** One payout: what it is made of, to the øre. */
export function PayoutPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  const { transferId = '' } = useParams()
  if (session.scopes.includes('transactionreporting')) {
    return <Payout key={transferId} id={transferId} />
  }
  return (
    <>
      <PageHeader title={t`Payout`} />
      <div className="card">
        <NoPermission product="transactionreporting" />
      </div>
    </>
  )
}

function Payout({ id }: { id: string }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const payout = useQuery(transferQuery(id))
  return (
    <>
      <Link to="/payouts" className="payouts-back">
        <ArrowLeft size={16} aria-hidden="true" />
        <Trans>All payouts</Trans>
      </Link>
      <PageHeader title={t`Payout`}>
        <Updated
          at={payout.dataUpdatedAt}
          isFetching={payout.isFetching}
          onRefresh={() => void rereadMoney(client)}
        />
      </PageHeader>
      <Found id={id} payout={payout} />
    </>
  )
}

function Found({
  id,
  payout,
}: {
  id: string
  payout: ReturnType<typeof useQuery<Transfer | null>>
}) {
  // Asked for along with the payout: neither waits for the other.
  const contents = useQuery(wholePaidOut(id))
  const { data: points = [] } = useQuery(paymentPointsQuery)
  return (
    <Query
      result={payout}
      skeleton={
        <div className="card">
          <Skeleton rows={6} shape="line" />
        </div>
      }
      renderEmpty={(transfer) => (transfer === null ? <Missing /> : null)}
    >
      {(transfer) => {
        if (transfer === null) return null
        const point = points.find((one) => one.id === transfer.paymentPointId)
        const tied = contents.data ? tieOut(contents.data.items, transfer.total) : null
        const isComplete = contents.data?.complete ?? false
        return (
          <>
            <div className="payout-top">
              <Head transfer={transfer} point={point}>
                {tied ? <TieOutBadge tied={tied} isComplete={isComplete} /> : null}
              </Head>
              <Query
                result={contents}
                skeleton={
                  <div className="card">
                    <Skeleton rows={5} shape="line" />
                  </div>
                }
              >
                {() =>
                  tied ? (
                    <TieOutCard tied={tied} transferred={transfer.total} isComplete={isComplete} />
                  ) : null
                }
              </Query>
            </div>
            {contents.data ? (
              <Contents transfer={transfer} point={point} whole={contents.data} />
            ) : null}
          </>
        )
      }}
    </Query>
  )
}

function Missing() {
  return (
    <div className="card">
      <EmptyState
        icon={FileQuestionMark}
        title={<Trans>MobilePay knows no such payout</Trans>}
        action={
          <LinkButton to="/payouts">
            <Trans>All payouts</Trans>
          </LinkButton>
        }
      >
        <p>
          <Trans>Its link may be of another business than the one that is connected here.</Trans>
        </p>
      </EmptyState>
    </div>
  )
}
