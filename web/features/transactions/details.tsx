import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { Link } from 'react-router'

import type { Transaction } from '#shared/mobilepay/reporting.ts'

import { paymentPointsQuery, transferByReference } from '../../api/reporting.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Facts } from '../../ui/surface.tsx'
import { copyable, TransactionFacts } from '../../ui/transaction-facts.tsx'
import { TypeName } from '../../ui/transaction-words.tsx'

/** Everything MobilePay tells about one transaction. Null: the address names a row that is not there. */
export function Details({
  transaction,
  onClose,
}: {
  transaction: Transaction | null
  onClose: () => void
}) {
  return (
    <Dialog
      title={
        transaction ? <TypeName type={transaction.type} /> : <Trans>Transaction not found</Trans>
      }
      onClose={onClose}
      place="side"
    >
      {transaction ? (
        <>
          <TransactionFacts transaction={transaction} />
          {transaction.transferReference === null ? null : (
            <Payout reference={transaction.transferReference} />
          )}
        </>
      ) : (
        <EmptyState icon={SearchX} title={<Trans>It is not among the loaded rows</Trans>}>
          <p>
            <Trans>MobilePay may have changed it since the link was made.</Trans>
          </p>
        </EmptyState>
      )}
    </Dialog>
  )
}

function Payout({ reference }: { reference: string }) {
  const { t } = useLingui()
  const format = useFormat()
  const payout = useQuery(transferByReference(reference))
  const { data: points = [] } = useQuery(paymentPointsQuery)
  return (
    <section className="details-section">
      <h3>
        <Trans>Payout</Trans>
      </h3>
      <Facts
        items={[
          {
            id: 'reference',
            name: <Trans>Bank reference</Trans>,
            value: copyable(reference, t`Bank reference`),
          },
        ]}
      />
      <Query result={payout} skeleton={<Skeleton rows={3} shape="line" />}>
        {(transfer) =>
          transfer === null ? (
            <p className="muted">
              <Trans>MobilePay has no more about this payout yet.</Trans>
            </p>
          ) : (
            <Facts
              items={[
                {
                  id: 'day',
                  name: <Trans>Date</Trans>,
                  value: <Link to={`/payouts/${transfer.id}`}>{format.day(transfer.day)}</Link>,
                },
                {
                  id: 'total',
                  name: <Trans>Total of the payout</Trans>,
                  value: <Amount money={transfer.total} />,
                },
                {
                  id: 'point',
                  name: <Trans>Payment point</Trans>,
                  value: points.find(({ id }) => id === transfer.paymentPointId)?.name ?? null,
                },
              ]}
            />
          )
        }
      </Query>
    </section>
  )
}
