import { Trans, useLingui } from '@lingui/react/macro'
import { BellRing, type LucideIcon, MapPin, QrCode } from 'lucide-react'
import { type ReactNode, use } from 'react'

import type { Product } from '#shared/scopes.ts'

import { LinkButton } from '../../ui/button.tsx'
import { PlaceContext } from '../../ui/place.ts'

interface Step {
  readonly product: Product
  readonly icon: LucideIcon
  readonly title: ReactNode
  readonly text: ReactNode
  readonly to: string
  readonly act: ReactNode
}

/** Before there is any money: how there will be some. */
export function FirstDay() {
  const { t } = useLingui()
  const { products } = use(PlaceContext)
  const steps: readonly Step[] = [
    {
      product: 'merchantpayments',
      icon: MapPin,
      title: <Trans>See where you are paid</Trans>,
      text: <Trans>A payment point takes payments once MobilePay has activated it.</Trans>,
      to: '/payments/points',
      act: <Trans>Payment points</Trans>,
    },
    {
      product: 'merchantpayments',
      icon: QrCode,
      title: <Trans>Ask for a first payment</Trans>,
      text: <Trans>A link and a QR code that your customer opens in MobilePay.</Trans>,
      to: '/payments/new',
      act: <Trans>Payment link</Trans>,
    },
    {
      product: 'webhooks',
      icon: BellRing,
      title: <Trans>Let your system know</Trans>,
      text: <Trans>A webhook tells it of each payment and each payout as they happen.</Trans>,
      to: '/webhooks/new',
      act: <Trans>New webhook</Trans>,
    },
  ]
  const offered = steps.filter(({ product }) => products.includes(product))
  return (
    <section className="card first-day" aria-label={t`Next steps`}>
      <h2>
        <Trans>No money has come in yet</Trans>
      </h2>
      <p className="muted">
        <Trans>Payments, refunds, fees and payouts show here minutes after they happen.</Trans>
      </p>
      <ol className="first-day-steps">
        {offered.map(({ icon: Icon, title, text, to, act }) => (
          <li key={to} className="first-day-step">
            <span className="empty-icon">
              <Icon size={20} aria-hidden="true" />
            </span>
            <h3>{title}</h3>
            <p className="muted">{text}</p>
            <LinkButton to={to}>{act}</LinkButton>
          </li>
        ))}
      </ol>
    </section>
  )
}
