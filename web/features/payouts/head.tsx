import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import type { PaymentPoint, Transfer } from '#shared/mobilepay/reporting.ts'
import {
  readTransferReference,
  spaceTransferReference,
  type TransferReference,
} from '#shared/mobilepay/transfer-reference.ts'

import { Amount, useFormat } from '../../ui/format.tsx'
import { Facts } from '../../ui/surface.tsx'
import { copyable } from '../../ui/transaction-facts.tsx'
import { pointName, productName } from '../../ui/transaction-words.tsx'

interface HeadProps {
  readonly transfer: Transfer
  readonly point: PaymentPoint | undefined
  readonly children: ReactNode
}

/** What stands in the bank's statement, and what it says. */
export function Head({ transfer, point, children }: HeadProps) {
  const { t } = useLingui()
  const format = useFormat()
  const { reference } = transfer
  return (
    <section className="card payout-head" aria-label={t`Payout`}>
      <div className="details-head">
        <span className="details-amount">
          <Amount money={transfer.total} />
        </span>
        {children}
      </div>
      <Facts
        items={[
          {
            id: 'day',
            name: <Trans>Date</Trans>,
            value: <span className="number">{format.day(transfer.day)}</span>,
          },
          {
            id: 'point',
            name: <Trans>Payment point</Trans>,
            value: point ? pointName(point) : null,
          },
          {
            id: 'reference',
            name: <Trans>Bank reference</Trans>,
            value: copyable(reference, t`Bank reference`),
          },
        ]}
      />
      {reference === null ? null : (
        <Decoded reference={reference} transfer={transfer} point={point} />
      )}
    </section>
  )
}

interface DecodedProps {
  readonly reference: string
  readonly transfer: Transfer
  readonly point: PaymentPoint | undefined
}

function Decoded({ reference, transfer, point }: DecodedProps) {
  const { t } = useLingui()
  const format = useFormat()
  const said = readTransferReference(reference)
  if (said === null) {
    return (
      <p className="help">
        <Trans>This is a reference of your own, so it does not say what the payout is of.</Trans>
      </p>
    )
  }
  const names = [
    productName(said.product),
    said.pointNumber === null ? t`No point` : t`Point`,
    t`Number`,
    format.day(said.day),
    t`Check digit`,
  ]
  const parts = spaceTransferReference(reference)
  return (
    <section className="decoded">
      <h2>
        <Trans>What the reference says</Trans>
      </h2>
      <dl className="decoded-parts">
        {parts.map((digits, index) => (
          <div key={names[index]}>
            <dd className="number">{digits}</dd>
            <dt>{names[index]}</dt>
          </div>
        ))}
      </dl>
      <Agreement said={said} transfer={transfer} point={point} />
      <p className="help">
        <Trans>
          MobilePay does not publish how the check digit is made, so it is shown but not verified.
        </Trans>
      </p>
    </section>
  )
}

/** Whether the reference says what MobilePay says of the payout itself. */
function Agreement({
  said,
  transfer,
  point,
}: {
  said: TransferReference
  transfer: Transfer
  point: PaymentPoint | undefined
}) {
  const format = useFormat()
  const day = format.day(said.day)
  if (said.day !== transfer.day) {
    return (
      <p className="decoded-warn">
        <Trans>The reference has another date than the payout: {day}.</Trans>
      </p>
    )
  }
  if (point?.product && point.product !== said.product) {
    const referenceProduct = productName(said.product)
    const pointProduct = productName(point.product)
    return (
      <p className="decoded-warn">
        <Trans>
          The reference is of {referenceProduct}, the payment point of {pointProduct}.
        </Trans>
      </p>
    )
  }
  return (
    <p className="help">
      {point?.product ? (
        <Trans>Its date and product are those of the payout.</Trans>
      ) : (
        <Trans>Its date is that of the payout.</Trans>
      )}
    </p>
  )
}
