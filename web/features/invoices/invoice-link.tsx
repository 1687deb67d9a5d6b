import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, type ReactNode, Suspense } from 'react'

import { CopyButton } from '../../ui/copy-button.tsx'
import { Card } from '../../ui/surface.tsx'

const Qr = lazy(async () => ({ default: (await import('../../ui/qr.tsx')).Qr }))

/** The customer's way to an invoice by link: to be copied, or scanned from this screen. */
export function InvoiceLink({
  href,
  isOpen,
  children,
}: {
  href: string
  isOpen: boolean
  children: ReactNode
}) {
  const { t } = useLingui()
  return (
    <Card title={<Trans>Link for the customer</Trans>}>
      <div className="invoice-link">
        {isOpen ? (
          <Suspense>
            <Qr text={href} label={t`QR code that opens the invoice`} />
          </Suspense>
        ) : null}
        <div className="invoice-link-text">
          <span className="id">
            <span className="id-text">{href}</span>
            <CopyButton text={href} what={t`the link`} />
          </span>
          <p className="help">
            <Trans>MobilePay gives the link only once; this browser remembers it.</Trans>
          </p>
          {children}
        </div>
      </div>
    </Card>
  )
}
