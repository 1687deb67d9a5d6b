import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'

import type { InvoiceStatus } from '#shared/mobilepay/invoices.ts'

import { StatusPill, type Tone } from '../../ui/surface.tsx'

const tones: Readonly<Record<InvoiceStatus, Tone>> = {
  created: 'info',
  accepted: 'warn',
  paid: 'ok',
  rejected: 'bad',
  expired: 'bad',
  canceled: 'info',
  invalid: 'bad',
}

/** How far an invoice is, in a word. */
export const stateNames: Readonly<Record<InvoiceStatus, MessageDescriptor>> = {
  created: msg`Sent`,
  accepted: msg`To be paid`,
  paid: msg`Paid`,
  rejected: msg`Rejected`,
  expired: msg`Expired`,
  canceled: msg`Cancelled`,
  invalid: msg`Not created`,
}

/** The word for one that MobilePay has no word for yet. */
export const unknownState: MessageDescriptor = msg`Being checked`

/** How far an invoice is. */
export function InvoiceState({ status }: { status: InvoiceStatus | null }) {
  return (
    <StatusPill tone={status === null ? 'info' : tones[status]}>
      <StatusName status={status} />
    </StatusPill>
  )
}

/** The same without its looks. */
export function StatusName({ status }: { status: InvoiceStatus | null }) {
  const { t } = useLingui()
  return t(status === null ? unknownState : stateNames[status])
}
