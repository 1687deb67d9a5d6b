import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Ban, Pencil } from 'lucide-react'

import type { Instant } from '#shared/dates.ts'
import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

import {
  type AgreementPlace,
  cancelAgreement,
  readAgreement,
  rereadAgreement,
} from '../../api/subscriptions.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Moment } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Facts } from '../../ui/surface.tsx'
import { holdSend, useHeldSend } from '../../ui/undo.ts'
import { sendOrLook } from './acts.ts'
import { Frequency } from './frequency.tsx'
import { cancellationOf } from './going.tsx'
import { Id } from './id.tsx'
import { agreementParams } from './params.ts'

interface TabProps {
  readonly place: AgreementPlace
  /** Undefined until it is read. */
  readonly agreement: Agreement | undefined
}

const moment = (at: Instant | null) => (at === null ? null : <Moment at={at} />)

/** What was agreed, and the ways to change or end it. */
export function DetailsTab({ place, agreement }: TabProps) {
  const { t } = useLingui()
  const { hrefOf } = useListParams(agreementParams)
  if (agreement === undefined) return <Skeleton rows={6} shape="line" />
  const { id, status, links } = agreement
  const hrefOfRel = (rel: string) => links.find((link) => link.rel === rel)?.href ?? null
  const cancelPage = hrefOfRel('cancel-redirect')
  const isOpen = status === 'Pending' || status === 'Accepted' || status === 'Active'
  return (
    <div className="tab-body">
      <Facts
        items={[
          {
            id: 'id',
            name: <Trans>Agreement ID</Trans>,
            value: <Id text={id} what={t`the agreement ID`} />,
          },
          { id: 'external', name: <Trans>Your ID</Trans>, value: agreement.externalId },
          { id: 'plan', name: <Trans>Plan</Trans>, value: agreement.plan },
          { id: 'description', name: <Trans>Description</Trans>, value: agreement.description },
          {
            id: 'frequency',
            name: <Trans>How often</Trans>,
            value: <Frequency frequency={agreement.frequency} />,
          },
          { id: 'created', name: <Trans>Created</Trans>, value: moment(agreement.createdAt) },
          { id: 'accepted', name: <Trans>Accepted</Trans>, value: moment(agreement.acceptedAt) },
          { id: 'canceled', name: <Trans>Cancelled</Trans>, value: moment(agreement.canceledAt) },
          {
            id: 'redirect',
            name: <Trans>The customer goes to</Trans>,
            value: <Address href={hrefOfRel('user-redirect')} />,
          },
          {
            id: 'success',
            name: <Trans>Told when it is accepted</Trans>,
            value: <Address href={hrefOfRel('success-callback')} />,
          },
          {
            id: 'cancel',
            name: <Trans>Told when it ends</Trans>,
            value: <Address href={hrefOfRel('cancel-callback')} />,
          },
          {
            id: 'cancel-page',
            name: <Trans>Where the customer cancels</Trans>,
            value: cancelPage && <Address href={cancelPage} />,
          },
        ]}
      />
      {isOpen ? (
        <div className="card-actions">
          <LinkButton to={hrefOf({ act: 'change' })} icon={<Pencil size={16} aria-hidden="true" />}>
            <Trans>Change</Trans>
          </LinkButton>
          <Cancel place={place} />
          <p className="help">
            <Trans>
              Cancelling also cancels one-offs that are reserved, and charges that are not collected
              yet. It cannot be undone later.
            </Trans>
          </p>
        </div>
      ) : null}
    </div>
  )
}

function Address({ href }: { href: string | null }) {
  return <span className="id-text">{href ?? '–'}</span>
}

function Cancel({ place }: { place: AgreementPlace }) {
  const { t } = useLingui()
  const client = useQueryClient()
  if (useHeldSend(cancellationOf(place)) !== null) return null
  return (
    <Button
      icon={<Ban size={16} aria-hidden="true" />}
      onPress={() =>
        void holdSend({
          id: cancellationOf(place),
          text: t`The agreement is cancelled, with all that is reserved or scheduled`,
          done: t`Agreement cancelled`,
          failed: t`The agreement was not cancelled`,
          send: async () => {
            try {
              await sendOrLook(
                client,
                () => cancelAgreement(place),
                async () => (await readAgreement(place)).status === 'Canceled',
              )
            } finally {
              // Also after a refusal: the customer may have ended it.
              void rereadAgreement(client, place)
            }
          },
        })
      }
    >
      <Trans>Cancel the agreement</Trans>
    </Button>
  )
}
