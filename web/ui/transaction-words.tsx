import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'

import type { Transaction, TransactionType } from '#shared/mobilepay/reporting.ts'

import { useFormat } from '../../ui/format.tsx'
import { StatusPill } from '../../ui/surface.tsx'

const typeTexts: Readonly<Record<TransactionType, MessageDescriptor>> = {
  Payment: msg`Payment`,
  Refund: msg`Refund`,
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

/** What a merchant knows a transaction by. */
export function Reference({ transaction }: { transaction: Transaction }) {
  const { type, reference, paymentLabel, message, agreementExternalId, transferReference } =
    transaction
  const text =
    reference ??
    (type === 'Transfer' ? transferReference : null) ??
    paymentLabel ??
    agreementExternalId ??
    message
  return text === null ? (
    <span className="muted">
      <Trans>No reference</Trans>
    </span>
  ) : (
    <>{text}</>
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
  if (type === 'Transfer') return null
  if (transferReference === null) {
    return (
      <StatusPill tone="warn">
        {inList ? <Trans>Not yet</Trans> : <Trans>Not paid out yet</Trans>}
      </StatusPill>
    )
  }
  const day = transferDay === null ? null : format.day(transferDay)
  if (inList && day !== null) return <span className="number muted">{day}</span>
  return (
    <StatusPill tone="ok">
      {day === null ? <Trans>Paid out</Trans> : <Trans>Paid out {day}</Trans>}
    </StatusPill>
  )
}
