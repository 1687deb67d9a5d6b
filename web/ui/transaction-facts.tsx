import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowUpRight, Undo2 } from 'lucide-react'
import { use } from 'react'

import type { Transaction } from '#shared/mobilepay/reporting.ts'

import { LinkButton } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { Amount, Moment } from './format.tsx'
import { GrantsContext } from './grants.ts'
import { PermissionButton } from './permission-button.tsx'
import { PlaceContext } from './place.ts'
import { Facts } from './surface.tsx'
import { PayoutState } from './transaction-words.tsx'

/** Everything MobilePay tells about one transaction, and what can be done with it. */
export function TransactionFacts({ transaction }: { transaction: Transaction }) {
  const { t } = useLingui()
  const { products } = use(PlaceContext)
  const { type, paymentId } = transaction
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
      {paymentId !== null && products.includes('merchantpayments') ? (
        <PaymentActs id={paymentId} isRefundable={type === 'Payment'} />
      ) : null}
      <Facts
        items={[
          { id: 'at', name: <Trans>Time</Trans>, value: <Moment at={transaction.at} seconds /> },
          ...copied.map(([id, name]) => ({ id, name, value: copyable(transaction[id], name) })),
          ...read.map(([id, name]) => ({ id, name, value: transaction[id] })),
        ]}
      />
    </>
  )
}

function PaymentActs({ id, isRefundable }: { id: string; isRefundable: boolean }) {
  const isGranted = use(GrantsContext).includes('merchantpayments')
  const payment = `/payments/${id}`
  const refund = <Trans>Refund</Trans>
  if (!isGranted) {
    return isRefundable ? (
      <div className="page-actions">
        <PermissionButton product="merchantpayments">{refund}</PermissionButton>
      </div>
    ) : null
  }
  return (
    <div className="page-actions">
      <LinkButton to={payment} icon={<ArrowUpRight size={16} aria-hidden="true" />}>
        <Trans>Open payment</Trans>
      </LinkButton>
      {isRefundable ? (
        <LinkButton to={`${payment}/refund`} icon={<Undo2 size={16} aria-hidden="true" />}>
          {refund}
        </LinkButton>
      ) : null}
    </div>
  )
}

/** A text with a button that copies it; `what` names it. */
export function copyable(text: string | null, what: string) {
  return text === null ? null : (
    <span className="id">
      <span className="id-text">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  )
}
