import { Trans, useLingui } from '@lingui/react/macro'

import type { Money } from '#shared/money.ts'

import { CopyButton } from '../../ui/copy-button.tsx'
import { useFormat } from '../../ui/format.tsx'
import { Qr } from '../../ui/qr.tsx'
import { Card } from '../../ui/surface.tsx'

/** What the customer opens or scans. */
export function PaymentLink({ href, amount }: { href: string; amount: Money }) {
  const { t } = useLingui()
  const sum = useFormat().money(amount)
  return (
    <Card title={<Trans>Let the customer pay {sum}</Trans>}>
      <div className="payment-link">
        <Qr text={href} label={t`QR code of the payment link`} />
        <div className="payment-link-text">
          <p>
            <Trans>Let the customer scan the code with the phone, or send the link.</Trans>
          </p>
          <div className="id">
            <span className="id-text">
              {href.startsWith('https://') ? (
                <a href={href} target="_blank" rel="noreferrer">
                  {href}
                </a>
              ) : (
                href
              )}
            </span>
            <CopyButton text={href} what={t`the payment link`} />
          </div>
          <p className="help">
            <Trans>
              The link is shown here only once, and works for 5 to 10 minutes. Stay on this page: it
              shows when the customer has approved.
            </Trans>
          </p>
        </div>
      </div>
    </Card>
  )
}
