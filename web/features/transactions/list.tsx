import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ComponentProps } from 'react'
import type { To } from 'react-router'

import { RowsEnd } from '../../ui/rows-end.tsx'
import type { Row } from '../../ui/transaction-rows.ts'
import { type MoreColumn, TransactionTable } from '../../ui/transaction-table.tsx'
import { mostPages } from './params.ts'

interface ListProps {
  readonly rows: readonly Row[]
  readonly current: string | null
  readonly hrefOf: (row: Row) => To
  readonly shown: readonly MoreColumn[]
  readonly sort: 'asc' | 'desc'
  readonly sortTo: To
}

export function List({ sort, sortTo, ...rest }: ListProps) {
  const { t } = useLingui()
  return (
    <TransactionTable {...rest} caption={t`Transactions`} sort={{ direction: sort, to: sortTo }} />
  )
}

type MoreProps = Omit<ComponentProps<typeof RowsEnd>, 'counted' | 'limit'> & {
  readonly count: number
  readonly pages: number
}

const limit = <Trans>Choose a shorter period to see the rest.</Trans>

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
      limit={pages >= mostPages ? limit : undefined}
    />
  )
}

interface FoundProps {
  readonly shown: number
  readonly found: number
  readonly all: number
  readonly isComplete: boolean
  readonly pages: number
  readonly onMore: () => void
}

/** Below rows that the console picked out itself: out of how many. */
export function Found({ shown, found, all, isComplete, pages, onMore }: FoundProps) {
  return (
    <RowsEnd
      counted={
        isComplete ? (
          <Trans>
            {found} found in all {all} transactions of the period
          </Trans>
        ) : (
          <Trans>
            {found} found in the newest {all} transactions; choose a shorter period to look through
            all
          </Trans>
        )
      }
      hasMore={shown < found}
      isLoading={false}
      problem={null}
      onMore={onMore}
      onRetry={onMore}
      limit={pages >= mostPages ? limit : undefined}
    />
  )
}
