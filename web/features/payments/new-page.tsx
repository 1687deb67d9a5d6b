import './payments.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Store } from 'lucide-react'

import { appPointsQuery } from '../../api/app-payments.ts'
import { useConnection } from '../../api/session.ts'
import { Back } from '../../ui/back.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { NewForm } from './new-form.tsx'

/** Asks a customer for a payment, by a link or a QR code. */
export function NewPaymentPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  return (
    <>
      <Back to="/payments">
        <Trans>Payments</Trans>
      </Back>
      <PageHeader title={t`New payment link`} />
      <div className="card payments-form">
        {session.scopes.includes('merchantpayments') ? (
          <WithPoints />
        ) : (
          <NoPermission product="merchantpayments" />
        )}
      </div>
    </>
  )
}

function WithPoints() {
  const points = useQuery(appPointsQuery)
  return (
    <Query
      result={points}
      skeleton={<Skeleton rows={6} shape="line" />}
      renderEmpty={(list) =>
        list.some(({ isActive }) => isActive) ? null : (
          <EmptyState
            icon={Store}
            title={<Trans>No payment point is active</Trans>}
            action={
              <LinkButton to="/payments/points">
                <Trans>Payment points</Trans>
              </LinkButton>
            }
          >
            <p>
              <Trans>Payments go to a payment point. Create one in MobilePay’s portal first.</Trans>
            </p>
          </EmptyState>
        )
      }
    >
      {(list) => <NewForm points={list.filter(({ isActive }) => isActive)} />}
    </Query>
  )
}
