import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ChevronDown } from 'lucide-react'
import type { To } from 'react-router'

import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Amount, Moment } from '../../ui/format.tsx'
import { Trail, Words } from '../../ui/problem-view.tsx'
import type { Problem } from '../../ui/problem.ts'
import { Banner } from '../../ui/surface.tsx'
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

interface MoreProps {
  readonly count: number
  readonly pages: number
  readonly hasMore: boolean
  readonly isLoading: boolean
  /** Why the next page is missing; the pages before it stay. */
  readonly problem: Problem | null
  readonly onMore: () => void
  readonly onRetry: () => void
}

/** Below the rows: how many there are, and the way to more. */
export function More({ count, pages, hasMore, isLoading, problem, onMore, onRetry }: MoreProps) {
  if (problem) {
    return (
      <div className="more">
        <Banner
          tone="bad"
          live
          action={
            <Button onPress={onRetry} isPending={isLoading}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          <p>
            <Trans>The next rows could not be loaded.</Trans> <Words problem={problem} />
          </p>
          <Trail problem={problem} />
        </Banner>
      </div>
    )
  }
  return (
    <div className="more">
      <output className="muted">
        {hasMore ? (
          <Plural value={count} one="# transaction shown" other="# transactions shown" />
        ) : (
          <Plural value={count} one="# transaction" other="# transactions" />
        )}
      </output>
      {hasMore && pages < mostPages ? (
        <Button
          icon={<ChevronDown size={16} aria-hidden="true" />}
          onPress={onMore}
          isPending={isLoading}
        >
          <Trans>Load more</Trans>
        </Button>
      ) : null}
      {hasMore && pages >= mostPages ? (
        <span className="muted">
          <Trans>Choose a shorter period to see the rest.</Trans>
        </span>
      ) : null}
    </div>
  )
}
