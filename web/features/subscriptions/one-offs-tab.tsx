import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { HandCoins, Plus } from 'lucide-react'

import type { OneOff } from '#shared/mobilepay/charges.ts'
import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

import { oneOffsQuery } from '../../api/subscription-payments.ts'
import type { AgreementPlace } from '../../api/subscriptions.ts'
import { LinkButton } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Amount } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { agreementHref, agreementParams } from './params.ts'
import { OneOffPill } from './words.tsx'

interface TabProps {
  readonly place: AgreementPlace
  /** Undefined until it is read. */
  readonly agreement: Agreement | undefined
}

/** The one-offs of an agreement. */
export function OneOffsTab({ place, agreement }: TabProps) {
  const { t } = useLingui()
  const { hrefOf } = useListParams(agreementParams)
  const oneOffs = useQuery(oneOffsQuery(place))
  const columns = useColumns()
  const isActive = agreement?.status === 'Accepted' || agreement?.status === 'Active'
  const newButton = isActive ? (
    <LinkButton
      to={hrefOf({ act: 'one-off' })}
      look="primary"
      icon={<Plus size={16} aria-hidden="true" />}
    >
      <Trans>New one-off</Trans>
    </LinkButton>
  ) : null
  return (
    <Query
      result={oneOffs}
      skeleton={<Skeleton rows={4} />}
      renderEmpty={(list) =>
        list.length === 0 ? (
          <EmptyState icon={HandCoins} title={<Trans>No one-offs yet</Trans>} action={newButton}>
            <p>
              <Trans>
                A one-off is a payment beside the charges: the customer approves it, and you capture
                it.
              </Trans>
            </p>
          </EmptyState>
        ) : null
      }
    >
      {(list) => (
        <>
          <div className="tab-head">
            <output className="muted">
              <Plural value={list.length} one="# one-off" other="# one-offs" />
            </output>
            {newButton}
          </div>
          <DataTable
            caption={t`One-offs`}
            columns={columns}
            rows={list}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `${agreementHref(place)}/one-offs/${id}`}
          />
        </>
      )}
    </Query>
  )
}

function useColumns(): readonly Column<OneOff>[] {
  const { t } = useLingui()
  return [
    {
      id: 'externalId',
      header: t`Your ID`,
      phone: 'title',
      renderCell: ({ externalId, id }) => externalId ?? id,
    },
    {
      id: 'description',
      header: t`Description`,
      phone: 'detail',
      renderCell: ({ description }) => <span className="muted">{description}</span>,
    },
    {
      id: 'status',
      header: t`Status`,
      phone: 'note',
      renderCell: ({ status }) => <OneOffPill status={status} />,
    },
    {
      id: 'amount',
      header: t`Amount`,
      align: 'end',
      phone: 'value',
      renderCell: ({ amount }) => <Amount money={amount} />,
    },
  ]
}
