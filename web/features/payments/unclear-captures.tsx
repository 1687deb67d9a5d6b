import { Plural, Trans } from '@lingui/react/macro'
import { Link } from 'react-router'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'

import { Amount } from '../../ui/format.tsx'
import { Banner } from '../../ui/surface.tsx'
import { PaymentName } from './words.tsx'

/** Captures that MobilePay itself does not know the end of: only capturing again tells. */
export function UnclearCaptures({ payments }: { payments: readonly AppPayment[] }) {
  return (
    <Banner tone="bad">
      <p>
        <b>
          <Plural
            value={payments.length}
            one="One capture has an unknown result."
            other="# captures have an unknown result."
          />
        </b>{' '}
        <Trans>Capture again: that is safe, and the only way to know.</Trans>
      </p>
      <ul className="unclear-list">
        {payments.map((payment) => (
          <li key={payment.id}>
            <Link to={`/payments/${payment.id}`}>
              <PaymentName payment={payment} />
            </Link>{' '}
            <Amount money={payment.amount} />
          </li>
        ))}
      </ul>
    </Banner>
  )
}
