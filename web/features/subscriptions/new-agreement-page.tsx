import { Trans, useLingui } from '@lingui/react/macro'
import { useParams } from 'react-router'
import * as z from 'zod/mini'

import { Back } from '../../ui/back.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { NewAgreementForm } from './new-agreement-form.tsx'
import { NotFound, WithSubscriptions } from './shell.tsx'

/** Asks a customer for an agreement, by a link or a QR code. */
export function NewAgreementPage() {
  const { t } = useLingui()
  const { provider = '' } = useParams()
  if (!z.safeParse(z.guid(), provider).success) return <NotFound backTo="/subscriptions" />
  return (
    <WithSubscriptions title={t`New agreement`}>
      <Back to={`/subscriptions/${provider}/agreements`}>
        <Trans>Agreements</Trans>
      </Back>
      <PageHeader title={t`New agreement`} />
      <div className="card agreement-form">
        <NewAgreementForm key={provider} provider={provider} />
      </div>
    </WithSubscriptions>
  )
}
