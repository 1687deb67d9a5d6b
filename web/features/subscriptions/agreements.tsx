import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { FileUp, Plus, Repeat, Settings2 } from 'lucide-react'
import { useEffect } from 'react'

import { agreementsQuery, providersQuery } from '../../api/subscriptions.ts'
import { Back } from '../../ui/back.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FindField } from '../../ui/find-field.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { ListTools } from '../../ui/list-tools.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query, Updated } from '../../ui/query.tsx'
import { RowsEnd } from '../../ui/rows-end.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { AgreementRows } from './agreement-rows.tsx'
import { AgreementsExport } from './agreements-export.tsx'
import { agreementHref, agreementsParams, mostPages } from './params.ts'
import { agreementStates } from './words.tsx'

const any = 'any'
const statuses = ['Active', 'Pending', 'Rejected', 'Expired', 'Canceled'] as const

/** The agreements of a provider, by status; `isOnly`: the merchant has no other. */
export function Agreements({ provider, isOnly }: { provider: string; isOnly: boolean }) {
  const { t } = useLingui()
  const { params, change, hrefOf } = useListParams(agreementsParams)
  const { data: providers = [] } = useQuery(providersQuery)
  const list = useInfiniteQuery(agreementsQuery(provider, params.status))
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list
  const pages = data?.pages.length ?? 0
  const loaded = data?.pages.flat() ?? []

  // The address says how many pages are open, also after a reload.
  const isBehind = pages > 0 && pages < params.page && hasNextPage
  useEffect(() => {
    if (isBehind && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [isBehind, isFetching, isFetchNextPageError, fetchNextPage])

  const wanted = params.q?.toLocaleLowerCase()
  const rows =
    wanted === undefined
      ? loaded
      : loaded.filter(({ externalId, plan, description }) =>
          [externalId, plan, description].some((text) =>
            text?.toLocaleLowerCase().includes(wanted),
          ),
        )
  const base = `/subscriptions/${provider}`
  const name = providers.find(({ id }) => id === provider)?.name
  const newButton = (
    <LinkButton
      to={`${base}/agreements/new`}
      look="primary"
      icon={<Plus size={16} aria-hidden="true" />}
    >
      <Trans>New agreement</Trans>
    </LinkButton>
  )
  return (
    <>
      {isOnly ? null : (
        <Back to="/subscriptions">
          <Trans>Subscriptions</Trans>
        </Back>
      )}
      <PageHeader title={name ?? t`Agreements`}>
        <LinkButton to={`${base}/settings`} icon={<Settings2 size={16} aria-hidden="true" />}>
          <Trans>Callbacks</Trans>
        </LinkButton>
        <LinkButton to={`${base}/charges/import`} icon={<FileUp size={16} aria-hidden="true" />}>
          <Trans>Import charges</Trans>
        </LinkButton>
        {newButton}
      </PageHeader>
      <div className="card card-flush">
        <search className="filters" aria-label={t`Filters`}>
          <FindField
            label={t`Your ID, plan or agreement ID`}
            q={params.q}
            onSearch={(q) => change({ q })}
            hrefOf={(agreement) => agreementHref({ provider, agreement })}
          />
          <Select
            label={t`Status`}
            options={[
              { value: any, label: t`All statuses` },
              ...statuses.map((value) => ({ value, label: t(agreementStates[value].name) })),
            ]}
            value={params.status ?? any}
            onChange={(status) => change({ status: status === any ? null : status, page: null })}
          />
          <ListTools>
            <Updated
              at={list.dataUpdatedAt}
              isFetching={isFetching}
              onRefresh={() => void list.refetch()}
            />
            {rows.length > 0 ? <AgreementsExport agreements={rows} hasMore={hasNextPage} /> : null}
          </ListTools>
        </search>
        <Query
          result={{ ...list, error: isFetchNextPageError ? null : list.error }}
          skeleton={<Skeleton rows={8} />}
          renderEmpty={() => {
            if (rows.length > 0 || hasNextPage) return null
            return params.q === null && params.status === null ? (
              <EmptyState icon={Repeat} title={<Trans>No agreements yet</Trans>} action={newButton}>
                <p>
                  <Trans>
                    An agreement is a customer’s permission to be charged again and again.
                  </Trans>
                </p>
              </EmptyState>
            ) : (
              <NothingFound clearTo={hrefOf({ q: null, status: null, page: null })} />
            )
          }}
        >
          {() => (
            <>
              {rows.length > 0 ? <AgreementRows provider={provider} agreements={rows} /> : null}
              <RowsEnd
                counted={
                  wanted === undefined ? (
                    hasNextPage ? (
                      <Plural
                        value={rows.length}
                        one="# agreement shown"
                        other="# agreements shown"
                      />
                    ) : (
                      <Plural value={rows.length} one="# agreement" other="# agreements" />
                    )
                  ) : hasNextPage ? (
                    <Trans>
                      {rows.length} found in the {loaded.length} loaded; MobilePay cannot search the
                      rest
                    </Trans>
                  ) : (
                    <Trans>
                      {rows.length} found in {loaded.length}
                    </Trans>
                  )
                }
                hasMore={hasNextPage}
                isLoading={list.isFetchingNextPage}
                problem={isFetchNextPageError ? list.error : null}
                onMore={() => change({ page: String(pages + 1) })}
                onRetry={() => void fetchNextPage()}
                limit={
                  pages >= mostPages ? (
                    <Trans>Choose a status, or open an agreement by its ID.</Trans>
                  ) : undefined
                }
              />
            </>
          )}
        </Query>
      </div>
    </>
  )
}
