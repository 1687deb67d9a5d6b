import './subscriptions.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'

import { useConnection } from '../../api/session.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { NoPermission } from '../../ui/problem-view.tsx'

/** A page about subscriptions, or why there is none. */
export function WithSubscriptions({ title, children }: { title: string; children: ReactNode }) {
  const { session } = useConnection()
  if (session.scopes.includes('subscriptions')) return children
  return (
    <>
      <PageHeader title={title} />
      <div className="card">
        <NoPermission product="subscriptions" />
      </div>
    </>
  )
}

/** In the place of something whose id MobilePay does not know. */
export function NotFound({ backTo }: { backTo: string }) {
  const { t } = useLingui()
  return (
    <>
      <PageHeader title={t`Not found`} />
      <div className="card">
        <EmptyState
          icon={SearchX}
          title={<Trans>MobilePay knows nothing with this ID</Trans>}
          action={
            <LinkButton to={backTo}>
              <Trans>Back</Trans>
            </LinkButton>
          }
        >
          <p>
            <Trans>It may belong to another business.</Trans>
          </p>
        </EmptyState>
      </div>
    </>
  )
}
