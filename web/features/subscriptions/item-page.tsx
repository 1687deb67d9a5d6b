import { Trans } from '@lingui/react/macro'
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { type AgreementPlace, rereadAgreement } from '../../api/subscriptions.ts'
import { Back } from '../../ui/back.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { agreementHref } from './params.ts'
import { NotFound } from './shell.tsx'

interface ItemPageProps<T> {
  readonly place: AgreementPlace
  readonly result: UseQueryResult<T>
  /** What it is while its own id is not known. */
  readonly title: string
  /** Where it is listed; null: it is the agreement itself. */
  readonly tab: 'charges' | 'one-offs' | null
  readonly renderItem: (found: T) => ReactNode
  /** What is read beside it. */
  readonly children: ReactNode
}

/** The page of an agreement, or of a charge or one-off of it: the way back, its name, and itself. */
export function ItemPage<T extends { readonly externalId: string | null }>({
  place,
  result,
  title,
  tab,
  renderItem,
  children,
}: ItemPageProps<T>) {
  const client = useQueryClient()
  const { data, error } = result
  const agreement = agreementHref(place)
  const back = tab === null ? `/subscriptions/${place.provider}/agreements` : agreement
  if (data === undefined && error?.status === 404) return <NotFound backTo={back} />
  return (
    <>
      <Back to={tab === 'one-offs' ? `${back}?tab=one-offs` : back}>
        {tab === null ? <Trans>Agreements</Trans> : <Trans>Agreement</Trans>}
      </Back>
      <PageHeader title={data?.externalId ?? title}>
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
            <Skeleton rows={tab === null ? 2 : 6} shape="line" />
          </div>
        }
      >
        {renderItem}
      </Query>
      {children}
    </>
  )
}
