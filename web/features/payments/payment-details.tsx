import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'

import { LinkButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Amount, Moment, useFormat } from '../../ui/format.tsx'
import { Card, Facts } from '../../ui/surface.tsx'
import { refundEnd, useRefundable } from './refundable.ts'
import { Refunds } from './refunds.tsx'
import { Timeline } from './timeline.tsx'
import { expiryOf, StatePill } from './words.tsx'

/** A payment's amount and state, what can be done, and everything that is known of it. */
export function PaymentDetails({ payment }: { payment: AppPayment }) {
  const refundable = useRefundable(payment)
  const { captured } = refundable
  const isPart = captured !== null && captured.minor !== payment.amount.minor
  return (
    <div className="payment">
      <section className="card">
        <div className="details-head">
          <span className="details-amount">
            <Amount money={captured ?? payment.amount} />
          </span>
          <StatePill state={payment.state} />
        </div>
        {isPart ? (
          <p className="help">
            <Trans>
              Captured in part: the customer approved <Amount money={payment.amount} />.
            </Trans>
          </p>
        ) : null}
        <Actions payment={payment} refundable={refundable} />
      </section>
      <div className="payment-columns">
        <div className="payment-column">
          <Card title={<Trans>What happened</Trans>}>
            <Timeline payment={payment} captured={captured} refunds={refundable.refunds ?? []} />
          </Card>
          {payment.state === 'captured' ? <Details payment={payment} /> : null}
        </div>
        {payment.state === 'captured' ? (
          <Refunds refundable={refundable} />
        ) : (
          <Details payment={payment} />
        )}
      </div>
    </div>
  )
}

function Details({ payment }: { payment: AppPayment }) {
  const { t } = useLingui()
  return (
    <Card title={<Trans>Details</Trans>}>
      <Facts
        items={[
          { id: 'reference', name: <Trans>Reference</Trans>, value: payment.reference },
          {
            id: 'description',
            name: <Trans>Message to the customer</Trans>,
            value: payment.description,
          },
          { id: 'point', name: <Trans>Payment point</Trans>, value: payment.pointName },
          {
            id: 'id',
            name: <Trans>Payment ID</Trans>,
            value: (
              <span className="id">
                <span className="id-text">{payment.id}</span>
                <CopyButton text={payment.id} what={t`Payment ID`} />
              </span>
            ),
          },
        ]}
      />
    </Card>
  )
}

function Actions({
  payment,
  refundable,
}: {
  payment: AppPayment
  refundable: ReturnType<typeof useRefundable>
}) {
  const format = useFormat()
  const [now] = useState(Date.now)
  const base = `/payments/${payment.id}`
  switch (payment.state) {
    case 'initiated':
      return (
        <Offer
          note={<Trans>The link works for some minutes. This page looks by itself.</Trans>}
          actions={
            <LinkButton to={`${base}?act=cancel`}>
              <Trans>Cancel the payment</Trans>
            </LinkButton>
          }
        />
      )
    case 'reserved':
      return (
        <Offer
          note={
            <Trans>
              Capture before <Moment at={expiryOf(payment)} />, or the customer keeps the money.
            </Trans>
          }
          actions={
            <>
              <LinkButton to={`${base}?act=capture`} look="primary">
                <Trans>Capture</Trans>
              </LinkButton>
              <LinkButton to={`${base}?act=cancel`}>
                <Trans>Cancel the payment</Trans>
              </LinkButton>
            </>
          }
        />
      )
    case 'captureStarted':
      return (
        <Offer
          note={
            <Trans>
              MobilePay does not know how the capture ended. Capture again: that is safe, and the
              only way to know.
            </Trans>
          }
          actions={
            <LinkButton to={`${base}?act=capture`} look="primary">
              <Trans>Capture again</Trans>
            </LinkButton>
          }
        />
      )
    case 'captured': {
      if (refundable.isLoading) return null
      const end = refundEnd(payment)
      if (now > end) {
        const day = format.dayOf(end)
        return <Offer note={<Trans>Refunds were possible until {day}.</Trans>} />
      }
      if (refundable.remaining.minor === 0) {
        return <Offer note={<Trans>Everything has been refunded.</Trans>} />
      }
      const day = format.dayOf(end)
      return (
        <Offer
          note={<Trans>Can be refunded until {day}.</Trans>}
          actions={
            <LinkButton to={`${base}/refund`} look="primary">
              <Trans>Refund</Trans>
            </LinkButton>
          }
        />
      )
    }
    case 'cancelledByMerchant':
    case 'cancelledBySystem':
    case 'cancelledByUser':
    case null:
      return null
    default:
      return payment.state satisfies never
  }
}

function Offer({ note, actions }: { note: ReactNode; actions?: ReactNode }) {
  return (
    <>
      <p className="muted">{note}</p>
      {actions ? <div className="card-actions">{actions}</div> : null}
    </>
  )
}
