import { Plural, useLingui } from '@lingui/react/macro'
import { useState } from 'react'

import type { Instant } from '#shared/dates.ts'
import type { AppPayment } from '#shared/mobilepay/app-payments.ts'
import { sumMoney } from '#shared/money.ts'

import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Amount, Moment, useFormat } from '../../ui/format.tsx'
import type { Problem } from '../../ui/problem.ts'
import { RowsEnd } from '../../ui/rows-end.tsx'
import { ExpiresIn, PaymentName } from './words.tsx'

interface WaitingProps {
  readonly rows: readonly AppPayment[]
  readonly now: Instant
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly problem: Problem | null
  readonly onMore: () => void
  readonly onCapture: (payments: readonly AppPayment[]) => void
}

/** Reserved payments, of which some can be captured at once. */
export function Waiting({ rows, now, onMore, onCapture, ...rest }: WaitingProps) {
  const { t } = useLingui()
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.filter(({ id }) => keys.has(id))
  return (
    <>
      <DataTable
        caption={t`Waiting for capture`}
        columns={useColumns(now)}
        rows={rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => `/payments/${id}`}
        selection={{
          keys,
          onChange: setKeys,
          labelOf: ({ reference, id }) => t`Select ${reference ?? id}`,
          allLabel: t`Select all`,
        }}
      />
      <RowsEnd
        {...rest}
        onMore={onMore}
        onRetry={onMore}
        counted={
          rest.hasMore ? (
            <Plural value={rows.length} one="# payment shown" other="# payments shown" />
          ) : (
            <Plural value={rows.length} one="# payment" other="# payments" />
          )
        }
      />
      {chosen.length > 0 ? (
        <ChosenBar payments={chosen} onCapture={() => onCapture(chosen)} />
      ) : null}
    </>
  )
}

function useColumns(now: Instant): readonly Column<AppPayment>[] {
  const { t } = useLingui()
  return [
    {
      id: 'reference',
      header: t`Reference`,
      phone: 'title',
      renderCell: (payment) => <PaymentName payment={payment} />,
    },
    {
      id: 'point',
      header: t`Payment point`,
      renderCell: ({ pointName }) => <span className="muted">{pointName}</span>,
    },
    {
      id: 'reserved',
      header: t`Reserved`,
      phone: 'detail',
      renderCell: ({ updatedAt }) => (
        <span className="muted">
          <Moment at={updatedAt} />
        </span>
      ),
    },
    {
      id: 'expires',
      header: t`Expires in`,
      phone: 'note',
      renderCell: (payment) => <ExpiresIn payment={payment} now={now} />,
    },
    {
      id: 'amount',
      header: t`Amount`,
      align: 'end',
      phone: 'value',
      renderCell: ({ amount }) => <Amount money={amount} />,
    },
  ]
}

function ChosenBar({
  payments,
  onCapture,
}: {
  payments: readonly AppPayment[]
  onCapture: () => void
}) {
  const format = useFormat()
  const total = format.money(
    sumMoney(
      payments.map(({ amount }) => amount),
      format.currency,
    ),
  )
  return (
    <div className="chosen-bar">
      <output>
        <Plural value={payments.length} one="# selected" other="# selected" />
      </output>
      <Button look="primary" onPress={onCapture}>
        <Plural
          value={payments.length}
          one={`Capture # payment, ${total}`}
          other={`Capture # payments, ${total}`}
        />
      </Button>
    </div>
  )
}
