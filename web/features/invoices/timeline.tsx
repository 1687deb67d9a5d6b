import { Trans } from '@lingui/react/macro'

import { addDays } from '#shared/dates.ts'
import type { Invoice } from '#shared/mobilepay/invoices.ts'

import { useFormat } from '../../ui/format.tsx'
import { InvoiceState } from './words.tsx'

// MobilePay docs, invoice: an unpaid one expires this many days after it was due.
const graceDays = 30

/** How far an invoice is, and what happens next. */
export function Timeline({ invoice, isLink }: { invoice: Invoice; isLink: boolean }) {
  return (
    <div className="details-head">
      <InvoiceState status={invoice.status} />
      <p className="muted">
        <Next invoice={invoice} isLink={isLink} />
      </p>
    </div>
  )
}

function Next({
  invoice: { status, dueDay, paymentDay },
  isLink,
}: {
  invoice: Invoice
  isLink: boolean
}) {
  const format = useFormat()
  const paid = paymentDay === null ? null : format.day(paymentDay)
  const last = dueDay === null ? null : format.day(addDays(dueDay, graceDays))
  switch (status) {
    case 'created':
      if (last === null) return <Trans>It waits for the customer.</Trans>
      return isLink ? (
        <Trans>It waits for somebody to open the link. It expires on {last}.</Trans>
      ) : (
        <Trans>It waits for the customer. It expires on {last}.</Trans>
      )
    case 'accepted':
      return paid === null ? (
        <Trans>The customer has agreed to pay it later.</Trans>
      ) : (
        <Trans>The customer pays it on {paid}.</Trans>
      )
    case 'paid':
      return paid === null ? (
        <Trans>The customer has paid it.</Trans>
      ) : (
        <Trans>The customer paid it on {paid}.</Trans>
      )
    case 'rejected':
      return <Trans>The customer said no.</Trans>
    case 'expired':
      return <Trans>It was not paid within 30 days after its due date.</Trans>
    case 'canceled':
      return <Trans>It was taken back.</Trans>
    case 'invalid':
      return (
        <Trans>
          MobilePay found something wrong with it after it was sent. Why is told to your callback
          address only.
        </Trans>
      )
    case null:
      return <Trans>MobilePay is still checking it.</Trans>
    default:
      return status satisfies never
  }
}
