import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Repeat } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import type { Provider } from '#shared/mobilepay/subscriptions.ts'

import { providersQuery } from '../../api/subscriptions.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Query } from '../../ui/query.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StatusPill } from '../../ui/surface.tsx'
import { Agreements } from './agreements.tsx'
import { WithSubscriptions } from './shell.tsx'

/** The merchant's products with agreements; where there is one only, its agreements at once. */
export function SubscriptionsPage() {
  const { t } = useLingui()
  return (
    <WithSubscriptions title={t`Subscriptions`}>
      <Providers />
    </WithSubscriptions>
  )
}

function Providers() {
  const { t } = useLingui()
  const providers = useQuery(providersQuery)
  const [first, ...more] = providers.data ?? []
  if (first && more.length === 0) return <Agreements provider={first.id} isOnly />
  return (
    <>
      <PageHeader title={t`Subscriptions`} />
      <Query
        result={providers}
        skeleton={
          <div className="card">
            <Skeleton rows={3} />
          </div>
        }
        renderEmpty={(list) =>
          list.length === 0 ? (
            <div className="card">
              <EmptyState icon={Repeat} title={<Trans>No subscriptions product yet</Trans>}>
                <p>
                  <Trans>Order the product Subscriptions in MobilePay’s portal first.</Trans>
                </p>
              </EmptyState>
            </div>
          ) : null
        }
      >
        {(list) => (
          <ul className="providers">
            {list.map((provider) => (
              <li key={provider.id}>
                <ProviderCard provider={provider} />
              </li>
            ))}
          </ul>
        )}
      </Query>
    </>
  )
}

function ProviderCard({ provider }: { provider: Provider }) {
  const { id, name, status, address, zipCode, city } = provider
  const place = [address, [zipCode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return (
    <section className="card provider" aria-labelledby={id}>
      <div className="provider-head">
        <h2 id={id}>
          <Link to={`/subscriptions/${id}/agreements`} className="provider-link">
            {name ?? id}
          </Link>
        </h2>
        {status === 'Enabled' ? (
          <StatusPill tone="ok">
            <Trans>Enabled</Trans>
          </StatusPill>
        ) : status === 'Pending' ? (
          <StatusPill tone="warn">
            <Trans>Not active yet</Trans>
          </StatusPill>
        ) : (
          <StatusPill tone="info">{status}</StatusPill>
        )}
      </div>
      {place === '' ? null : <p className="muted">{place}</p>}
      <p className="provider-places">
        <Away to={provider.homepageUrl}>
          <Trans>Home page</Trans>
        </Away>
        <Away to={provider.selfServicePortalUrl}>
          <Trans>Self-service</Trans>
        </Away>
        <Away to={provider.faqUrl}>
          <Trans>Questions and answers</Trans>
        </Away>
        {provider.customerServiceEmail === null ? null : (
          <a href={`mailto:${provider.customerServiceEmail}`}>{provider.customerServiceEmail}</a>
        )}
      </p>
    </section>
  )
}

/** A page outside, if it is one. */
function Away({ to, children }: { to: string | null; children: ReactNode }) {
  const protocol = to === null ? undefined : URL.parse(to)?.protocol
  return to !== null && (protocol === 'https:' || protocol === 'http:') ? (
    <a href={to} target="_blank" rel="noreferrer">
      {children}
    </a>
  ) : null
}
