import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { CalendarClock, Plus } from 'lucide-react'
import { use } from 'react'

import type { Charge } from '#shared/mobilepay/charges.ts'
import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

import { chargesQuery, isBeingChecked } from '../../api/subscription-payments.ts'
import type { AgreementPlace } from '../../api/subscriptions.ts'
import { LinkButton } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Amount, HomeContext, useFormat } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { agreementHref, agreementParams } from './params.ts'
import { ChargePill } from './words.tsx'

interface TabProps {
  readonly place: AgreementPlace
  /** Undefined until it is read. */
  readonly agreement: Agreement | undefined
}

/** The charges of an agreement, the latest due date first. */
export function ChargesTab({ place, agreement }: TabProps) {
  const { t } = useLingui()
  const home = use(HomeContext)
  const { hrefOf } = useListParams(agreementParams)
  const charges = useQuery(chargesQuery(place, home))
  const columns = useColumns()
  const isActive = agreement?.status === 'Accepted' || agreement?.status === 'Active'
  const newButton = isActive ? (
    <LinkButton
      to={hrefOf({ act: 'charge' })}
      look="primary"
      icon={<Plus size={16} aria-hidden="true" />}
    >
      <Trans>New charge</Trans>
    </LinkButton>
  ) : null
  return (
    <Query
      result={charges}
      skeleton={<Skeleton rows={4} />}
      renderEmpty={(list) =>
        list.length === 0 ? (
          <EmptyState icon={CalendarClock} title={<Trans>No charges yet</Trans>} action={newButton}>
            <p>
              {isActive ? (
                <Trans>A charge collects money on a day of your choice.</Trans>
              ) : (
                <Trans>Only active agreements can be charged.</Trans>
              )}
            </p>
          </EmptyState>
        ) : null
      }
    >
      {(list) => (
        <>
          <div className="tab-head">
            <output className="muted">
              {list.some(isBeingChecked) ? (
                <Trans>MobilePay still checks some of them.</Trans>
              ) : (
                <Plural value={list.length} one="# charge" other="# charges" />
              )}
            </output>
            {newButton}
          </div>
          <DataTable
            caption={t`Charges`}
            columns={columns}
            rows={list}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `${agreementHref(place)}/charges/${id}`}
          />
        </>
      )}
    </Query>
  )
}

function useColumns(): readonly Column<Charge>[] {
  const { t } = useLingui()
  const format = useFormat()
  return [
    {
      id: 'due',
      header: t`Due date`,
      phone: 'title',
      renderCell: ({ dueDay }) => <span className="number">{format.day(dueDay)}</span>,
    },
    {
      id: 'externalId',
      header: t`Your ID`,
      phone: 'detail',
      renderCell: ({ externalId }) => externalId,
    },
    {
      id: 'description',
      header: t`Description`,
      renderCell: ({ description }) => <span className="muted">{description}</span>,
    },
    {
      id: 'status',
      header: t`Status`,
      phone: 'note',
      renderCell: ({ status }) => <ChargePill status={status} />,
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
