import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ComponentProps } from 'react'
import type { To } from 'react-router'

import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Amount, Moment } from '../../ui/format.tsx'
import { RowsEnd } from '../../ui/rows-end.tsx'
import { mostPages } from './params.ts'
import type { Row } from './rows.ts'
import { PayoutState, Reference, TypeName } from './words.tsx'

interface ListProps {
  readonly rows: readonly Row[]
  readonly current: string | null
  readonly hrefOf: (row: Row) => To
  readonly sort: 'asc' | 'desc'
  readonly sortTo: To
}

export function List({ rows, current, hrefOf, sort, sortTo }: ListProps) {
  const { t } = useLingui()
  const columns: readonly Column<Row>[] = [
    {
      id: 'reference',
      header: t`Reference`,
      phone: 'title',
      renderCell: ({ transaction }) => <Reference transaction={transaction} />,
    },
    {
      id: 'type',
      header: t`Type`,
      phone: 'note',
      renderCell: ({ transaction }) => <TypeName type={transaction.type} />,
    },
    {
      id: 'time',
      header: t`Time`,
      phone: 'detail',
      sort: {
        direction: sort,
        to: sortTo,
        label: sort === 'desc' ? t`Time: show the oldest first` : t`Time: show the newest first`,
      },
      renderCell: ({ transaction }) => (
        <span className="muted">
          <Moment at={transaction.at} />
        </span>
      ),
    },
    {
      id: 'payout',
      header: t`Paid out`,
      renderCell: ({ transaction }) => <PayoutState transaction={transaction} inList />,
    },
    {
      id: 'amount',
      header: t`Amount`,
      align: 'end',
      phone: 'value',
      renderCell: ({ transaction }) => <Amount money={transaction.amount} />,
    },
  ]
  return (
    <DataTable
      caption={t`Transactions`}
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      hrefOf={hrefOf}
      current={current}
    />
  )
}

type MoreProps = Omit<ComponentProps<typeof RowsEnd>, 'counted' | 'limit'> & {
  readonly count: number
  readonly pages: number
}

/** Below the rows: how many there are, and the way to more. */
export function More({ count, pages, ...rest }: MoreProps) {
  return (
    <RowsEnd
      {...rest}
      counted={
        rest.hasMore ? (
          <Plural value={count} one="# transaction shown" other="# transactions shown" />
        ) : (
          <Plural value={count} one="# transaction" other="# transactions" />
        )
      }
      limit={
        pages >= mostPages ? <Trans>Choose a shorter period to see the rest.</Trans> : undefined
      }
    />
  )
}
