import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'

import type { PaymentPoint, Transaction, TransactionType } from '#shared/mobilepay/reporting.ts'

import { useFormat } from './format.tsx'
import { StatusPill } from './surface.tsx'
import { useWidth } from './use-width.ts'

export const typeTexts: Readonly<Record<TransactionType, MessageDescriptor>> = {
  Payment: msg`Payment`,
  // The noun: what the button does has the same word in English only.
  Refund: msg({ message: 'Refund', context: 'transaction' }),
  TransactionFee: msg`Transaction fee`,
  ServiceFee: msg`Service fee`,
  Transfer: msg`Payout`,
  ReturnedTransaction: msg`Returned`,
  Adjustment: msg`Adjustment`,
}

export function TypeName({ type }: { type: TransactionType | null }) {
  const { t } = useLingui()
  return <>{type === null ? t`Other` : t(typeTexts[type])}</>
}

/** What a merchant knows a transaction by; fees, for one, have nothing of the kind. */
export function referenceOf(transaction: Transaction): string | null {
  const { type, reference, paymentLabel, message, agreementExternalId } = transaction
  const own = reference ?? paymentLabel ?? agreementExternalId ?? message
  return own ?? (type === 'Transfer' ? transaction.transferReference : null)
}

/** A transaction's reference. Without one, in a table with the type beside it, a dash. */
export function Reference({ transaction }: { transaction: Transaction }) {
  const text = referenceOf(transaction)
  if (text === null) {
    return (
      <span className="muted">
        <span aria-hidden="true">–</span>
        <span className="hidden">
          <Trans>No reference</Trans>
        </span>
      </span>
    )
  }
  // Digits of a bank are one thing, and must not be broken in two.
  const isOfBank = transaction.type === 'Transfer' && text === transaction.transferReference
  return isOfBank ? <span className="number transaction-digits">{text}</span> : <>{text}</>
}

/** A transaction where its type stands nowhere else: by its reference, or by what it is. */
export function Title({ transaction }: { transaction: Transaction }) {
  return referenceOf(transaction) === null ? (
    <TypeName type={transaction.type} />
  ) : (
    <Reference transaction={transaction} />
  )
}

/**
 * Whether the money has left for the merchant's bank account; a payout is that leaving itself. In a
 * list, where nearly all has left, only what has not stands out.
 */
export function PayoutState({
  transaction: { type, transferReference, transferDay },
  inList = false,
}: {
  transaction: Transaction
  inList?: boolean
}) {
  const format = useFormat()
  const width = useWidth()
  const isPhone = width === 'phone'
  if (type === 'Transfer') return null
  if (transferReference === null) {
    return (
      <StatusPill tone="warn">
        {inList && !isPhone ? <Trans>Not yet</Trans> : <Trans>Not paid out yet</Trans>}
      </StatusPill>
    )
  }
  const isNear = inList && width !== 'wide'
  const day =
    transferDay === null ? null : isNear ? format.nearDay(transferDay) : format.day(transferDay)
  if (inList && day !== null) {
    return <span className="number muted">{isPhone ? <Trans>Paid out {day}</Trans> : day}</span>
  }
  return (
    <StatusPill tone="ok">
      {day === null ? <Trans>Paid out</Trans> : <Trans>Paid out {day}</Trans>}
    </StatusPill>
  )
}

/** What a payment point is called, with the number that customers know it by. */
export function pointName({ id, name, alias }: PaymentPoint): string {
  return [name ?? id, alias].filter(Boolean).join(' · ')
}

// MobilePay's own names, the same in every language.
const productNames: Readonly<Record<string, string>> = {
  PointOfSale: 'Point of Sale',
  Subscription: 'Subscriptions',
  'App payments': 'App Payments',
}

/** What MobilePay calls a kind of payment point. */
export function productName(product: string): string {
  return productNames[product] ?? product
}
