import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'

import type { Instant } from '#shared/dates.ts'
import {
  type AppPayment,
  type AppPaymentState,
  reservationMilliseconds,
} from '#shared/mobilepay/app-payments.ts'

import { useFormat } from '../../ui/format.tsx'
import { StatusPill, type Tone } from '../../ui/surface.tsx'

const stateTexts: Readonly<Record<AppPaymentState, readonly [Tone, MessageDescriptor]>> = {
  initiated: ['info', msg`Waiting for the customer`],
  reserved: ['warn', msg`Waiting for capture`],
  captureStarted: ['bad', msg`Unknown result`],
  captured: ['ok', msg`Captured`],
  cancelledByMerchant: ['info', msg`Cancelled by you`],
  cancelledByUser: ['info', msg`Cancelled by the customer`],
  cancelledBySystem: ['info', msg`Expired`],
}

export function StateName({ state }: { state: AppPaymentState | null }) {
  const { t } = useLingui()
  return <>{state === null ? t`Other` : t(stateTexts[state][1])}</>
}

export function StatePill({ state }: { state: AppPaymentState | null }) {
  return (
    <StatusPill tone={state === null ? 'info' : stateTexts[state][0]}>
      <StateName state={state} />
    </StatusPill>
  )
}

/** What a merchant knows a payment by. */
export function PaymentName({ payment }: { payment: Pick<AppPayment, 'reference'> }) {
  return payment.reference === null ? (
    <span className="muted">
      <Trans>No reference</Trans>
    </span>
  ) : (
    <>{payment.reference}</>
  )
}

/** When a reservation ends, if nobody captures it. */
export function expiryOf({ updatedAt }: Pick<AppPayment, 'updatedAt'>): Instant {
  return updatedAt + reservationMilliseconds
}

const hour = 3_600_000
const urgentMilliseconds = 48 * hour

/** How long a reservation still has; the last two days stand out. */
export function ExpiresIn({ payment, now }: { payment: AppPayment; now: Instant }) {
  const format = useFormat()
  const expiry = expiryOf(payment)
  const left = expiry - now
  const days = Math.floor(left / (24 * hour))
  const hours = Math.max(0, Math.floor(left / hour))
  const text =
    left < hour ? (
      <Trans>Less than an hour</Trans>
    ) : left < urgentMilliseconds ? (
      <Plural value={hours} one="# hour" other="# hours" />
    ) : (
      <Plural value={days} one="# day" other="# days" />
    )
  return (
    <time dateTime={new Date(expiry).toISOString()} title={format.moment(expiry)}>
      {left < urgentMilliseconds ? (
        <StatusPill tone={left < 24 * hour ? 'bad' : 'warn'}>{text}</StatusPill>
      ) : (
        <span className="number muted">{text}</span>
      )}
    </time>
  )
}
