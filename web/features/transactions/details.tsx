import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'

import type { Transaction } from '#shared/mobilepay/reporting.ts'

import { paymentPointsQuery, transferByReference } from '../../api/reporting.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Amount, Moment, useFormat } from '../../ui/format.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Facts } from '../../ui/surface.tsx'
import { PayoutState, TypeName } from './words.tsx'

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
        <Contents transaction={transaction} />
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

function Contents({ transaction }: { transaction: Transaction }) {
  const { t } = useLingui()
  const { transferReference } = transaction
  // What somebody may want to paste elsewhere can be copied, the rest is only read.
  const copied = [
    ['reference', t`Reference`],
    ['paymentId', t`Payment ID`],
    ['refundId', t`Refund ID`],
    ['agreementExternalId', t`Agreement, your ID`],
    ['agreementId', t`Agreement ID`],
  ] as const
  const read = [
    ['message', t`Message`],
    ['paymentLabel', t`Payment label`],
    ['userName', t`Customer`],
    ['userPhoneNumber', t`Phone number`],
    ['loyaltyId', t`Membership`],
    ['myShopNumber', t`MyShop number`],
    ['brandName', t`Brand`],
    ['brandId', t`Brand ID`],
    ['locationId', t`Location ID`],
    ['posName', t`Point of sale`],
    ['beaconId', t`Beacon ID`],
  ] as const
  return (
    <>
      <div className="details-head">
        <span className="details-amount">
          <Amount money={transaction.amount} />
        </span>
        <PayoutState transaction={transaction} />
      </div>
      <Facts
        items={[
          { id: 'at', name: <Trans>Time</Trans>, value: <Moment at={transaction.at} seconds /> },
          ...copied.map(([id, name]) => ({ id, name, value: copyable(transaction[id], name) })),
          ...read.map(([id, name]) => ({ id, name, value: transaction[id] })),
        ]}
      />
      {transferReference === null ? null : <Payout reference={transferReference} />}
    </>
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
                { id: 'day', name: <Trans>Date</Trans>, value: format.day(transfer.day) },
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

function copyable(text: string | null, what: string) {
  return text === null ? null : (
    <span className="id">
      <span className="id-text">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  )
}
