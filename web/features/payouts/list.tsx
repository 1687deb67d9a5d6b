import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ComponentProps } from 'react'

import type { PaymentPoint, Transfer } from '#shared/mobilepay/reporting.ts'

import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { RowsEnd } from '../../ui/rows-end.tsx'
import { pointName } from '../../ui/transaction-words.tsx'
import { mostPages } from './params.ts'

interface ListProps {
  readonly rows: readonly Transfer[]
  readonly points: readonly PaymentPoint[]
}

export function List({ rows, points }: ListProps) {
  const { t } = useLingui()
  const format = useFormat()
  const columns: readonly Column<Transfer>[] = [
    {
      id: 'day',
      header: t`Date`,
      phone: 'title',
      renderCell: ({ day }) => <span className="number">{format.day(day)}</span>,
    },
    {
      id: 'reference',
      header: t`Bank reference`,
      phone: 'detail',
      renderCell: ({ reference }) =>
        reference === null ? (
          <span className="muted">
            <Trans>No reference</Trans>
          </span>
        ) : (
          <span className="number muted">{reference}</span>
        ),
    },
    {
      id: 'point',
      header: t`Payment point`,
      phone: 'note',
      renderCell: ({ paymentPointId }) => {
        const point = points.find(({ id }) => id === paymentPointId)
        return <span className="muted">{point ? pointName(point) : null}</span>
      },
    },
    {
      id: 'total',
      header: t`Transferred`,
      align: 'end',
      phone: 'value',
      renderCell: ({ total }) => <Amount money={total} />,
    },
  ]
  return (
    <div className="payouts-list">
      <DataTable
        caption={t`Payouts`}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => `/payouts/${id}`}
      />
    </div>
  )
}

type MoreProps = Omit<ComponentProps<typeof RowsEnd>, 'counted' | 'limit'> & {
  readonly count: number
  readonly pages: number
}

/** Below the rows: how many there are, and when the next come. */
export function More({ count, pages, ...rest }: MoreProps) {
  return (
    <RowsEnd
      {...rest}
      counted={
        <>
          {rest.hasMore ? (
            <Plural value={count} one="# payout shown." other="# payouts shown." />
          ) : (
            <Plural value={count} one="# payout." other="# payouts." />
          )}{' '}
          <Trans>MobilePay pays out once a day, after midnight.</Trans>
        </>
      }
      limit={
        pages >= mostPages ? <Trans>Choose a shorter period to see the rest.</Trans> : undefined
      }
    />
  )
}
