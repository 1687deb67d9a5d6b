import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Ban, HandCoins, Undo2 } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useLocation, useNavigate } from 'react-router'

import type { OneOff } from '#shared/mobilepay/charges.ts'

import { oneOffQuery, type PaymentPlace } from '../../api/subscription-payments.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Facts } from '../../ui/surface.tsx'
import { AttachmentCard } from './attachment.tsx'
import { useCustomerLink } from './customer-links.ts'
import { ItemPage } from './item-page.tsx'
import { paymentParams, usePaymentPlace } from './params.ts'
import { Refunds } from './refunds.tsx'
import { NotFound, WithSubscriptions } from './shell.tsx'
import { usePaymentFacts } from './use-payment-facts.tsx'
import { OneOffHelp, OneOffPill } from './words.tsx'

const CustomerLink = lazy(async () => ({
  default: (await import('./customer-link.tsx')).CustomerLink,
}))
const OneOffDialog = lazy(async () => ({
  default: (await import('./one-off-dialog.tsx')).OneOffDialog,
}))
const RefundDialog = lazy(async () => ({
  default: (await import('./refund-dialog.tsx')).RefundDialog,
}))

/** One one-off: how far it is, and what can be done about it. */
export function OneOffPage() {
  const { t } = useLingui()
  const place = usePaymentPlace()
  return (
    <WithSubscriptions title={t`One-off`}>
      {place === null ? (
        <NotFound backTo="/subscriptions" />
      ) : (
        <Found key={place.payment} place={place} />
      )}
    </WithSubscriptions>
  )
}

function Found({ place }: { place: PaymentPlace }) {
  const { t } = useLingui()
  const result = useQuery(oneOffQuery(place))
  const { data: oneOff } = result
  return (
    <ItemPage
      place={place}
      result={result}
      title={t`One-off`}
      tab="one-offs"
      renderItem={(found) => (
        <>
          <LinkOf place={place} oneOff={found} />
          <Shown oneOff={found} />
          <Dialogs place={place} oneOff={found} />
        </>
      )}
    >
      <Refunds place={place} paid={oneOff?.status === 'Captured' ? oneOff.amount : null} />
      <AttachmentCard place={place} amount={oneOff?.amount ?? null} />
    </ItemPage>
  )
}

/** The customer's way to it, where there is one: reserved automatically, nobody is asked. */
function LinkOf({ place, oneOff }: { place: PaymentPlace; oneOff: OneOff }) {
  const href = useCustomerLink(place.payment)
  const amount = useFormat().money(oneOff.amount)
  if (oneOff.status !== 'Requested' || href === null) return null
  return (
    <Suspense fallback={<Skeleton rows={4} shape="line" />}>
      <CustomerLink href={href} until={null}>
        <Trans>Let the customer approve {amount}</Trans>
      </CustomerLink>
    </Suspense>
  )
}

function Shown({ oneOff }: { oneOff: OneOff }) {
  const { t } = useLingui()
  const format = useFormat()
  const { hrefOf } = useListParams(paymentParams)
  const { amount, status } = oneOff
  const written = format.money(amount)
  return (
    <div className="card">
      <div className="agreement-head">
        <span className="details-amount">
          <Amount money={amount} />
        </span>
        <OneOffPill status={status} />
      </div>
      <OneOffHelp status={status} />
      <Facts items={usePaymentFacts(oneOff, <Trans>One-off ID</Trans>, t`the one-off ID`)} />
      <div className="card-actions">
        {status === 'Reserved' ? (
          <LinkButton
            to={hrefOf({ act: 'capture' })}
            look="primary"
            icon={<HandCoins size={16} aria-hidden="true" />}
          >
            <Trans>Capture {written}</Trans>
          </LinkButton>
        ) : null}
        {status === 'Reserved' || status === 'Requested' ? (
          <LinkButton to={hrefOf({ act: 'cancel' })} icon={<Ban size={16} aria-hidden="true" />}>
            <Trans>Cancel the one-off</Trans>
          </LinkButton>
        ) : null}
        {status === 'Captured' ? (
          <LinkButton to={hrefOf({ act: 'refund' })} icon={<Undo2 size={16} aria-hidden="true" />}>
            <Trans>Refund</Trans>
          </LinkButton>
        ) : null}
      </div>
    </div>
  )
}

function Dialogs({ place, oneOff }: { place: PaymentPlace; oneOff: OneOff }) {
  const navigate = useNavigate()
  const state: unknown = useLocation().state
  const { params, hrefOf } = useListParams(paymentParams)
  const close = () => void navigate(hrefOf({ act: null }), { replace: true, state })
  const { act } = params
  return (
    <Suspense>
      {act === 'capture' || act === 'cancel' ? (
        <OneOffDialog key={act} place={place} oneOff={oneOff} act={act} onClose={close} />
      ) : null}
      {act === 'refund' ? (
        <RefundDialog
          place={place}
          paid={oneOff.status === 'Captured' ? oneOff.amount : null}
          externalId={oneOff.externalId}
          onClose={close}
        />
      ) : null}
    </Suspense>
  )
}
