import { Trans, useLingui } from '@lingui/react/macro'

import type { InvoiceStatus } from '#shared/mobilepay/invoices.ts'

import type { RecentInvoice } from '../../api/recent-invoices.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Amount, Moment, useFormat } from '../../ui/format.tsx'
import type { Problem } from '../../ui/problem.ts'
import { useWidth } from '../../ui/use-width.ts'
import { InvoiceState } from './words.tsx'

/** How far an invoice is, as far as that is known. */
interface State {
  readonly data: InvoiceStatus | null | undefined
  readonly error: Problem | null
}

/** The columns of the invoices that this browser sent; a narrow page leaves out how and when. */
export function useColumns(
  stateOf: (invoice: RecentInvoice) => State | undefined,
): readonly Column<RecentInvoice>[] {
  const { t } = useLingui()
  const format = useFormat()
  const isWide = useWidth() === 'wide'
  const columns: readonly Column<RecentInvoice>[] = [
    {
      id: 'reference',
      header: t`Number`,
      phone: 'title',
      renderCell: ({ reference, id }) => <span className="id-text">{reference ?? id}</span>,
    },
    {
      id: 'kind',
      header: t`How it was sent`,
      renderCell: ({ kind }) => (
        <span className="muted">
          {kind === 'direct' ? <Trans>To a phone</Trans> : <Trans>As a link</Trans>}
        </span>
      ),
    },
    {
      id: 'at',
      header: t`Sent`,
      phone: 'detail',
      renderCell: ({ createdAt }) => (
        <span className="muted">
          <Moment at={createdAt} />
        </span>
      ),
    },
    {
      id: 'due',
      header: t`Due`,
      renderCell: ({ dueDay }) =>
        dueDay === undefined ? null : <span className="number">{format.day(dueDay)}</span>,
    },
    {
      id: 'status',
      header: t`State`,
      phone: 'note',
      renderCell: (invoice) => {
        const state = stateOf(invoice)
        if (state?.error) return <Trans>Not known</Trans>
        return state?.data === undefined ? null : <InvoiceState status={state.data} />
      },
    },
    {
      id: 'total',
      header: t`Amount`,
      align: 'end',
      phone: 'value',
      renderCell: ({ total }) => <Amount money={total} />,
    },
  ]
  return isWide ? columns : columns.filter(({ id }) => id !== 'kind')
}
