import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Ban, TrendingDown, Undo2 } from 'lucide-react'
import { lazy, Suspense, use } from 'react'
import { useNavigate } from 'react-router'

import type { Charge, ChargeStatus } from '#shared/mobilepay/charges.ts'

import {
  chargeQuery,
  declineCharge,
  type PaymentPlace,
  readCharge,
} from '../../api/subscription-payments.ts'
import { rereadAgreement } from '../../api/subscriptions.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Amount, HomeContext, useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { Facts } from '../../ui/surface.tsx'
import { holdSend, useHeldSend } from '../../ui/undo.ts'
import { sendOrLook } from './acts.ts'
import { AttachmentCard } from './attachment.tsx'
import { decliningOf, GoingCharge } from './going.tsx'
import { ItemPage } from './item-page.tsx'
import { paymentParams, usePaymentPlace } from './params.ts'
import { Refunds } from './refunds.tsx'
import { NotFound, WithSubscriptions } from './shell.tsx'
import { usePaymentFacts } from './use-payment-facts.tsx'
import { ChargeHelp, ChargePill } from './words.tsx'

const LowerDialog = lazy(async () => ({ default: (await import('./lower.tsx')).LowerDialog }))
const RefundDialog = lazy(async () => ({
  default: (await import('./refund-dialog.tsx')).RefundDialog,
}))

/** One charge: how far it is, and what can be done about it. */
export function ChargePage() {
  const { t } = useLingui()
  const place = usePaymentPlace()
  return (
    <WithSubscriptions title={t`Charge`}>
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
  const home = use(HomeContext)
  const result = useQuery(chargeQuery(place, home))
  const { data: charge } = result
  return (
    <ItemPage
      place={place}
      result={result}
      title={t`Charge`}
      tab="charges"
      renderItem={(found) => (
        <>
          <Shown place={place} charge={found} />
          <Dialogs place={place} charge={found} />
        </>
      )}
    >
      <Refunds place={place} paid={charge?.status === 'Executed' ? charge.amount : null} />
      <AttachmentCard place={place} amount={charge?.amount ?? null} />
    </ItemPage>
  )
}

const pending: readonly (ChargeStatus | null)[] = ['Requested', 'Valid', 'Created', 'Suspended']

function Shown({ place, charge }: { place: PaymentPlace; charge: Charge }) {
  const { t } = useLingui()
  const format = useFormat()
  const { hrefOf } = useListParams(paymentParams)
  const { amount, status, dueDay, graceDays } = charge
  const facts = usePaymentFacts(charge, <Trans>Charge ID</Trans>, t`the charge ID`)
  const isPending = pending.includes(status)
  return (
    <div className="card">
      <div className="agreement-head">
        <span className="details-amount">
          <Amount money={amount} />
        </span>
        <GoingCharge place={place} />
        <ChargePill status={status} />
      </div>
      <ChargeHelp status={status} />
      <Facts
        items={[
          {
            id: 'due',
            name: <Trans>Due date</Trans>,
            value: <span className="number">{format.day(dueDay)}</span>,
          },
          { id: 'grace', name: <Trans>Days of grace</Trans>, value: graceDays },
          ...facts,
        ]}
      />
      <div className="card-actions">
        {isPending ? (
          <>
            <LinkButton
              to={hrefOf({ act: 'lower' })}
              icon={<TrendingDown size={16} aria-hidden="true" />}
            >
              <Trans>Lower the amount</Trans>
            </LinkButton>
            <Decline place={place} charge={charge} />
          </>
        ) : null}
        {status === 'Executed' ? (
          <LinkButton to={hrefOf({ act: 'refund' })} icon={<Undo2 size={16} aria-hidden="true" />}>
            <Trans>Refund</Trans>
          </LinkButton>
        ) : null}
      </div>
    </div>
  )
}

function Decline({ place, charge }: { place: PaymentPlace; charge: Charge }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const home = use(HomeContext)
  const amount = useFormat().money(charge.amount)
  if (useHeldSend(decliningOf(place)) !== null) return null
  return (
    <Button
      icon={<Ban size={16} aria-hidden="true" />}
      onPress={() =>
        void holdSend({
          id: decliningOf(place),
          text: t`The charge of ${amount} is declined`,
          done: t`Charge declined`,
          failed: t`The charge was not declined`,
          send: async () => {
            try {
              await sendOrLook(
                client,
                () => declineCharge(place),
                async () => (await readCharge(place, home)).status === 'Declined',
              )
            } finally {
              // Also after a refusal: it may be collected by now.
              void rereadAgreement(client, place)
            }
          },
        })
      }
    >
      <Trans>Decline {amount}</Trans>
    </Button>
  )
}

function Dialogs({ place, charge }: { place: PaymentPlace; charge: Charge }) {
  const navigate = useNavigate()
  const { params, hrefOf } = useListParams(paymentParams)
  // In the place of the form in the history, so that the back button does not open it again.
  const close = () => void navigate(hrefOf({ act: null }), { replace: true })
  return (
    <Suspense>
      {params.act === 'lower' ? (
        <LowerDialog place={place} charge={charge} onClose={close} />
      ) : null}
      {params.act === 'refund' ? (
        <RefundDialog
          place={place}
          paid={charge.status === 'Executed' ? charge.amount : null}
          externalId={charge.externalId}
          onClose={close}
        />
      ) : null}
    </Suspense>
  )
}
