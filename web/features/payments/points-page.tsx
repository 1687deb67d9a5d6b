import './payments.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Store } from 'lucide-react'

import type { AppPaymentPoint } from '#shared/mobilepay/app-payments.ts'

import { appPointsQuery } from '../../api/app-payments.ts'
import { useConnection } from '../../api/session.ts'
import { Back } from '../../ui/back.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StatusPill } from '../../ui/surface.tsx'

/** Where the merchant takes payments of App Payments. */
export function PaymentPointsPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  return (
    <>
      <Back to="/payments">
        <Trans>Payments</Trans>
      </Back>
      {session.scopes.includes('merchantpayments') ? (
        <Points />
      ) : (
        <>
          <PageHeader title={t`Payment points`} />
          <div className="card">
            <NoPermission product="merchantpayments" />
          </div>
        </>
      )}
    </>
  )
}

function Points() {
  const { t } = useLingui()
  const points = useQuery(appPointsQuery)
  const columns: readonly Column<AppPaymentPoint>[] = [
    {
      id: 'name',
      header: t`Name`,
      phone: 'title',
      renderCell: ({ name }) => name ?? t`Without a name`,
    },
    {
      id: 'state',
      header: t`State`,
      phone: 'value',
      renderCell: ({ isActive }) =>
        isActive ? (
          <StatusPill tone="ok">{t`Active`}</StatusPill>
        ) : (
          <StatusPill tone="warn">{t`Not active yet`}</StatusPill>
        ),
    },
    {
      id: 'id',
      header: t`Payment point ID`,
      phone: 'detail',
      renderCell: ({ id }) => (
        <span className="id point-id">
          <span className="id-text">{id}</span>
          <CopyButton text={id} what={t`Payment point ID`} />
        </span>
      ),
    },
  ]
  return (
    <>
      <PageHeader title={t`Payment points`}>
        <Updated
          at={points.dataUpdatedAt}
          isFetching={points.isFetching}
          onRefresh={() => void points.refetch()}
        />
      </PageHeader>
      <div className="card card-flush">
        <Query
          result={points}
          skeleton={<Skeleton rows={3} />}
          renderEmpty={(list) =>
            list.length > 0 ? null : (
              <EmptyState icon={Store} title={<Trans>No payment point yet</Trans>}>
                <p>
                  <Trans>Create one in MobilePay’s portal; it then appears here.</Trans>
                </p>
              </EmptyState>
            )
          }
        >
          {(list) => (
            <DataTable
              caption={t`Payment points`}
              columns={columns}
              rows={list}
              keyOf={({ id }) => id}
              hrefOf={({ id }) => `/payments?point=${id}`}
            />
          )}
        </Query>
      </div>
      <p className="help">
        <Trans>Payment points are created and changed in MobilePay’s portal.</Trans>
      </p>
    </>
  )
}
