import { Trans } from '@lingui/react/macro'

import type { InvoiceStatus } from '#shared/mobilepay/invoices.ts'

import { StatusPill, type Tone } from '../../ui/surface.tsx'

const tones: Readonly<Record<InvoiceStatus, Tone>> = {
  created: 'info',
  accepted: 'warn',
  paid: 'ok',
  rejected: 'bad',
  expired: 'bad',
  canceled: 'bad',
  invalid: 'bad',
}

/** How far an invoice is, in a word. */
export function InvoiceState({ status }: { status: InvoiceStatus | null }) {
  return (
    <StatusPill tone={status === null ? 'info' : tones[status]}>
      <StatusName status={status} />
    </StatusPill>
  )
}

function StatusName({ status }: { status: InvoiceStatus | null }) {
  switch (status) {
    case 'created':
      return <Trans>Sent</Trans>
    case 'accepted':
      return <Trans>To be paid</Trans>
    case 'paid':
      return <Trans>Paid</Trans>
    case 'rejected':
      return <Trans>Rejected</Trans>
    case 'expired':
      return <Trans>Expired</Trans>
    case 'canceled':
      return <Trans>Cancelled</Trans>
    case 'invalid':
      return <Trans>Not created</Trans>
    case null:
      return <Trans>Being checked</Trans>
    default:
      return status satisfies never
  }
}
