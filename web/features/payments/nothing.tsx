import { Trans } from '@lingui/react/macro'
import { CircleCheck, ListX } from 'lucide-react'
import { Link, type To } from 'react-router'

import { useConnection } from '../../api/session.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'

/** Nobody's money waits. */
export function NothingWaiting() {
  const { session } = useConnection()
  return (
    <EmptyState
      icon={CircleCheck}
      title={<Trans>Nothing is waiting for capture</Trans>}
      action={
        session.scopes.includes('transactionreporting') ? (
          <LinkButton to="/transactions">
            <Trans>See all transactions</Trans>
          </LinkButton>
        ) : null
      }
    >
      <p>
        <Trans>Captured payments are under Transactions; from there they can be refunded.</Trans>
      </p>
    </EmptyState>
  )
}

/** MobilePay's list of payments is deprecated, and may be gone; everything else goes on without it. */
export function NoList() {
  return (
    <EmptyState icon={ListX} title={<Trans>MobilePay does not list payments any more</Trans>}>
      <p>
        <Trans>Paste a payment ID above to open a payment, or find it under Transactions.</Trans>
      </p>
    </EmptyState>
  )
}

/** None of the waiting ones is meant; it may be captured already. */
export function NothingFoundHere({ q, clearTo }: { q: string | null; clearTo: To }) {
  const { session } = useConnection()
  const mayLookOn = q !== null && session.scopes.includes('transactionreporting')
  return (
    <NothingFound clearTo={clearTo}>
      <Trans>No payment that is waiting for capture matches.</Trans>{' '}
      {mayLookOn ? (
        <Link to={`/transactions?${new URLSearchParams({ q }).toString()}`}>
          <Trans>Look for “{q}” in all transactions</Trans>
        </Link>
      ) : null}
    </NothingFound>
  )
}
