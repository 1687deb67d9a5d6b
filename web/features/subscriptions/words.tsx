import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'

import type { ChargeStatus, OneOffStatus, SubscriptionRefund } from '#shared/mobilepay/charges.ts'
import {
  type Agreement,
  type AgreementStatus,
  frequencies,
} from '#shared/mobilepay/subscriptions.ts'

import { StatusPill, type Tone } from '../../ui/surface.tsx'

interface StateWords {
  readonly tone: Tone
  readonly name: MessageDescriptor
  readonly help: MessageDescriptor | null
}

const words = (tone: Tone, name: MessageDescriptor, help: MessageDescriptor | null = null) => ({
  tone,
  name,
  help,
})

const active = words('ok', msg`Active`)
const beingChecked = words(
  'info',
  msg`Being checked`,
  msg`MobilePay has taken the charge, but not checked it yet: it can still be declined. This page looks again by itself.`,
)
const other = words('info', msg`Other`)

export const agreementStates: Readonly<Record<AgreementStatus, StateWords>> = {
  Pending: words('warn', msg`Waiting for the customer`),
  Accepted: active,
  Active: active,
  Rejected: words('bad', msg`Rejected by the customer`),
  Expired: words('bad', msg`Expired`),
  Canceled: words('info', msg`Cancelled`, msg`A cancelled agreement cannot be used again.`),
}

const chargeStates: Readonly<Record<ChargeStatus, StateWords>> = {
  Requested: beingChecked,
  Valid: beingChecked,
  Invalid: words(
    'bad',
    msg`Not accepted`,
    msg`MobilePay found something wrong and is about to decline it.`,
  ),
  Created: words(
    'warn',
    msg`Scheduled`,
    msg`MobilePay collects it on its due date, from two in the morning on.`,
  ),
  Suspended: words(
    'warn',
    msg`Being retried`,
    msg`It could not be collected yet. MobilePay tries again until 23:40 today, and on each day of grace.`,
  ),
  Executed: words('ok', msg`Collected`),
  Failed: words(
    'bad',
    msg`Not collected`,
    msg`It could not be collected by the last day of grace.`,
  ),
  Declined: words(
    'bad',
    msg`Declined`,
    msg`By you or by MobilePay. Why exactly is told to your callback address only: mostly a duplicate, a due date too early or too late, or an agreement that is not active.`,
  ),
  Rejected: words('bad', msg`Rejected by the customer`),
  Cancelled: words('info', msg`Cancelled`),
}

const oneOffStates: Readonly<Record<OneOffStatus, StateWords>> = {
  Requested: words('info', msg`Waiting for the customer`),
  Reserved: words(
    'warn',
    msg`Waiting for capture`,
    msg`Capture it within 6 days and 23 hours of the customer’s approval, or the customer keeps the money.`,
  ),
  Captured: words('ok', msg`Captured`),
  Rejected: words('bad', msg`Rejected by the customer`),
  Expired: words('info', msg`Expired`),
  Canceled: words('info', msg`Cancelled`),
}

const refundStates: Readonly<Record<NonNullable<SubscriptionRefund['status']>, StateWords>> = {
  Requested: words('info', msg`On its way`),
  Issued: words('ok', msg`Refunded`),
  Declined: words('bad', msg`Declined`),
}

function Pill({ state: { tone, name } }: { state: StateWords }) {
  const { t } = useLingui()
  return <StatusPill tone={tone}>{t(name)}</StatusPill>
}

function Help({ state: { help } }: { state: StateWords }) {
  const { t } = useLingui()
  return help === null ? null : <p className="help">{t(help)}</p>
}

/** How far an agreement is. */
export function AgreementPill({ status }: Pick<Agreement, 'status'>) {
  return <Pill state={status === null ? other : agreementStates[status]} />
}

/** What that means, where there is more to say. */
export function AgreementHelp({ status }: Pick<Agreement, 'status'>) {
  return <Help state={status === null ? other : agreementStates[status]} />
}

/** How far a charge is. */
export function ChargePill({ status }: { status: ChargeStatus | null }) {
  return <Pill state={status === null ? other : chargeStates[status]} />
}

/** What that means. */
export function ChargeHelp({ status }: { status: ChargeStatus | null }) {
  return <Help state={status === null ? other : chargeStates[status]} />
}

/** How far a one-off is. */
export function OneOffPill({ status }: { status: OneOffStatus | null }) {
  return <Pill state={status === null ? other : oneOffStates[status]} />
}

/** What that means. */
export function OneOffHelp({ status }: { status: OneOffStatus | null }) {
  return <Help state={status === null ? other : oneOffStates[status]} />
}

/** What became of a refund. */
export function RefundPill({ status }: Pick<SubscriptionRefund, 'status'>) {
  return <Pill state={status === null ? other : refundStates[status]} />
}

const frequencyNames: Readonly<Record<(typeof frequencies)[number], MessageDescriptor>> = {
  0: msg`Now and then`,
  1: msg`Once a year`,
  2: msg`Twice a year`,
  4: msg`Every quarter`,
  12: msg`Every month`,
  26: msg`Every other week`,
  52: msg`Every week`,
  365: msg`Every day`,
}

/** How often an agreement is charged, by its charges in a year; null for an unusual number. */
export function frequencyName(frequency: number): MessageDescriptor | null {
  const known = frequencies.find((one) => one === frequency)
  return known === undefined ? null : frequencyNames[known]
}
