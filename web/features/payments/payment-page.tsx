import './payments.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useLocation, useMatch, useNavigate, useParams } from 'react-router'
import * as z from 'zod/mini'

import type { AppPayment } from '#shared/mobilepay/app-payments.ts'

import { paymentQuery, rereadPayments } from '../../api/app-payments.ts'
import { useConnection } from '../../api/session.ts'
import { Back } from '../../ui/back.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { paymentParams } from './params.ts'
import { PaymentDetails } from './payment-details.tsx'
import { Unsettled } from './unsettled.tsx'

const RefundDialog = lazy(async () => ({
  default: (await import('./refund-dialog.tsx')).RefundDialog,
}))
const CaptureDialog = lazy(async () => ({
  default: (await import('./capture-dialog.tsx')).CaptureDialog,
}))
const CancelDialog = lazy(async () => ({
  default: (await import('./cancel-dialog.tsx')).CancelDialog,
}))
const PaymentLink = lazy(async () => ({
  default: (await import('./payment-link.tsx')).PaymentLink,
}))

/** One payment: what happened to it, and what can be done about it. */
export function PaymentPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  const id = useParams()['paymentId'] ?? ''
  return (
    <>
      <Back to="/payments">
        <Trans>Payments</Trans>
      </Back>
      {session.scopes.includes('merchantpayments') ? (
        z.safeParse(z.guid(), id).success ? (
          <OnePayment key={id} id={id} />
        ) : (
          <NotFound />
        )
      ) : (
        <>
          <PageHeader title={t`Payment`} />
          <div className="card">
            <NoPermission product="merchantpayments" />
          </div>
        </>
      )}
    </>
  )
}

function OnePayment({ id }: { id: string }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { key } = useLocation()
  const result = useQuery({
    ...paymentQuery(id),
    // A customer takes a moment to approve; MobilePay asks for no more than one look in two seconds.
    refetchInterval: ({ state: { data } }) => (data?.state === 'initiated' ? 5000 : false),
  })
  const { data: payment, error } = result
  if (error?.code === 'mobilepay_error' && error.status === 404) return <NotFound />
  return (
    <>
      <PageHeader title={payment?.reference ?? t`Payment`}>
        <Updated
          at={result.dataUpdatedAt}
          isFetching={result.isFetching}
          onRefresh={() => void rereadPayments(client)}
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
            <Link payment={found} />
            {/* Each time a dialog closes. */}
            <Unsettled key={key} payment={found} />
            <PaymentDetails payment={found} />
            <Dialogs payment={found} />
          </>
        )}
      </Query>
    </>
  )
}

const linkState = z.object({ href: z.url() })

/** The address that the customer opens, right after the payment was made; it is told only then. */
function Link({ payment }: { payment: AppPayment }) {
  const state: unknown = useLocation().state
  const made = z.safeParse(linkState, state)
  if (!made.success || payment.state !== 'initiated') return null
  return (
    <Suspense fallback={<Skeleton rows={4} shape="line" />}>
      <PaymentLink href={made.data.href} amount={payment.amount} />
    </Suspense>
  )
}

function Dialogs({ payment }: { payment: AppPayment }) {
  const navigate = useNavigate()
  const state: unknown = useLocation().state
  const { params } = useListParams(paymentParams)
  const isRefund = useMatch('/payments/:paymentId/refund') !== null
  // In the place of the form in the history, so that the back button does not open it again.
  const close = () => void navigate(`/payments/${payment.id}`, { replace: true, state })
  return (
    <Suspense>
      {isRefund ? <RefundDialog payment={payment} onClose={close} /> : null}
      {params.act === 'capture' ? <CaptureDialog payment={payment} onClose={close} /> : null}
      {params.act === 'cancel' ? <CancelDialog payment={payment} onClose={close} /> : null}
    </Suspense>
  )
}

function NotFound() {
  const { t } = useLingui()
  return (
    <>
      <PageHeader title={t`Payment not found`} />
      <div className="card">
        <EmptyState
          icon={SearchX}
          title={<Trans>MobilePay knows no payment with this ID</Trans>}
          action={
            <LinkButton to="/payments">
              <Trans>All payments</Trans>
            </LinkButton>
          }
        >
          <p>
            <Trans>Only payments of App Payments have a page of their own.</Trans>
          </p>
        </EmptyState>
      </div>
    </>
  )
}
