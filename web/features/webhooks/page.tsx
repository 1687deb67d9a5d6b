import './webhooks.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useNavigate, useParams } from 'react-router'
import * as z from 'zod/mini'

import type { Webhook } from '#shared/mobilepay/webhooks.ts'

import { useConnection } from '../../api/session.ts'
import { deleteWebhook, webhookQuery } from '../../api/webhooks.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Card, Facts } from '../../ui/surface.tsx'
import { holdSend, useHeldSend } from '../../ui/undo.ts'
import { Address } from './address.tsx'
import { BackToWebhooks } from './back-to-webhooks.tsx'
import { EventName } from './event-name.tsx'
import { deletionOf, GoingWebhook } from './going.tsx'
import { Key } from './key.tsx'
import { PointName } from './point-name.tsx'
import { Retries } from './retries.tsx'
import { SendTest } from './send-test.tsx'
import { WebhookForm } from './webhook-form.tsx'

const pageParams = z.object({ edit: z.prefault(z.nullable(z.literal('1')), null) })

/** One webhook: what it is told, its key, a test, and how to change it. */
export function WebhookPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  const { id = '' } = useParams()
  return (
    <>
      <BackToWebhooks />
      <PageHeader title={t`Webhook`} />
      {session.scopes.includes('webhooks') ? (
        <Found key={id} id={id} />
      ) : (
        <div className="card">
          <NoPermission product="webhooks" />
        </div>
      )}
    </>
  )
}

function Found({ id }: { id: string }) {
  const webhook = useQuery(webhookQuery(id))
  const { params } = useListParams(pageParams)
  return (
    <Query result={webhook} skeleton={<Skeleton rows={5} />}>
      {(found) =>
        params.edit === null ? <Shown webhook={found} /> : <WebhookForm webhook={found} />
      }
    </Query>
  )
}

function Shown({ webhook }: { webhook: Webhook }) {
  const { t } = useLingui()
  const { id, url, events, paymentPointId } = webhook
  const { hrefOf } = useListParams(pageParams)
  return (
    <>
      <Card title={<Trans>Settings</Trans>}>
        <Facts
          items={[
            {
              id: 'url',
              name: <Trans>Address</Trans>,
              value: (
                <span className="id">
                  <Address url={url} />
                  <CopyButton text={url} what={t`the address`} />
                </span>
              ),
            },
            {
              id: 'events',
              name: <Trans>Events</Trans>,
              value: (
                <ul className="plain-list">
                  {events.map((event) => (
                    <li key={event}>
                      <EventName event={event} /> <code className="muted">{event}</code>
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              id: 'point',
              name: <Trans>Payment point</Trans>,
              value: <PointName id={paymentPointId} />,
            },
            {
              id: 'key',
              name: <Trans>Signature key</Trans>,
              value: (
                <>
                  <Key webhook={id} />
                  <p className="help">
                    <Trans>For a new key, make the webhook anew and delete this one.</Trans>
                  </p>
                </>
              ),
            },
          ]}
        />
        <div className="card-actions">
          <LinkButton to={hrefOf({ edit: '1' })} icon={<Pencil size={16} aria-hidden="true" />}>
            <Trans>Change</Trans>
          </LinkButton>
          <SendTest webhook={id} />
          <Delete webhook={webhook} />
        </div>
      </Card>
      <Retries />
    </>
  )
}

function Delete({ webhook: { id } }: { webhook: Webhook }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const isGoing = useHeldSend(deletionOf(id)) !== null
  if (isGoing) return <GoingWebhook id={id} />
  return (
    <Button
      icon={<Trash2 size={16} aria-hidden="true" />}
      onPress={() => {
        void holdSend({
          id: deletionOf(id),
          text: t`The webhook will be deleted`,
          done: t`Webhook deleted`,
          failed: t`The webhook was not deleted`,
          send: async () => {
            await deleteWebhook(id)
            await client.invalidateQueries({ queryKey: ['webhooks'], exact: true })
          },
        })
        void navigate('/webhooks')
      }}
    >
      <Trans>Delete</Trans>
    </Button>
  )
}
