import { Trans } from '@lingui/react/macro'

import type { AppPayment, AppRefund } from '#shared/mobilepay/app-payments.ts'
import type { Money } from '#shared/money.ts'

import { Amount, Moment } from '../../ui/format.tsx'
import { type Step, Steps } from '../../ui/steps.tsx'
import { expiryOf, StateName } from './words.tsx'

/** What happened to a payment and when, as far as MobilePay tells; and what happens by itself next. */
export function Timeline({
  payment,
  captured,
  refunds,
}: {
  payment: AppPayment
  captured: Money | null
  refunds: readonly AppRefund[]
}) {
  const { state } = payment
  const steps: Step[] = [
    {
      id: 'initiated',
      when: <Moment at={payment.initiatedAt} />,
      text: (
        <Trans>
          Asked for <Amount money={payment.amount} />
        </Trans>
      ),
    },
  ]
  if (state !== 'initiated') {
    steps.push({
      id: 'state',
      when: <Moment at={payment.updatedAt} />,
      text: <Became {...{ payment, captured }} />,
    })
  }
  if (state === 'reserved') {
    steps.push({
      id: 'expiry',
      when: <Moment at={expiryOf(payment)} />,
      text: <Trans>Expires unless captured</Trans>,
      isAhead: true,
    })
  }
  for (const { id, createdAt, amount } of refunds) {
    steps.push({
      id,
      when: <Moment at={createdAt} />,
      text: (
        <Trans>
          Refunded <Amount money={amount} />
        </Trans>
      ),
    })
  }
  return <Steps steps={steps} />
}

function Became({ payment, captured }: { payment: AppPayment; captured: Money | null }) {
  if (payment.state === 'reserved') return <Trans>Approved by the customer</Trans>
  if (payment.state === 'captured' && captured) {
    return (
      <Trans>
        Captured <Amount money={captured} />
      </Trans>
    )
  }
  return <StateName state={payment.state} />
}
