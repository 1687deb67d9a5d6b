import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import type { Instant } from '#shared/dates.ts'
import type { AppPayment, AppRefund } from '#shared/mobilepay/app-payments.ts'
import type { Money } from '#shared/money.ts'

import { Amount, Moment } from '../../ui/format.tsx'
import { expiryOf, StateName } from './words.tsx'

interface Step {
  readonly id: string
  readonly at: Instant
  readonly text: ReactNode
  readonly isAhead?: boolean
}

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
      at: payment.initiatedAt,
      text: (
        <Trans>
          Asked for <Amount money={payment.amount} />
        </Trans>
      ),
    },
  ]
  if (state !== 'initiated') {
    steps.push({ id: 'state', at: payment.updatedAt, text: <Became {...{ payment, captured }} /> })
  }
  if (state === 'reserved') {
    steps.push({
      id: 'expiry',
      at: expiryOf(payment),
      text: <Trans>Expires unless captured</Trans>,
      isAhead: true,
    })
  }
  for (const { id, createdAt, amount } of refunds) {
    steps.push({
      id,
      at: createdAt,
      text: (
        <Trans>
          Refunded <Amount money={amount} />
        </Trans>
      ),
    })
  }
  return (
    <ol className="timeline">
      {steps.map(({ id, at, text, isAhead = false }) => (
        <li key={id} className={isAhead ? 'step step-ahead' : 'step'}>
          <span className="step-text">{text}</span>
          <span className="muted">
            <Moment at={at} />
          </span>
        </li>
      ))}
    </ol>
  )
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
