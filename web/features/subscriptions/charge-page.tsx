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
import { Back } from '../../ui/back.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Amount, HomeContext, useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Facts } from '../../ui/surface.tsx'
import { holdSend, useHeldSend } from '../../ui/undo.ts'
import { sendOrLook } from './acts.ts'
import { AttachmentCard } from './attachment.tsx'
import { decliningOf, GoingCharge } from './going.tsx'
import { Id } from './id.tsx'
import { agreementHref, paymentParams, usePaymentPlace } from './params.ts'
import { Refunds } from './refunds.tsx'
import { NotFound, WithSubscriptions } from './shell.tsx'
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
  const client = useQueryClient()
  const home = use(HomeContext)
  const result = useQuery(chargeQuery(place, home))
  const { data: charge, error } = result
  const back = agreementHref(place)
  if (charge === undefined && error?.status === 404) return <NotFound backTo={back} />
  return (
    <>
      <Back to={back}>
        <Trans>Agreement</Trans>
      </Back>
      <PageHeader title={charge?.externalId ?? t`Charge`}>
        <Updated
          at={result.dataUpdatedAt}
          isFetching={result.isFetching}
          onRefresh={() => void rereadAgreement(client, place)}
        />
      </PageHeader>
      <Query
        result={result}
        skeleton={
          <div className="card">
            <Skeleton rows={6} shape="line" />
          </div>
        }
      >
        {(found) => (
          <>
            <Shown place={place} charge={found} />
            <Dialogs place={place} charge={found} />
          </>
        )}
      </Query>
      <Refunds place={place} paid={charge?.status === 'Executed' ? charge.amount : null} />
      <AttachmentCard place={place} amount={charge?.amount ?? null} />
    </>
  )
}

const pending: readonly (ChargeStatus | null)[] = ['Requested', 'Valid', 'Created', 'Suspended']

function Shown({ place, charge }: { place: PaymentPlace; charge: Charge }) {
  const { t } = useLingui()
  const format = useFormat()
  const { hrefOf } = useListParams(paymentParams)
  const { id, amount, status, dueDay, graceDays, description, transactionId } = charge
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
          { id: 'external', name: <Trans>Your ID</Trans>, value: charge.externalId },
          { id: 'description', name: <Trans>Description</Trans>, value: description },
          {
            id: 'id',
            name: <Trans>Charge ID</Trans>,
            value: <Id text={id} what={t`the charge ID`} />,
          },
          {
            id: 'transaction',
            name: <Trans>Transaction ID</Trans>,
            value: transactionId && <Id text={transactionId} what={t`the transaction ID`} />,
          },
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
