import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import type { SubscriptionRefund } from '#shared/mobilepay/charges.ts'
import { type Money, sumMoney } from '#shared/money.ts'

import { type PaymentPlace, subscriptionRefundsQuery } from '../../api/subscription-payments.ts'
import { Amount } from '../../ui/format.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Card } from '../../ui/surface.tsx'
import { refundReasons } from './refund-reasons.ts'
import { RefundPill } from './words.tsx'

/** What is left of a payment, where all that is on its way arrives. */
export function leftOf(paid: Money, refunds: readonly SubscriptionRefund[]): Money {
  const gone = refunds.filter(({ status }) => status !== 'Declined').map(({ amount }) => amount)
  const { minor } = sumMoney(gone, paid.currency)
  return { minor: Math.max(0, paid.minor - minor), currency: paid.currency }
}

/** What went back of a payment; `paid` is null where no money has come. */
export function Refunds({ place, paid }: { place: PaymentPlace; paid: Money | null }) {
  // Asked for at once with the payment itself, which alone tells whether there can be any.
  const refunds = useQuery(subscriptionRefundsQuery(place))
  if (paid === null) return null
  return (
    <Card title={<Trans>Refunds</Trans>}>
      <Query result={refunds} skeleton={<Skeleton rows={2} shape="line" />}>
        {(list) => (
          <>
            <dl className="paid-back-sum">
              <div>
                <dt>
                  <Trans>Left to refund</Trans>
                </dt>
                <dd>
                  <Amount money={leftOf(paid, list)} />
                </dd>
              </div>
            </dl>
            {list.length > 0 ? (
              <ul className="paid-back-rows">
                {list.map((refund) => (
                  <li key={refund.id} className="paid-back-row">
                    <span className="paid-back-name">{refund.externalId ?? refund.id}</span>
                    <RefundPill status={refund.status} />
                    <Amount money={refund.amount} />
                  </li>
                ))}
              </ul>
            ) : null}
            {list.some(({ status }) => status === 'Declined') ? <Reasons /> : null}
          </>
        )}
      </Query>
    </Card>
  )
}

/** MobilePay tells why in the callback alone, by a code. */
function Reasons() {
  const { t } = useLingui()
  return (
    <details className="refund-reasons">
      <summary>
        <Trans>Why a refund is declined</Trans>
      </summary>
      <p className="help">
        <Trans>
          MobilePay tells the reason to your callback address only, as one of these codes:
        </Trans>
      </p>
      <dl>
        {Object.entries(refundReasons).map(([code, text]) => (
          <div key={code} className="refund-reason">
            <dt className="number">{code}</dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
