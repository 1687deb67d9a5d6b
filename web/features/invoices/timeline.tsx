import { Trans } from '@lingui/react/macro'

import { addDays, type CalendarDay, type Instant } from '#shared/dates.ts'
import type { Invoice, InvoiceStatus } from '#shared/mobilepay/invoices.ts'

import { Amount, Moment, useFormat } from '../../ui/format.tsx'
import { type Step, Steps } from '../../ui/steps.tsx'
import { InvoiceState, StatusName } from './words.tsx'

// MobilePay docs, invoice: an unpaid one expires this many days after it was due.
const graceDays = 30

interface TimelineProps {
  readonly invoice: Invoice
  readonly isLink: boolean
  /** When this browser sent it; null: another one did. */
  readonly sentAt: Instant | null
}

/** How far an invoice is, how it came there, and what happens next. */
export function Timeline({ invoice, isLink, sentAt }: TimelineProps) {
  const { status } = invoice
  return (
    <>
      <div className="invoice-head">
        <span className="details-amount">
          <Amount money={invoice.total} />
        </span>
        <InvoiceState status={status} />
      </div>
      <p className="muted invoice-meaning">
        <Meaning status={status} isLink={isLink} />
      </p>
      <Steps steps={useSteps(invoice, sentAt)} />
    </>
  )
}

function useSteps(invoice: Invoice, sentAt: Instant | null): readonly Step[] {
  const format = useFormat()
  const { status, issueDay, dueDay, paymentDay } = invoice
  const dayOf = (day: CalendarDay | null) => (day === null ? null : format.day(day))
  const sent: Step = {
    id: 'sent',
    text: <Trans>Sent</Trans>,
    when: sentAt === null ? dayOf(issueDay) : <Moment at={sentAt} />,
  }
  const expiry = dueDay === null ? null : format.day(addDays(dueDay, graceDays))
  const due: Step = { id: 'due', text: <Trans>Due</Trans>, when: dayOf(dueDay), isAhead: true }
  const agreed: Step = {
    id: 'agreed',
    text: <Trans>The customer agreed to pay</Trans>,
    when: null,
  }
  const end: Step = { id: 'end', text: <StatusName status={status} />, when: null }
  switch (status) {
    case null:
      return [sent]
    case 'created': {
      const text = <Trans>Expires unless paid</Trans>
      return [sent, due, { id: 'expiry', text, when: expiry, isAhead: true }]
    }
    case 'accepted': {
      const text = <Trans>The customer pays</Trans>
      return [sent, agreed, { id: 'payment', text, when: dayOf(paymentDay), isAhead: true }]
    }
    case 'paid':
      return [sent, { ...end, when: dayOf(paymentDay) }]
    case 'expired':
      return [sent, { ...due, isAhead: false }, { ...end, when: expiry }]
    case 'rejected':
    case 'canceled':
    case 'invalid':
      return [sent, end]
    default:
      return status satisfies never
  }
}

function Meaning({ status, isLink }: { status: InvoiceStatus | null; isLink: boolean }) {
  switch (status) {
    case 'created':
      return isLink ? (
        <Trans>It waits for somebody to open the link.</Trans>
      ) : (
        <Trans>It waits for the customer.</Trans>
      )
    case 'accepted':
      return <Trans>The customer has agreed to pay it later.</Trans>
    case 'paid':
      return <Trans>The customer has paid it.</Trans>
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
