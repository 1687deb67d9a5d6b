import { useLingui } from '@lingui/react/macro'

import { useConnection } from '../../api/session.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'
import { BackToWebhooks } from './back-to-webhooks.tsx'
import { WebhookForm } from './webhook-form.tsx'

export function NewWebhookPage() {
  const { t } = useLingui()
  const { session } = useConnection()
  return (
    <>
      <BackToWebhooks />
      <PageHeader title={t`New webhook`} />
      {session.scopes.includes('webhooks') ? (
        <WebhookForm webhook={null} />
      ) : (
        <div className="card">
          <NoPermission product="webhooks" />
        </div>
      )}
    </>
  )
}
