import { Trans, useLingui } from '@lingui/react/macro'

import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Amount, useFormat } from '../../ui/format.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { Frequency } from './frequency.tsx'
import { agreementHref } from './params.ts'
import { AgreementPill } from './words.tsx'

/** Agreements, each leading to its own page. */
export function AgreementRows({
  provider,
  agreements,
}: {
  provider: string
  agreements: readonly Agreement[]
}) {
  const { t } = useLingui()
  return (
    <DataTable
      caption={t`Agreements`}
      columns={useColumns()}
      rows={agreements}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => agreementHref({ provider, agreement: id })}
    />
  )
}

function useColumns(): readonly Column<Agreement>[] {
  const { t } = useLingui()
  const format = useFormat()
  const isWide = useWidth() === 'wide'
  const columns: readonly Column<Agreement>[] = [
    {
      id: 'externalId',
      header: t`Your ID`,
      phone: 'title',
      renderCell: ({ externalId }) =>
        externalId ?? (
          <span className="muted">
            <Trans>No ID</Trans>
          </span>
        ),
    },
    {
      id: 'plan',
      header: t`Plan`,
      phone: 'detail',
      renderCell: ({ plan }) => plan,
    },
    {
      id: 'status',
      header: t`Status`,
      phone: 'note',
      renderCell: ({ status }) => <AgreementPill status={status} />,
    },
    {
      id: 'created',
      header: t`Since`,
      renderCell: ({ createdAt, acceptedAt, canceledAt }) => {
        const at = canceledAt ?? acceptedAt ?? createdAt
        return <span className="number muted">{at === null ? null : format.dayOf(at)}</span>
      },
    },
    {
      id: 'frequency',
      header: t`How often`,
      renderCell: ({ frequency }) => (
        <span className="muted">
          <Frequency frequency={frequency} />
        </span>
      ),
    },
    {
      id: 'amount',
      header: t`Amount`,
      align: 'end',
      phone: 'value',
      renderCell: ({ amount }) =>
        amount === null ? (
          <span className="muted">
            <Trans>Varies</Trans>
          </span>
        ) : (
          <Amount money={amount} />
        ),
    },
  ]
  return isWide ? columns : columns.filter(({ id }) => id !== 'created' && id !== 'frequency')
}
