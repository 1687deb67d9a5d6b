import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { FilePlus2 } from 'lucide-react'
import { lazy, Suspense, use } from 'react'
import { useNavigate } from 'react-router'

import type { Money } from '#shared/money.ts'

import { attachmentQuery, type PaymentPlace } from '../../api/subscription-payments.ts'
import { LinkButton } from '../../ui/button.tsx'
import { HomeContext } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Card } from '../../ui/surface.tsx'
import { paymentParams } from './params.ts'

const AttachmentDetails = lazy(async () => ({
  default: (await import('./attachment-details.tsx')).AttachmentDetails,
}))
const AttachmentForm = lazy(async () => ({
  default: (await import('./attachment-form.tsx')).AttachmentForm,
}))

/** What the customer sees behind a payment; where there is nothing, only the way to it. */
export function AttachmentCard({ place, amount }: { place: PaymentPlace; amount: Money | null }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const home = use(HomeContext)
  const { params, hrefOf } = useListParams(paymentParams)
  const attachment = useQuery(attachmentQuery(place, home))
  if (amount === null || (attachment.data === undefined && attachment.error?.status === 403)) {
    return null
  }
  const isOpen = params.act === 'attachment'
  if (attachment.data === null && !isOpen) {
    return (
      <div className="page-actions">
        <LinkButton
          to={hrefOf({ act: 'attachment' })}
          look="quiet"
          icon={<FilePlus2 size={16} aria-hidden="true" />}
        >
          <Trans>Add invoice details</Trans>
        </LinkButton>
      </div>
    )
  }
  return (
    <Card title={t`Invoice details`}>
      <Query result={attachment} skeleton={<Skeleton rows={3} shape="line" />}>
        {(found) => (
          <Suspense fallback={<Skeleton rows={3} shape="line" />}>
            {isOpen ? (
              <AttachmentForm
                place={place}
                amount={amount}
                attachment={found}
                onClose={() => void navigate(hrefOf({ act: null }), { replace: true })}
              />
            ) : found === null ? null : (
              <AttachmentDetails place={place} amount={amount} attachment={found} />
            )}
          </Suspense>
        )}
      </Query>
    </Card>
  )
}
