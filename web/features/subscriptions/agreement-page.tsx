import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'

import type { Agreement } from '#shared/mobilepay/subscriptions.ts'

import { agreementQuery, type AgreementPlace } from '../../api/subscriptions.ts'
import { Amount } from '../../ui/format.tsx'
import { useListParams } from '../../ui/list-params.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ChargesTab } from './charges-tab.tsx'
import { useCustomerLink } from './customer-links.ts'
import { DetailsTab } from './details-tab.tsx'
import { Frequency } from './frequency.tsx'
import { GoingAgreement } from './going.tsx'
import { ItemPage } from './item-page.tsx'
import { OneOffsTab } from './one-offs-tab.tsx'
import { agreementParams, tabs, usePlace } from './params.ts'
import { NotFound, WithSubscriptions } from './shell.tsx'
import { AgreementHelp, AgreementPill } from './words.tsx'

const CustomerLink = lazy(async () => ({
  default: (await import('./customer-link.tsx')).CustomerLink,
}))
const NewCharge = lazy(async () => ({ default: (await import('./new-charge.tsx')).NewCharge }))
const NewOneOff = lazy(async () => ({ default: (await import('./new-one-off.tsx')).NewOneOff }))
const ChangeAgreement = lazy(async () => ({
  default: (await import('./change-agreement.tsx')).ChangeAgreement,
}))

/** One agreement: its charges and one-offs, what was agreed, and how to change it. */
export function AgreementPage() {
  const { t } = useLingui()
  const place = usePlace()
  return (
    <WithSubscriptions title={t`Agreement`}>
      {place === null ? (
        <NotFound backTo="/subscriptions" />
      ) : (
        <Found key={place.agreement} place={place} />
      )}
    </WithSubscriptions>
  )
}

function Found({ place }: { place: AgreementPlace }) {
  const { t } = useLingui()
  const result = useQuery({
    ...agreementQuery(place),
    // Its customer may be looking at it at this moment.
    refetchInterval: ({ state: { data } }) => (data?.status === 'Pending' ? 5000 : false),
  })
  const { params, hrefOf } = useListParams(agreementParams)
  const { data: agreement } = result
  const names = { charges: t`Charges`, 'one-offs': t`One-offs`, details: t`Details` }
  return (
    <ItemPage
      place={place}
      result={result}
      title={t`Agreement`}
      tab={null}
      renderItem={(found) => (
        <>
          <Head place={place} agreement={found} />
          <LinkOf place={place} agreement={found} />
          <Dialogs place={place} agreement={found} />
        </>
      )}
    >
      <div className="card card-flush">
        <nav className="subtabs" aria-label={t`Parts of the agreement`}>
          {tabs.map((tab) => (
            <Link
              key={tab}
              to={hrefOf({ tab, act: null })}
              replace
              preventScrollReset
              className="subtab"
              aria-current={tab === params.tab ? 'page' : undefined}
            >
              {names[tab]}
            </Link>
          ))}
        </nav>
        {params.tab === 'charges' ? <ChargesTab place={place} agreement={agreement} /> : null}
        {params.tab === 'one-offs' ? <OneOffsTab place={place} agreement={agreement} /> : null}
        {params.tab === 'details' ? <DetailsTab place={place} agreement={agreement} /> : null}
      </div>
    </ItemPage>
  )
}

function Head({ place, agreement }: { place: AgreementPlace; agreement: Agreement }) {
  const { amount, plan, description, frequency, status } = agreement
  return (
    <div className="card">
      <div className="agreement-head">
        <span className="details-amount">
          {amount === null ? <Trans>Amount varies</Trans> : <Amount money={amount} />}
        </span>
        <GoingAgreement place={place} />
        <AgreementPill status={status} />
      </div>
      <p>
        {plan} · <Frequency frequency={frequency} />
      </p>
      {description === null ? null : <p className="muted">{description}</p>}
      <AgreementHelp status={status} />
    </div>
  )
}

/** The customer's way to accept it, as long as that is open. */
function LinkOf({ place, agreement }: { place: AgreementPlace; agreement: Agreement }) {
  const href = useCustomerLink(place.agreement)
  const { status, createdAt, expiresAfterMinutes } = agreement
  if (status !== 'Pending') return null
  const until =
    createdAt === null || expiresAfterMinutes === null
      ? null
      : createdAt + expiresAfterMinutes * 60_000
  return (
    <Suspense fallback={<Skeleton rows={4} shape="line" />}>
      <CustomerLink href={href} until={until}>
        <Trans>Let the customer accept it</Trans>
      </CustomerLink>
    </Suspense>
  )
}

function Dialogs({ place, agreement }: { place: AgreementPlace; agreement: Agreement }) {
  const navigate = useNavigate()
  const state: unknown = useLocation().state
  const { params, hrefOf } = useListParams(agreementParams)
  // In the place of the form in the history, so that the back button does not open it again.
  const close = () => void navigate(hrefOf({ act: null }), { replace: true, state })
  const props = { place, agreement, onClose: close }
  return (
    <Suspense>
      {params.act === 'charge' ? <NewCharge {...props} /> : null}
      {params.act === 'one-off' ? <NewOneOff {...props} /> : null}
      {params.act === 'change' ? <ChangeAgreement {...props} /> : null}
    </Suspense>
  )
}
