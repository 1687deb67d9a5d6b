import { Plural, Trans } from '@lingui/react/macro'

import { Amount, Moment } from '../../ui/format.tsx'
import { Card } from '../../ui/surface.tsx'
import type { useRefundable } from './refundable.ts'

/** What went back of a payment, and what is left. */
export function Refunds({ refundable }: { refundable: ReturnType<typeof useRefundable> }) {
  const { refunds, remaining, isExact, isLoading } = refundable
  if (isLoading) return null
  return (
    <Card title={<Trans>Refunds</Trans>}>
      {refunds === null ? (
        <p className="muted">
          <Trans>
            MobilePay does not list refunds here. What was refunded is under Transactions; MobilePay
            refuses to refund more than what is left.
          </Trans>
        </p>
      ) : (
        <>
          <dl className="refund-sum">
            <div>
              <dt>
                <Plural value={refunds.length} _0="No refunds" one="# refund" other="# refunds" />
              </dt>
            </div>
            <div>
              <dt>
                {isExact ? <Trans>Left to refund</Trans> : <Trans>Left to refund at most</Trans>}
              </dt>
              <dd>
                <Amount money={remaining} />
              </dd>
            </div>
          </dl>
          {refunds.length > 0 ? (
            <ul className="refund-rows">
              {refunds.map((refund) => (
                <li key={refund.id} className="refund-row">
                  <span className="refund-name">
                    {refund.reference ?? <Trans>No reference</Trans>}
                    {refund.description === null ? null : (
                      <span className="help">{refund.description}</span>
                    )}
                    <span className="help">
                      <Moment at={refund.createdAt} />
                    </span>
                  </span>
                  <Amount money={refund.amount} />
                </li>
              ))}
            </ul>
          ) : null}
        </>
      )}
    </Card>
  )
}
