import './transaction-table.css'
import { useLingui } from '@lingui/react/macro'
import type { To } from 'react-router'

import { type Column, DataTable } from './data-table.tsx'
import { Amount, Moment } from './format.tsx'
import type { Row } from './transaction-rows.ts'
import { PayoutState, Reference, referenceOf, Title, TypeName } from './transaction-words.tsx'
import { useWidth } from './use-width.ts'

/** Columns that somebody may want to see besides reference and amount. */
export const moreColumns = [
  'type',
  'time',
  'payout',
  'message',
  'payout-reference',
  'customer',
  'agreement',
] as const

export type MoreColumn = (typeof moreColumns)[number]

/** Those that are shown until somebody chooses. */
export const usualColumns: readonly MoreColumn[] = ['type', 'time', 'payout']

interface TransactionTableProps {
  readonly caption: string
  readonly rows: readonly Row[]
  readonly current: string | null
  readonly hrefOf: (row: Row) => To
  readonly shown?: readonly MoreColumn[]
  readonly sort?: { readonly direction: 'asc' | 'desc'; readonly to: To }
}

/** Transactions one below the other; on a phone always with all that matters of each. */
export function TransactionTable({
  caption,
  rows,
  current,
  hrefOf,
  shown = usualColumns,
  sort,
}: TransactionTableProps) {
  const { t } = useLingui()
  const width = useWidth()
  const isPhone = width === 'phone'
  const more: readonly (Column<Row> & { readonly id: MoreColumn })[] = [
    {
      id: 'type',
      header: t`Type`,
      phone: 'detail',
      renderCell: ({ transaction }) =>
        isPhone && referenceOf(transaction) === null ? null : <TypeName type={transaction.type} />,
    },
    {
      id: 'time',
      header: t`Time`,
      phone: 'detail',
      ...(sort && {
        sort: {
          ...sort,
          label:
            sort.direction === 'desc'
              ? t`Time: show the oldest first`
              : t`Time: show the newest first`,
        },
      }),
      renderCell: ({ transaction }) => (
        <span className="muted">
          <Moment at={transaction.at} near={width !== 'wide'} />
        </span>
      ),
    },
    {
      id: 'payout',
      header: t`Paid out`,
      phone: 'note',
      renderCell: ({ transaction }) => <PayoutState transaction={transaction} inList />,
    },
    {
      id: 'message',
      header: t`Message`,
      renderCell: ({ transaction }) => <Text text={transaction.message} />,
    },
    {
      id: 'payout-reference',
      header: t`Payout reference`,
      renderCell: ({ transaction: { transferReference } }) => (
        <span className="number muted">{transferReference}</span>
      ),
    },
    {
      id: 'customer',
      header: t`Customer`,
      renderCell: ({ transaction: { userName, userPhoneNumber } }) => (
        <Text text={userName ?? userPhoneNumber} />
      ),
    },
    {
      id: 'agreement',
      header: t`Agreement`,
      renderCell: ({ transaction: { agreementExternalId, agreementId } }) => (
        <Text text={agreementExternalId ?? agreementId} />
      ),
    },
  ]
  const columns: readonly Column<Row>[] = [
    {
      id: 'reference',
      header: t`Reference`,
      phone: 'title',
      renderCell: ({ transaction }) =>
        isPhone ? <Title transaction={transaction} /> : <Reference transaction={transaction} />,
    },
    // A phone has a place for what matters, whatever was chosen for a table.
    ...more.filter(({ id, phone }) => (isPhone ? phone !== undefined : shown.includes(id))),
    {
      id: 'amount',
      header: t`Amount`,
      align: 'end',
      phone: 'value',
      renderCell: ({ transaction }) => <Amount money={transaction.amount} />,
    },
  ]
  return (
    <div className="transaction-table">
      <DataTable
        caption={caption}
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        hrefOf={hrefOf}
        current={current}
      />
    </div>
  )
}

function Text({ text }: { text: string | null }) {
  return <span className="muted transaction-text">{text}</span>
}
