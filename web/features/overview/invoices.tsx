import { Plural, Trans } from '@lingui/react/macro'
import { ReceiptText } from 'lucide-react'

import { LinkButton } from '../../ui/button.tsx'
import { useFormat } from '../../ui/format.tsx'
import type { ExpiringInvoices } from './use-invoices.ts'

export function Invoices({ count, first }: ExpiringInvoices) {
  const format = useFormat()
  const day = format.day(first)
  return (
    <>
      <ReceiptText size={18} aria-hidden="true" className="attention-warn" />
      <div className="attention-text">
        <p>
          <b>
            <Plural
              value={count}
              one="# unpaid invoice expires within a week"
              other="# unpaid invoices expire within a week"
            />
          </b>
        </p>
        <p className="help">
          <Trans>The first on {day}. Of those sent from this browser.</Trans>
        </p>
      </div>
      <LinkButton to="/invoices">
        <Trans>Invoices</Trans>
      </LinkButton>
    </>
  )
}
