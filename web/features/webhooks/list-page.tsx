import './webhooks.css'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Plus, Webhook as WebhookIcon } from 'lucide-react'

import type { Webhook } from '#shared/mobilepay/webhooks.ts'

import { useConnection } from '../../api/session.ts'
import { webhooksQuery } from '../../api/webhooks.ts'
import { LinkButton } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Address } from './address.tsx'
import { EventName } from './event-name.tsx'
import { GoingWebhook } from './going.tsx'
import { PointName } from './point-name.tsx'

/** The addresses that MobilePay tells of events. */
export function WebhooksPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  const isAllowed = session.scopes.includes('webhooks')
  return (
    <>
      <PageHeader title={t`Webhooks`}>
        <LinkButton to="/webhooks/verify">
          <Trans>Check a delivery</Trans>
        </LinkButton>
        {isAllowed ? (
          <LinkButton
            to="/webhooks/new"
            look="primary"
            icon={<Plus size={16} aria-hidden="true" />}
          >
            <Trans>New webhook</Trans>
          </LinkButton>
        ) : null}
      </PageHeader>
      <div className="card card-flush">
        {isAllowed ? <Webhooks /> : <NoPermission product="webhooks" />}
      </div>
    </>
  )
}

function Webhooks() {
  const { t } = useLingui()
  const webhooks = useQuery(webhooksQuery)
  const columns: readonly Column<Webhook>[] = [
    {
      id: 'url',
      header: t`Address`,
      phone: 'title',
      renderCell: ({ id, url }) => (
        <>
          <Address url={url} /> <GoingWebhook id={id} />
        </>
      ),
    },
    {
      id: 'events',
      header: t`Events`,
      phone: 'detail',
      renderCell: ({ events }) =>
        events.map((event, index) => (
          <span key={event}>
            {index > 0 ? ', ' : null}
            <EventName event={event} />
          </span>
        )),
    },
    {
      id: 'point',
      header: t`Payment point`,
      phone: 'note',
      renderCell: ({ paymentPointId }) => <PointName id={paymentPointId} />,
    },
  ]
  return (
    <Query
      result={webhooks}
      skeleton={<Skeleton rows={4} />}
      renderEmpty={(list) => (list.length === 0 ? <NoWebhooks /> : null)}
    >
      {(list) => (
        <>
          <DataTable
            caption={t`Webhooks`}
            columns={columns}
            rows={list}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/webhooks/${id}`}
          />
          <div className="more">
            <span className="muted">
              <Plural value={list.length} one="# webhook" other="# webhooks" />
            </span>
          </div>
        </>
      )}
    </Query>
  )
}

function NoWebhooks() {
  return (
    <EmptyState
      icon={WebhookIcon}
      title={<Trans>No webhooks yet</Trans>}
      action={
        <LinkButton to="/webhooks/new" look="primary">
          <Trans>New webhook</Trans>
        </LinkButton>
      }
    >
      <p>
        <Trans>
          A webhook tells your own system at once when a payment is reserved or a payout is sent.
        </Trans>
      </p>
    </EmptyState>
  )
}
