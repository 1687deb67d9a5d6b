import './payments.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Store } from 'lucide-react'

import { Back } from '../../ui/back.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StatusPill } from '../../ui/surface.tsx'
import { productName } from '../../ui/transaction-words.tsx'
import { pointsParams } from './params.ts'
import { PointsExport } from './points-export.tsx'
import { type AnyPoint, appProduct, usePoints } from './use-points.ts'

/** Where the merchant takes payments, of whatever product. */
export function PaymentPointsPage() {
  const { t } = useLingui()
  const points = usePoints()
  return (
    <>
      <Back to="/payments">
        <Trans>Payments</Trans>
      </Back>
      {points.isGranted ? (
        <Points points={points} />
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

const everything = 'all'

function Points({ points }: { points: ReturnType<typeof usePoints> }) {
  const { t } = useLingui()
  const { params, change, hrefOf } = useListParams(pointsParams)
  const { data = [] } = points
  const products = [...new Set(data.flatMap(({ product }) => product ?? []))].toSorted()
  const rows = data.filter(({ product }) => params.product === null || product === params.product)
  const columns = useColumns()
  return (
    <>
      <PageHeader title={t`Payment points`}>
        <Updated
          at={points.dataUpdatedAt}
          isFetching={points.isFetching}
          onRefresh={() => void points.refetch()}
        />
        {data.length > 0 ? <PointsExport points={rows} /> : null}
      </PageHeader>
      <div className="card card-flush">
        {products.length > 1 ? (
          <search className="filters" aria-label={t`Filters`}>
            <Select
              label={t`Product`}
              options={[
                { value: everything, label: t`All products` },
                ...products.map((product) => ({ value: product, label: productName(product) })),
              ]}
              value={params.product ?? everything}
              onChange={(product) => change({ product: product === everything ? null : product })}
            />
          </search>
        ) : null}
        <Query
          result={points}
          skeleton={<Skeleton rows={3} />}
          renderEmpty={(list) =>
            list.length > 0 ? (
              rows.length > 0 ? null : (
                <NothingFound clearTo={hrefOf({ product: null })}>
                  <Trans>There is no payment point of this product.</Trans>
                </NothingFound>
              )
            ) : (
              <EmptyState icon={Store} title={<Trans>No payment point yet</Trans>}>
                <p>
                  <Trans>Create one in MobilePay’s portal; it then appears here.</Trans>
                </p>
              </EmptyState>
            )
          }
        >
          {() => (
            <DataTable
              caption={t`Payment points`}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              hrefOf={({ id, product }) =>
                product === appProduct ? `/payments?point=${id}` : `/transactions?point=${id}`
              }
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

function useColumns(): readonly Column<AnyPoint>[] {
  const { t } = useLingui()
  return [
    {
      id: 'name',
      header: t`Name`,
      phone: 'title',
      renderCell: ({ name }) => name ?? t`Without a name`,
    },
    {
      id: 'product',
      header: t`Product`,
      phone: 'note',
      renderCell: ({ product, alias }) => (
        <span className="muted point-product">
          {[product === null ? null : productName(product), alias].filter(Boolean).join(' · ')}
        </span>
      ),
    },
    {
      id: 'state',
      header: t`State`,
      phone: 'value',
      renderCell: ({ isActive }) =>
        isActive === null ? null : isActive ? (
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
}
