import { Trans, useLingui } from '@lingui/react/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import { ArrowRight, Landmark, ReceiptText } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import type { PaymentPoint, Transfer } from '#shared/mobilepay/reporting.ts'

import { EmptyState } from '../../ui/empty-state.tsx'
import { Amount, Moment, useFormat } from '../../ui/format.tsx'
import type { Period } from '../../ui/periods.ts'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { rowsOf } from '../../ui/transaction-rows.ts'
import { pointName, referenceOf, Title, TypeName } from '../../ui/transaction-words.tsx'
import { searchOf, type WholeResult } from './whole.ts'

/** As many as there are payouts beside them. */
const shownRows = 5

interface LatestProps {
  readonly title: string
  readonly id: string
  readonly allTo: string
  readonly children: ReactNode
}

function Latest({ title, id, allTo, children }: LatestProps) {
  return (
    <section className="card card-flush latest" aria-labelledby={id}>
      <div className="latest-head">
        <h2 id={id}>{title}</h2>
        <Link to={allTo} className="latest-all" aria-describedby={id}>
          <Trans>See all</Trans>
          <ArrowRight size={14} aria-hidden="true" />
        </Link>
      </div>
      {children}
    </section>
  )
}

interface LatestPayoutsProps {
  readonly result: UseQueryResult<readonly Transfer[]>
  readonly points: readonly PaymentPoint[]
}

/** The newest payouts, whatever the period. */
export function LatestPayouts({ result, points }: LatestPayoutsProps) {
  const { t } = useLingui()
  const format = useFormat()
  return (
    <Latest title={t`Latest payouts`} id="latest-payouts" allTo="/payouts">
      <Query
        result={result}
        skeleton={<Skeleton rows={5} />}
        renderEmpty={(transfers) =>
          transfers.length > 0 ? null : (
            <EmptyState icon={Landmark} title={<Trans>No payouts yet</Trans>}>
              <p>
                <Trans>MobilePay pays out once a day, after midnight.</Trans>
              </p>
            </EmptyState>
          )
        }
      >
        {(transfers) => (
          <ul className="rows">
            {transfers.map(({ id, day, total, reference, paymentPointId }) => {
              const point = points.find((one) => one.id === paymentPointId)
              return (
                <li key={id} className="row">
                  <div className="row-title number">
                    <Link to={`/payouts/${id}`} className="row-link">
                      {format.day(day)}
                    </Link>
                  </div>
                  <div className="row-value">
                    <Amount money={total} />
                  </div>
                  <div className="row-detail latest-point">
                    {point ? pointName(point) : reference}
                  </div>
                  <div className="row-note" />
                </li>
              )
            })}
          </ul>
        )}
      </Query>
    </Latest>
  )
}

interface LatestTransactionsProps {
  readonly whole: WholeResult
  readonly period: Period
  readonly point: string | null
}

/** The newest transactions of the period. */
export function LatestTransactions({ whole, period, point }: LatestTransactionsProps) {
  const { t } = useLingui()
  const search = searchOf(period, point)
  return (
    <Latest
      title={t`Latest transactions`}
      id="latest-transactions"
      allTo={`/transactions?${search}`}
    >
      <Query
        result={whole}
        skeleton={<Skeleton rows={shownRows} />}
        renderEmpty={({ items }) =>
          items.length > 0 ? null : (
            <EmptyState icon={ReceiptText} title={<Trans>No transactions in this period</Trans>} />
          )
        }
      >
        {({ items }) => (
          <ul className="rows">
            {rowsOf(items.slice(0, shownRows)).map(({ key, transaction }) => (
              <li key={key} className="row">
                <div className="row-title">
                  <Link to={`/transactions?${search}&row=${key}`} className="row-link">
                    <Title transaction={transaction} />
                  </Link>
                </div>
                <div className="row-value">
                  <Amount money={transaction.amount} />
                </div>
                <div className="row-detail">
                  <Moment at={transaction.at} />
                </div>
                <div className="row-note">
                  {referenceOf(transaction) === null ? null : <TypeName type={transaction.type} />}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Query>
    </Latest>
  )
}
