import { Trans } from '@lingui/react/macro'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'

import { LinkButton } from '../../ui/button.tsx'
import { useIsUnsettled } from '../../ui/form-unsettled.ts'
import { Banner } from '../../ui/surface.tsx'

/** Something was sent from here, its dialog was closed, and nobody knows what came of it. */
export function Unsettled({ payment: { id, state } }: { payment: AppPayment }) {
  const isRefund = useIsUnsettled(`refund/${id}`)
  const isCapture = useIsUnsettled(`capture/${id}`) && state !== 'captured'
  if (!isRefund && !isCapture) return null
  return (
    <Banner
      tone="warn"
      action={
        <LinkButton to={isRefund ? `/payments/${id}/refund` : `/payments/${id}?act=capture`}>
          <Trans>Look at it</Trans>
        </LinkButton>
      }
    >
      <p>
        {isRefund ? (
          <Trans>A refund was sent from here, and no clear answer came back.</Trans>
        ) : (
          <Trans>A capture was sent from here, and no clear answer came back.</Trans>
        )}
      </p>
    </Banner>
  )
}
