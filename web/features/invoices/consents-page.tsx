import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import * as z from 'zod/mini'

import { consentsList } from '../../api/invoices.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Moment } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query } from '../../ui/query.tsx'
import { RowsEnd } from '../../ui/rows-end.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { BackToInvoices, type Invoicing, WithInvoicing } from './shell.tsx'

const listParams = z.object({ issuer: z.prefault(z.nullable(z.guid()), null) })

/** Whose phone numbers may be sent invoices without a link. */
export function ConsentsPage() {
  const { t } = useLingui()
  return (
    <>
      <BackToInvoices />
      <PageHeader title={t`Customers who allow direct invoices`} />
      <WithInvoicing>{(invoicing) => <Consents invoicing={invoicing} />}</WithInvoicing>
    </>
  )
}

function Consents({ invoicing: { issuers } }: { invoicing: Invoicing }) {
  const { t } = useLingui()
  const { params, change } = useListParams(listParams)
  const issuer = issuers.find(({ id }) => id === params.issuer) ?? issuers[0]
  const list = useInfiniteQuery(consentsList(issuer.id))
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className="card card-flush">
      {issuers.length > 1 ? (
        <div className="filters">
          <Select
            label={t`Sent by`}
            value={issuer.id}
            onChange={(chosen) => change({ issuer: chosen })}
            options={issuers.map(({ id, name }) => ({ value: id, label: name ?? id }))}
          />
        </div>
      ) : null}
      <Query
        result={{ ...list, error: list.isFetchNextPageError ? null : list.error }}
        skeleton={<Skeleton rows={4} />}
        renderEmpty={() =>
          rows.length === 0 ? (
            <EmptyState icon={Users} title={<Trans>Nobody has agreed yet</Trans>}>
              <p>
                <Trans>
                  Send an invoice by link and press “Ask for direct invoices” on its page.
                </Trans>
              </p>
            </EmptyState>
          ) : null
        }
      >
        {() => (
          <>
            <table className="table">
              <caption className="hidden">
                <Trans>Customers who allow direct invoices</Trans>
              </caption>
              <thead>
                <tr>
                  <th scope="col">
                    <Trans>Phone number</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Since</Trans>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ id, phoneNumber, grantedAt }) => (
                  <tr key={id} className="row">
                    <th scope="row" className="number">
                      {phoneNumber ?? id}
                    </th>
                    <td>{grantedAt === null ? null : <Moment at={grantedAt} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <RowsEnd
              counted={<Plural value={rows.length} one="# customer" other="# customers" />}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              problem={list.isFetchNextPageError ? list.error : null}
              onMore={() => void list.fetchNextPage()}
              onRetry={() => void list.fetchNextPage()}
            />
          </>
        )}
      </Query>
    </div>
  )
}
